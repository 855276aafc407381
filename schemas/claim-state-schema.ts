import { z } from 'zod';
import { NAMED_CLAIM_STATES } from '../domain/claim/claim-state.ts';

/**
 * A claim's state in the contract: one of the named states, or, while it is in a review, the pack's name of that
 * stage (`departmentReview`). Packs name their reviews freely, so this is not a closed list.
 */
export const ClaimStateWord = z
  .union([z.enum(NAMED_CLAIM_STATES), z.string().regex(/^[a-zA-Z]{1,40}$/)])
  .meta({ id: 'ClaimState' });
