import type pg from 'pg';
import { PURPOSES } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { decideLines, upholdObjections, type DecidedLines } from '../../domain/line/line-decisions.ts';
import { judgeApprovedPayees } from '../../domain/payout/approved-payee.ts';
import { judgeCorrectedAccount } from '../../domain/payout/claim-payment.ts';
import { unreachable } from '../../domain/verdict.ts';
import { fetchAll, sendTogether, sqlText, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { lineMoveWrite } from '../line/line-move-write.ts';
import { freeSlotsWrites } from '../line/key-freeing.ts';
import { payeesOf, readSealedPayees, type SealedPayees } from '../payout/approved-payees.ts';
import { accountWrites, uncorrectedPurposes } from '../payout/payout-accounts.ts';
import { NOTHING_APPLIED, type ActStep, type AppliedAct, type AskedOfClaim, type ClaimAct } from './claim-act.ts';
import { resubmitStep, stepOfCounting } from './counting-steps.ts';
import { enteredFund, enteredFundWrite } from './fund-writes.ts';
import { linesLeftFor } from './locked-claim.ts';
import { releasingStep, reportedStep } from './payment-steps.ts';
import { recoveredStep, repaidStep, setOffStep } from './recovery-steps.ts';

/**
 * Sends the queries that an act needs besides the claim itself, together with the read of the claim. Returns the step
 * that changes lines, money and registers before the claim's course moves.
 */
export function readActStep(client: pg.PoolClient, asked: AskedOfClaim): Promise<ActStep> | ActStep {
  const { message, plan } = asked;
  switch (message.kind) {
    case 'begin':
      return ({ row }) => ({
        writes: [],
        counted: { ...linesLeftFor(row, 'base'), waitsForRegister: row.waiting_register !== null },
      });
    case 'decide':
      return decideStep(client, message, plan.claimId);
    case 'noticeClosed':
      return noticeClosedStep(client, message, plan.claimId);
    case 'payoutReleasing':
      return releasingStep(client, { ...asked, message });
    case 'payoutReported':
      return reportedStep(client, { ...asked, message });
    case 'setOff':
      return setOffStep(client, message);
    case 'repaid':
      return repaidStep(client, message, plan.claimId);
    case 'recovered':
      return recoveredStep(client, plan.claimId);
    case 'registerAnswered':
    case 'contractEvidence':
    case 'timerFired':
      return stepOfCounting(client, message, plan.claimId);
    case 'resubmit':
      return resubmitStep(client, plan.claimId);
    case 'correctAccount':
      return correctAccount;
    case 'hold':
    case 'noticeOpening':
    case 'rearm':
    case 'release':
    case 'withdraw':
      return () => NOTHING_APPLIED;
    default:
      return unreachable(message);
  }
}

/**
 * @throws RefusedForGood if the bureau approves an account that was not corrected, or if payees are not those of
 *   the decision before (S13)
 */
async function decideStep(
  client: pg.PoolClient,
  message: Extract<ClaimMessage, { kind: 'decide' }>,
  claimId: string,
): Promise<ActStep> {
  const isOfAccount = message.task === 'accountCorrection';
  const [uncorrected, payees] = await Promise.all([
    isOfAccount ? uncorrectedPurposes(client, claimId, null) : [],
    message.decision === 'approve' ? readSealedPayees(client, [claimId]) : [],
  ]);
  return (act) => {
    const corrected = judgeCorrectedAccount(message, uncorrected);
    if (!corrected.ok) {
      throw new RefusedForGood(corrected.reason);
    }
    const lines = appliedToLines(act, decideLines(act.body, act.before.purpose));
    const applied = { ...lines, ...approvedPayees(act, payees) };
    const fund = enteredFund(act);
    if (fund === null) {
      return applied;
    }
    // The draft of the notice reads the fund, so it is written first.
    return { ...applied, writes: [...applied.writes, enteredFundWrite(act.plan.claimId, fund)], changesLines: true };
  };
}

/** S13: what an approval approves is paid later, and nothing else, so its audit entry has the payees' digest. */
function approvedPayees({ context }: ClaimAct, payees: readonly SealedPayees[]): Pick<AppliedAct, 'audit'> {
  const [row] = payees;
  if (row === undefined) {
    return {};
  }
  const verdict = judgeApprovedPayees(payeesOf(context.sealer, row));
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  return { audit: { payeeDigest: verdict.value } };
}

const upheldLines = sqlText<{ readonly id: string | null }, [noticeId: string, claimId: string]>(
  'recordings.upheldLines',
  `SELECT DISTINCT unnest(array_append(coalesce(refuse_lines, '{}'), line_id)) AS id FROM objection
   WHERE notice_id = $1 AND claim_id = $2 AND state = 'upheld'`,
);

/** An upheld objection stays upheld, however the notice ends. */
async function noticeClosedStep(
  client: pg.PoolClient,
  message: Extract<ClaimMessage, { kind: 'noticeClosed' }>,
  claimId: string,
): Promise<ActStep> {
  const upheld = await fetchAll(client, upheldLines(message.noticeId, claimId));
  const lineIds = upheld.flatMap(({ id }) => id ?? []);
  return (act) => appliedToLines(act, lineIds.length === 0 ? [] : [upholdObjections(lineIds, act.before.purpose)]);
}

/** Refused lines of the base free their slots and keys. */
function appliedToLines({ plan, before, row }: ClaimAct, decided: readonly DecidedLines[]): AppliedAct {
  const isRefused = decided.some(({ move }) => move.kind !== 'accept');
  const freed: readonly Statement<unknown>[] =
    isRefused && before.purpose !== 'float' ? freeSlotsWrites(plan.claimId, 'refused', row.training_years) : [];
  const writes = decided.map(({ move, lines }) => lineMoveWrite(plan.claimId, move, lines));
  return { writes: [...writes, ...freed], counted: null, changesLines: decided.length > 0 };
}

/**
 * Changes the account in the same transaction. Reports corrected purposes only if a failed payment still waits for a
 * correction.
 */
async function correctAccount({ client, context, plan, message, body, before, row }: ClaimAct): Promise<AppliedAct> {
  const { actId } = message;
  const writes = await accountWrites(client, context.sealer, { claimId: plan.claimId, actId, body });
  const [, uncorrected, [payees]] = await Promise.all([
    sendTogether(client, writes),
    uncorrectedPurposes(client, plan.claimId, actId),
    readSealedPayees(client, [plan.claimId]),
  ]);
  const stored = payees === undefined ? null : payeesOf(context.sealer, payees).stored;
  const audit = stored === null ? {} : { audit: { payeeDigest: stored } };
  if (uncorrected.length === 0) {
    return { ...NOTHING_APPLIED, ...audit };
  }
  const corrected = PURPOSES.filter((purpose) => !uncorrected.includes(purpose));
  const left = linesLeftFor(row, before.purpose);
  return { writes: [], counted: { ...left, waitsForRegister: false, corrected }, ...audit };
}
