import { z } from 'zod';
import { NAMED_CLAIM_STATES } from '../domain/claim/claim-state.ts';

/**
 * A claim's state as the contract says it: one of the named states, or, while it is in a review, the pack's word for that
 * stage (`departmentReview`). Packs may name their reviews as they like, so these are no closed list.
 */
export const ClaimStateWord = z
  .union([z.enum(NAMED_CLAIM_STATES), z.string().regex(/^[a-zA-Z]{1,40}$/)])
  .meta({ id: 'ClaimState' });
