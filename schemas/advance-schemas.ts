import { z } from 'zod';
import { ClaimParams } from './claim-schemas.ts';
import { idOf, idOfEntity, lineOfText } from './http-schemas.ts';

const Amount = z.int().min(1).max(1_000_000_000_000);

export const AdvanceBody = z.strictObject({ amountFen: Amount, pledge: z.boolean().optional() });

/** the amount owed by another claim of the same payee is deducted from the base due here. */
export const SetOffBody = z.strictObject({ recoveryClaimId: idOfEntity('claim'), amountFen: Amount });

export const RepaymentBody = z.strictObject({ amountFen: Amount, bankReference: lineOfText(100) });

/** The ids of what was entered (S4). */
export const RepaymentParams = ClaimParams.extend({ repaymentId: idOf('rcs') });
export const SetOffParams = ClaimParams.extend({ setOffId: idOf('rcs') });
