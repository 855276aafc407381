import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type pg from 'pg';
import type { InboxStep } from '../../activities/entity-ports.ts';
import { paymentOf, type ClaimCourse } from '../../domain/claim/claim-course.ts';
import {
  isFinalState,
  judgeInboxRow,
  reportedStateOf,
  type FinalState,
  type InstructionState,
  type ReportedState,
} from '../../domain/payout/inbox-judgement.ts';
import { isOfClaim, type PaidPurpose } from '../../domain/payout/paid-purpose.ts';
import { judgeResult, type ClaimInstruction } from '../../domain/payout/claim-payment.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { forgedReport } from '../kernel/forged-act.ts';
import { fetchFirst, query, sendTogether, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { refuseForged } from '../payout/kept-report.ts';
import { factWrite } from '../payout/payout-facts.ts';
import { parkedTelling, payoutTelling } from '../payout/payout-telling.ts';
import { JUDGED_COLUMNS, judgeReport, type ReportToJudge } from './counting-report.ts';
import { countPaidWrite, lockInstruction, readOthers, resultWrites } from './payment-writes.ts';
import type { RecordingContext } from './recording-context.ts';

/** A report with its instruction and its claim; their columns are null if it names no instruction. */
interface WaitingReport extends ReportToJudge {
  readonly at: Date;
  readonly claim_id: string | null;
  readonly purpose: PaidPurpose | null;
  readonly grant_id: string | null;
  readonly instalment_no: number | null;
  readonly instruction_state: InstructionState | null;
  readonly instruction_fen: number | null;
  readonly claim_state: Row<'claim', 'state'>['state'] | null;
}

// A file's reports have one instant; a settlement comes first, because money comes back only after it.
const nextReport = sqlText<
  Row<'payout_inbox', 'id'> & { readonly claim_id: string | null; readonly line_id: string | null },
  [batchId: string]
>(
  'recordings.nextReport',
  `SELECT i.id, p.claim_id, p.line_id FROM payout_inbox i LEFT JOIN payout_instruction p ON p.id = i.instruction_id
   WHERE i.batch_id = $1 AND i.state = 'new' ORDER BY i.received_at, i.type <> 'payout.settled', i.id LIMIT 1`,
);

const lockCourseOf = sqlText<Row<'claim', 'course'> & { readonly checked: boolean }, [claimId: string]>(
  'recordings.lockCourse',
  `SELECT c.course,
     jsonb_path_exists(s.content, '$.routeDefinition.stages[*] ? (@.kind == "contractCheck")') AS checked
   FROM claim c JOIN policy_snapshot s ON s.id = c.policy_snapshot_id WHERE c.id = $1 FOR NO KEY UPDATE OF c`,
);

// A report that waited for an earlier result is applied at the instant of that result, so instants never run back.
const lockReport = sqlText<WaitingReport, [inboxId: string]>(
  'recordings.lockReport',
  `SELECT ${JUDGED_COLUMNS}, greatest(x.received_at, p.state_since) AS at,
     p.claim_id, p.grant_id, p.instalment_no, p.purpose, p.state AS instruction_state, p.amount_fen AS instruction_fen, c.state AS claim_state
   FROM payout_inbox x LEFT JOIN payout_instruction p ON p.id = x.instruction_id LEFT JOIN claim c ON c.id = p.claim_id
   WHERE x.id = $1 AND x.state = 'new' FOR UPDATE OF x`,
);

/** The keys whose signatures count, and where an unsigned report is noted. */
export type Trust = Pick<RecordingContext, 'verify' | 'onForged'>;

/**
 * Judges the oldest report that the batch has not taken. One that no API process took in is refused for good and shown as a
 * forged act (S1). Intermediate states and repeated reports are stored as facts and applied here; a report that fits no
 * instruction is parked for a person; a final result goes to its claim, whose recording applies it. With one payment per
 * line, only the last result of a payment goes to the claim (D24); the others are applied here.
 */
export async function takeNextInboxRow(
  client: pg.PoolClient,
  trust: Trust,
  batchId: string,
): Promise<InboxStep | null> {
  const next = await fetchFirst(client, nextReport(batchId));
  if (next === undefined) {
    return null;
  }
  // Lock order: claim, then report (same as the recording of a claim), so no other line of the claim is counted in the
  // meantime.
  const [locked, row] = await Promise.all([
    next.line_id === null ? null : lockCourse(client, next.claim_id ?? ''),
    // Undefined if another transaction has taken the report in the meantime.
    fetchFirst(client, lockReport(next.id)),
  ]);
  if (row === undefined) {
    return { kind: 'noted', inboxId: next.id };
  }
  const verdict = judgeReport(trust.verify, row);
  if (!verdict.ok) {
    const forged = forgedReport(row.claim_id === null ? ['batch', batchId] : ['claim', row.claim_id], verdict.reason);
    await refuseForged(client, trust.onForged, row.id, forged);
    return { kind: 'noted', inboxId: row.id };
  }
  return judgeRow(client, row, locked);
}

/** A claim whose row is locked. */
interface LockedCourse {
  readonly course: ClaimCourse;
  /** Lines of this claim wait for a contract once they are paid. */
  readonly isContractChecked: boolean;
}

async function lockCourse(client: pg.PoolClient, claimId: string): Promise<LockedCourse | null> {
  const { course = null, checked = false } = (await fetchFirst(client, lockCourseOf(claimId))) ?? {};
  return course === null ? null : { course, isContractChecked: checked };
}

async function judgeRow(client: pg.PoolClient, row: WaitingReport, locked: LockedCourse | null): Promise<InboxStep> {
  const state = reportedStateOf(row.type);
  const report = { state, instructionId: row.instruction_id, amountFen: row.amount_fen };
  const verdict = judgeInboxRow(report, instructionOf(row));
  if (verdict.kind === 'park') {
    const parked = query.updateTable('payout_inbox').set({ state: 'parked', park_reason: verdict.reason });
    const known = row.instruction_state === null ? null : row.instruction_id;
    const told = { id: row.id, amount_fen: row.amount_fen, received_at: row.at };
    await sendTogether(client, [parked.where('id', '=', row.id), parkedTelling(told, verdict.reason, known)]);
    return { kind: 'noted', inboxId: row.id };
  }
  if (verdict.kind === 'advances' && isFinalState(verdict.state) && isOfGrant(row)) {
    return grantStep(row, verdict.state);
  }
  if (
    verdict.kind === 'advances' &&
    isFinalState(verdict.state) &&
    row.instruction_id !== null &&
    row.claim_id !== null
  ) {
    const final = { ...row, instruction_id: row.instruction_id, claim_id: row.claim_id };
    return locked === null
      ? finalStep(final, { outcome: verdict.state })
      : takeLineResult(client, { row: final, own: verdict.state, ...locked });
  }
  await applyFact(client, row, state, verdict.kind === 'advances');
  return { kind: 'noted', inboxId: row.id };
}

interface GrantReport extends WaitingReport {
  readonly instruction_id: string;
  readonly grant_id: string;
  readonly instalment_no: number;
}

function isOfGrant(row: WaitingReport): row is GrantReport {
  return row.grant_id !== null && row.instalment_no !== null && row.instruction_id !== null;
}

/** The result of an instalment goes to its grant, whose recording applies it. */
function grantStep(row: GrantReport, outcome: FinalState): InboxStep {
  return {
    kind: 'grantFinal',
    inboxId: row.id,
    instructionId: row.instruction_id,
    grantId: row.grant_id,
    instalmentNo: row.instalment_no,
    outcome,
    receivedAtMs: row.at.getTime(),
  };
}

interface FinalReport extends WaitingReport {
  readonly instruction_id: string;
  readonly claim_id: string;
}

function finalStep(row: FinalReport, outcomes: { readonly outcome: FinalState; readonly own?: FinalState }): InboxStep {
  return {
    kind: 'final',
    inboxId: row.id,
    instructionId: row.instruction_id,
    claimId: row.claim_id,
    purpose: row.purpose !== null && isOfClaim(row.purpose) ? row.purpose : 'base',
    ...outcomes,
    receivedAtMs: row.at.getTime(),
  };
}

interface LineResult extends LockedCourse {
  readonly row: FinalReport;
  readonly own: FinalState;
}

/** Applies the result of a line at once, or hands the result of the whole payment on to its claim. */
async function takeLineResult(client: pg.PoolClient, result: LineResult): Promise<InboxStep> {
  const { row, own, course } = result;
  const [instruction, others] = await Promise.all([
    lockInstruction(client, row.instruction_id),
    readOthers(client, row.instruction_id),
  ]);
  const verdict = judgeResult(instruction, own, { payment: paymentOf(course, instruction.purpose), others });
  if (verdict.kind === 'claim') {
    const { outcome } = verdict;
    return finalStep(row, outcome === own ? { outcome } : { outcome, own });
  }
  await sendTogether(client, lineResultWrites(instruction, result));
  return { kind: 'noted', inboxId: row.id };
}

/**
 * Writes for one line what a claim's recording writes for a payment. The claim's history has no event for each line
 * (R-109).
 */
function lineResultWrites(
  instruction: ClaimInstruction,
  { row, own, isContractChecked }: LineResult,
): readonly Statement<unknown>[] {
  const { id: instructionId, claimId, lineId, purpose, amountFen } = instruction;
  const { at } = row;
  const about = { entityKind: 'claim', entityId: claimId, at } as const;
  return [
    ...resultWrites(instruction, row, { inboxId: row.id, outcome: own, at, isContractChecked }),
    countPaidWrite(claimId),
    ...auditWrites({
      ...about,
      revision: null,
      act: 'linePayoutReported',
      actId: null,
      person: null,
      facts: { purpose, instructionId, lineId, outcome: own, amountFen },
    }),
  ];
}

function instructionOf(row: WaitingReport) {
  return row.instruction_state === null || row.instruction_fen === null
    ? null
    : {
        state: row.instruction_state,
        amountFen: row.instruction_fen,
        claimEndedUnpaid: UNPAID_CLAIM_STATES.some((ended) => ended === row.claim_state),
      };
}

async function applyFact(
  client: pg.PoolClient,
  row: WaitingReport,
  state: ReportedState | null,
  moves: boolean,
): Promise<void> {
  if (row.instruction_id === null || state === null) {
    throw new RangeError('A report without an instruction was parked before');
  }
  const { at } = row;
  const told = { id: row.instruction_id, claimId: row.claim_id, grantId: row.grant_id };
  const fact = { instructionId: row.instruction_id, inboxId: row.id, state, amountFen: row.amount_fen ?? 0, at };
  const move = query.updateTable('payout_instruction').set({ state, state_since: at });
  await sendTogether(client, [
    factWrite(fact, row),
    ...(moves ? [move.where('id', '=', row.instruction_id), ...payoutTelling([told], state, at)] : []),
    query.updateTable('payout_inbox').set({ state: 'applied', applied_at: at }).where('id', '=', row.id),
  ]);
}
