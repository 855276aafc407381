import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import { senderOf } from '../../domain/authority/actor.ts';
import { claimAuditFacts } from '../../domain/claim/claim-audit.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import { claimEvent } from '../../domain/claim/claim-event.ts';
import type { ClaimMessage, RecordedFacts } from '../../domain/claim/claim-message.ts';
import { moveClaim } from '../../domain/claim/claim-moves.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import { takeSeats, type SeatsToTake } from '../../domain/claim/claim-seats-taken.ts';
import { claimTasksToOpen } from '../../domain/claim/claim-tasks.ts';
import { effectsOf, isDraftedAtOnce } from '../../domain/claim/effects-of.ts';
import {
  isAdvanceShared,
  isReportOfEndedAdvance,
  returnedAdvance,
  settledAdvanceFen,
  waitEndsAtMs,
} from '../../domain/claim/recorded-facts.ts';
import { owedFen } from '../../domain/recovery/advance-debt.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { askingOfClaim } from './asking-rows.ts';
import type { ActStep, AppliedAct, ClaimAct, Counted } from './claim-act.ts';
import { readActStep } from './claim-act-steps.ts';
import { isPlanOfRow } from './claim-plan-digest.ts';
import { claimWrites, seatWrites } from './claim-writes.ts';
import { effectWrites } from './effect-writes.ts';
import {
  countLinesLeft,
  linesLeftFor,
  lockOpenAdvance,
  readLockedClaim,
  type LockedClaim,
  type OpenAdvance,
} from './locked-claim.ts';
import { returnWrites } from './claim-return-writes.ts';
import { recordAct, type RecordedRead, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';
import { taskWrites } from './task-reconciling.ts';

type ClaimRecording = Recording<ClaimCourse, ClaimMessage, ClaimPlan>;

interface ClaimRead {
  readonly row: LockedClaim;
  readonly step: ActStep;
}

const lockClaim = sqlText<Row<'claim', 'revision' | 'course'>, [id: string]>(
  'recordings.lockClaim',
  'SELECT revision, course FROM claim WHERE id = $1 FOR UPDATE',
);

/** Records one act of a claim with all its changes in one transaction (D2, I3). */
export function recordClaim(
  context: RecordingContext,
  recording: ClaimRecording,
): Promise<Recorded<ClaimCourse, RecordedFacts>> {
  const { claimId } = recording.plan;
  const entity = { kind: 'claim', id: claimId } as const;
  return recordAct<ClaimCourse, ClaimMessage, ClaimPlan, RecordedFacts, ClaimRead>(context, entity, recording, {
    lock: lockClaim,
    asking: (client) => askingOfClaim(client, context, { claimId, message: recording.message }),
    async read(client) {
      const [row, step] = await Promise.all([readLockedClaim(client, claimId), readActStep(client, recording)]);
      return { row, step };
    },
    isStartedAsOwn: (client, { row }) => isPlanOfRow(context, client, row, recording.plan),
    dueAtMs: () => (recording.message.kind === 'timerFired' ? (recording.before.timer?.atMs ?? null) : null),
    decide: (client, read) => decide(context, client, recording, read),
  });
}

async function decide(
  context: RecordingContext,
  client: pg.PoolClient,
  recording: ClaimRecording,
  { row, openTasks, step, body }: ClaimRead & RecordedRead,
): Promise<RecordedWork<ClaimCourse, RecordedFacts>> {
  const { before, message, plan } = recording;
  const snapshot = await context.snapshots.read(client, row.policy_snapshot_id);
  const act: ClaimAct = { ...recording, context, client, row, snapshot, body };
  const done = await step(act);
  const { counted, writes } = await applied(act, done);
  const open = await openAdvance(act);
  const unarmed = {
    ...counted,
    ...settledAdvance(act, open, counted.amountFen),
    ...returnedDebt(act, open.advance),
    waitEndsAtMs: null,
  };
  const moved = moveClaim(before, message, unarmed, plan);
  const law = { atMs: message.atMs, evidenceDueOn: row.evidence_due_on, snapshot, calendar: context.calendar };
  const facts: RecordedFacts = { ...unarmed, waitEndsAtMs: waitEndsAtMs(moved, law) };
  const after = moveClaim(before, message, facts, plan);
  const seats = seatsTaken(act, after);
  const effects = effectsOf(before, after, message, {
    plan,
    isNoticeDrafted: isDraftedAtOnce(after, snapshot),
    notices: row.notices.map(({ noticeId }) => noticeId),
    hold: body.hold ?? null,
    holdId: body.holdId ?? null,
    advance: {
      openFen: row.open_advance_fen,
      formerFen: row.advance_fen,
      settledFen: facts.advanceFen ?? 0,
      returnedFen: facts.returnedDebtFen ?? 0,
    },
  });
  return {
    facts,
    after,
    audit: { ...claimAuditFacts({ before, after, message, plan, facts }, body), ...body.deadline, ...done.audit },
    writes: [
      ...writes,
      ...seatWrites(plan.claimId, seats),
      ...(await effectWrites(act, effects, open.advance)),
      ...eventWrites(act, after, facts),
      ...claimWrites(act, { after, facts, countsPaid: effects.some(({ kind }) => kind === 'countPaid') }),
      ...returnWrites(act, after),
      ...taskWrites({
        owner: { kind: 'claim', id: plan.claimId, jurisdiction: plan.jurisdiction, subject: row.subject },
        open: openTasks,
        wanted: claimTasksToOpen(after, plan, snapshot),
        snapshot,
        calendar: context.calendar,
        atMs: message.atMs,
        doneBy: senderOf(message)?.personId ?? null,
        act: message.kind === 'decide' ? message.decision : message.kind,
      }),
    ],
  };
}

/**
 * Returns what the act counted, or else the remaining lines. Writes that change lines are sent first, followed by the
 * count.
 */
async function applied(
  { client, plan, before, row }: ClaimAct,
  { writes, counted, changesLines = false }: AppliedAct,
): Promise<{ readonly counted: Counted; readonly writes: readonly Statement<unknown>[] }> {
  if (!changesLines) {
    return { counted: counted ?? { ...linesLeftFor(row, before.purpose), waitsForRegister: false }, writes };
  }
  const left = await countLinesLeft(client, plan.claimId, before.purpose, writes);
  return { counted: counted ?? { ...left, waitsForRegister: false }, writes: [] };
}

/** The advance of the class; read under its locks where another act may take a part of it at the same time. */
async function openAdvance({ client, row, before, message }: ClaimAct): Promise<OpenAdvance> {
  const { id, filing_id: filingId, training_years: trainingYears, kind, open_advance_fen: openFen } = row;
  const isShared = isAdvanceShared({ trainingYears, kind, hasDebt: row.has_advance_debt });
  const isSettled = openFen > 0 && before.purpose === 'base' && isShared;
  const isReturned = row.own_debt_fen > 0 && isReportOfEndedAdvance(before, message);
  return filingId !== null && (isSettled || isReturned)
    ? lockOpenAdvance(client, id, filingId)
    : { openFen, advance: null };
}

/** the field is left out where there is no advance, so that the facts of most claims keep their recorded form. */
function settledAdvance(
  { row, before }: ClaimAct,
  { openFen }: OpenAdvance,
  amountFen: number,
): Pick<RecordedFacts, 'advanceFen'> {
  const { instalment, training_years: trainingYears } = row;
  const advanceFen = settledAdvanceFen({ openFen, instalment, trainingYears }, { purpose: before.purpose, amountFen });
  return advanceFen > 0 ? { advanceFen } : {};
}

/** R-074 (L1): the bank returned an advance that is due back: its debt falls, and what came back above it is paid again. */
function returnedDebt(
  { before, message }: ClaimAct,
  advance: OpenAdvance['advance'],
): Pick<RecordedFacts, 'returnedDebtFen' | 'paidAgainFen'> {
  const debt = advance?.debt ?? null;
  return returnedAdvance(before, message, debt === null ? 0 : owedFen(debt));
}

function seatsTaken({ row, before }: ClaimAct, after: ClaimCourse): SeatsToTake {
  const seats = takeSeats(before, after, { persons: row.persons, sections: row.sections });
  if (!seats.ok) {
    throw new RefusedForGood(seats.reason);
  }
  return seats.value;
}

function eventWrites(
  { before, message, plan }: ClaimAct,
  after: ClaimCourse,
  facts: RecordedFacts,
): readonly Statement<unknown>[] {
  const event = claimEvent(before, after, message, { plan, facts });
  return event === null ? [] : [outboxWrite(event)];
}
