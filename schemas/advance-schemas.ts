import { RECOVERY_STATES, RECOVERY_STEP_KINDS } from '../domain/recovery/recovery-words.ts';
import { z } from 'zod';
import { ClaimParams } from './claim-schemas.ts';
import { idOf, idOfEntity, Instant, lineOfText } from './http-schemas.ts';
import { MoneyEntryView } from './money-entry-schemas.ts';

const Fen = z.int();
const Amount = z.int().min(1).max(1_000_000_000_000);

export const AdvanceBody = z.strictObject({ amountFen: Amount, pledge: z.boolean().optional() });

/** the amount owed by another claim of the same payee is deducted from the base due here. */
export const SetOffBody = z.strictObject({ recoveryClaimId: idOfEntity('claim'), amountFen: Amount });

export const RepaymentBody = z.strictObject({ amountFen: Amount, bankReference: lineOfText(100) });

/** The ids of what was entered (S4). */
export const RepaymentParams = ClaimParams.extend({ repaymentId: idOf('rcs') });
export const SetOffParams = ClaimParams.extend({ setOffId: idOf('rcs') });

export const RecoveryView = z
  .object({
    id: z.string(),
    claimId: z.string().nullable(),
    claimNo: z.string().nullable(),
    grantId: z.string().nullable(),
    grantNo: z.string().nullable(),
    partyId: z.string(),
    partyName: z.string(),
    amountFen: Fen,
    recoveredFen: Fen,
    state: z.enum(RECOVERY_STATES),
    openedAt: Instant,
    closedAt: Instant.nullable(),
    steps: z.array(
      z.object({
        kind: z.enum(RECOVERY_STEP_KINDS),
        amountFen: Fen,
        setOffClaimId: z.string().nullable(),
        bankReference: z.string().nullable(),
        enteredBy: z.string().nullable(),
        decidedBy: z.string().nullable(),
        at: z.string(),
      }),
    ),
    waitingRepayments: z
      .array(
        z.object({
          id: z.string(),
          amountFen: Fen,
          bankReference: z.string(),
          enteredBy: z.string(),
          enteredAt: Instant,
        }),
      )
      .meta({ description: 'Repayments of a grant that wait for their confirmation' }),
    waiting: z.array(MoneyEntryView).meta({ description: 'Repayments and set-offs that wait for their confirmation' }),
  })
  .meta({ id: 'Recovery' });

export const RecoveriesAnswer = z.object({ items: z.array(RecoveryView), nextCursor: z.string().nullable() });
