import type pg from 'pg';
import { dayAt } from '../../domain/calendar.ts';
import { paymentOf } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { indexOfKind } from '../../domain/claim/claim-plan.ts';
import { judgePaidPayees } from '../../domain/payout/approved-payee.ts';
import { judgeReleasing, judgeReported } from '../../domain/payout/claim-payment.ts';
import { refused } from '../../domain/verdict.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { advanceToPay } from '../payout/advance-to-pay.ts';
import { payeesOf, readSealedPayees } from '../payout/approved-payees.ts';
import { readPaymentReport } from '../payout/payout-facts.ts';
import type { ActStep, AskedOfClaim } from './claim-act.ts';
import { linesLeftFor } from './locked-claim.ts';
import {
  instructedWrites,
  lockDrafted,
  lockInstruction,
  readLeftFen,
  readOthers,
  resultWrites,
} from './payment-writes.ts';

type Releasing = Extract<ClaimMessage, { kind: 'payoutReleasing' }>;
type Reported = Extract<ClaimMessage, { kind: 'payoutReported' }>;

/**
 * The claim allows a payment: all instructions of the batch for the purpose are released, and the ledger records the
 * money as owed.
 */
export async function releasingStep(
  client: pg.PoolClient,
  { message, before, plan }: AskedOfClaim<Releasing>,
): Promise<ActStep> {
  const { batchId, purpose } = message;
  const [drafted, leftFen, [payees]] = await Promise.all([
    lockDrafted(client, { batchId, claimId: plan.claimId, purpose }),
    readLeftFen(client, plan.claimId, purpose),
    readSealedPayees(client, [plan.claimId]),
  ]);
  return ({ row, context }) => {
    const dueFen = paymentOf(before, purpose).amountFen;
    const advance = advanceToPay(row, before, dayAt(message.atMs));
    const verdict = judgeReleasing({ purpose, ...advance, drafted, leftFen, dueFen });
    if (!verdict.ok) {
      throw new RefusedForGood(verdict.reason);
    }
    const paid = payees === undefined ? refused('PAYEE_CHANGED') : judgePaidPayees(payeesOf(context.sealer, payees));
    if (!paid.ok) {
      throw new RefusedForGood(paid.reason);
    }
    const writes = instructedWrites(drafted, new Date(message.atMs));
    const counted = { ...linesLeftFor(row, before.purpose), waitsForRegister: false, paidAgainFen: verdict.value };
    return { writes, counted: verdict.value < dueFen ? counted : null };
  };
}

/** Applies a final result that was sent to the claim, with the lines that it pays. */
export async function reportedStep(
  client: pg.PoolClient,
  { message, before, plan }: AskedOfClaim<Reported>,
): Promise<ActStep> {
  const { inboxId, instructionId, outcome } = message;
  const own = message.own ?? outcome;
  const [instruction, report, others] = await Promise.all([
    lockInstruction(client, instructionId),
    readPaymentReport(client, inboxId),
    readOthers(client, instructionId),
  ]);
  return () => {
    const payment = paymentOf(before, instruction.purpose);
    const verdict = judgeReported(instruction, { own, outcome }, { payment, others });
    if (!verdict.ok) {
      throw new RefusedForGood(verdict.reason);
    }
    const isContractChecked = indexOfKind(plan, 'contractCheck') !== -1;
    const result = { inboxId, outcome: own, at: new Date(message.atMs), isContractChecked };
    return { writes: resultWrites(instruction, report, result), counted: null };
  };
}
