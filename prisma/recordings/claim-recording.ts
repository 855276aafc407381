import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { isReview } from '../../domain/authority/authorize-decision.ts';
import { addDays, dayAt, endOfDayMs, parseIsoDate, type WorkingCalendar } from '../../domain/calendar.ts';
import {
  isPastReviews,
  courseWord,
  isSettled,
  visibleStage,
  visibleState,
  type ClaimCourse,
} from '../../domain/claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from '../../domain/claim/claim-message.ts';
import { actorOf, moveClaim } from '../../domain/claim/claim-moves.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import { returnDueOn, returnRule } from '../../domain/claim/claim-return.ts';
import { wantedTasks } from '../../domain/claim/claim-tasks.ts';
import { snapshotInt, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { afterClaimMoved, applyClaimAct, entersDisbursement } from './claim-effects.ts';
import { countLinesLeft, holdOpenAdvance, lockClaim, type LockedClaim } from './locked-claim.ts';
import { writeReturnPeriod } from './claim-return-period.ts';
import { recordAct, type RecordedWork } from './record-act.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { RecordingContext } from './recording-context.ts';
import { reconcileTasks, type TaskToOpen } from './task-reconciling.ts';
import { stateWord } from '../../domain/claim/claim-state.ts';
import { prepared } from '../kernel/prepared.ts';

type ClaimRecording = Recording<ClaimCourse, ClaimMessage, ClaimPlan>;

/** Everything that one act changes of a claim, in one transaction (D2, I3). */
export function recordClaim(
  context: RecordingContext,
  recording: ClaimRecording,
): Promise<Recorded<ClaimCourse, RecordedFacts>> {
  const entity = { table: 'claim', kind: 'claim', id: recording.plan.claimId } as const;
  return recordAct(context.pool, entity, recording, (client, body) => work(context, client, recording, body));
}

async function work(
  context: RecordingContext,
  client: pg.PoolClient,
  { before, message, plan }: ClaimRecording,
  body: ActBody,
): Promise<RecordedWork<ClaimCourse, RecordedFacts>> {
  const row = await lockClaim(client, plan.claimId);
  const snapshot = await context.snapshots.read(client, row.policy_snapshot_id);
  const effect = { context, client, row, snapshot, before, message, body, plan };
  const applied = await applyClaimAct(effect);
  const counted = applied ?? {
    ...(await countLinesLeft(client, plan.claimId, before.purpose)),
    waitsForRegister: false,
  };
  const advance = await advanceOf(client, row, { before, amountFen: counted.amountFen });
  const unarmed: RecordedFacts = { ...counted, ...advance, waitEndsAtMs: null };
  const moved = moveClaim(before, message, unarmed, plan);
  const facts = { ...unarmed, waitEndsAtMs: waitOf(moved, message, row, { snapshot, calendar: context.calendar }) };
  const after = moveClaim(before, message, facts, plan);
  await keepDeciders(client, plan, before, after);
  await afterClaimMoved({ ...effect, after, facts });
  await writeClaim(client, { row, before, after, message, plan, facts });
  await writeReturnPeriod({ ...effect, after });
  await reconcileTasks(client, {
    owner: { column: 'claim_id', id: plan.claimId, jurisdiction: plan.jurisdiction, subject: row.subject },
    wanted: wantedTasks(after, plan).map((task) => taskToOpen(task, snapshot)),
    snapshot,
    calendar: context.calendar,
    atMs: message.atMs,
    doneBy: actorOf(message)?.personId ?? null,
    act: message.kind === 'decide' ? message.decision : message.kind,
  });
  return {
    facts,
    after,
    audit: {
      ...auditOf(after, message, body, { ...facts, decidedStage: plan.stages[before.stageIndex]?.stage ?? null }),
      state: courseWord(after, plan),
    },
  };
}

/**
 * what this claim settles of an advance of its class; left out where there is none, so that most claims record what
 * they always did. A training year after which another is claimed settles no more than it is worth, the next one the rest
 * (C05).
 */
async function advanceOf(
  client: pg.PoolClient,
  row: LockedClaim,
  { before, amountFen }: { readonly before: ClaimCourse; readonly amountFen: number },
): Promise<{ readonly advanceFen?: number }> {
  if (row.open_advance_fen <= 0 || before.purpose !== 'base') {
    return {};
  }
  if (row.training_years === null) {
    return { advanceFen: row.open_advance_fen };
  }
  const openFen = await holdOpenAdvance(client, row.id);
  const advanceFen = row.instalment < row.training_years ? Math.min(openFen, amountFen) : openFen;
  return advanceFen > 0 ? { advanceFen } : {};
}

/** When the wait ends that the new state brings: 24:00 in Asia/Shanghai of its last day. */
function waitOf(
  moved: ClaimCourse,
  message: ClaimMessage,
  row: LockedClaim,
  { snapshot, calendar }: { readonly snapshot: PolicySnapshot; readonly calendar: WorkingCalendar },
): number | null {
  const today = dayAt(message.atMs);
  if (moved.state === 'returnedToApplicant') {
    return moved.timer?.atMs ?? endOfDayMs(returnDueOn(returnRule(snapshot, today), calendar));
  }
  if (moved.state === 'postCheck' && row.evidence_due_on !== null) {
    // A base that ends late gives the grace days anew, by payment, settlement or recovery (design §5a, R-082).
    const grace = addDays(today, snapshotInt(snapshot, 'float.graceDays'));
    const due = parseIsoDate(row.evidence_due_on);
    return moved.timer?.atMs ?? endOfDayMs(grace > due ? grace : due);
  }
  return null;
}

/** The separation of duties under a race: a second role of a person, or a section in both reviews, meets a primary key. */
async function keepDeciders(client: pg.PoolClient, plan: ClaimPlan, before: ClaimCourse, after: ClaimCourse) {
  const known = decidersOnRecord(before);
  for (const decider of after.deciders.filter((one) => !known.has(`${one.personId}/${one.role}`))) {
    const person = await client.query(
      prepared(
        `INSERT INTO claim_decider (claim_id, person_id, role) VALUES ($1, $2, $3)
       ON CONFLICT (claim_id, person_id) DO UPDATE SET role = excluded.role WHERE claim_decider.role = excluded.role`,
        [plan.claimId, decider.personId, decider.role],
      ),
    );
    if (person.rowCount === 0) {
      throw new RefusedForGood('SAME_PERSON_FORBIDDEN');
    }
    if (isReview(decider.role)) {
      const section = await client.query(
        prepared(
          `INSERT INTO claim_review_section (claim_id, organ, section, role) VALUES ($1, $2, $3, $4)
         ON CONFLICT (claim_id, organ, section) DO UPDATE SET role = excluded.role
           WHERE claim_review_section.role = excluded.role`,
          [plan.claimId, decider.organ ?? '', decider.section ?? '', decider.role],
        ),
      );
      if (section.rowCount === 0) {
        throw new RefusedForGood('SAME_SECTION_FORBIDDEN');
      }
    }
  }
}

/** Deciders whose rows exist: the applicant's row is written with the first record. */
function decidersOnRecord(before: ClaimCourse): ReadonlySet<string> {
  return new Set(before.revision === 0 ? [] : before.deciders.map((one) => `${one.personId}/${one.role}`));
}

interface Moved {
  readonly row: LockedClaim;
  readonly before: ClaimCourse;
  readonly after: ClaimCourse;
  readonly message: ClaimMessage;
  readonly plan: ClaimPlan;
  readonly facts: RecordedFacts;
}

/** The claim's row as people read it; money columns are sums that the effects have just written to the lines. */
async function writeClaim(client: pg.PoolClient, { row, before, after, message, plan, facts }: Moved): Promise<void> {
  const now = { state: visibleState(after), stage: visibleStage(after, plan) };
  const isUnmoved = stateWord(now) === stateWord(row) && message.kind !== 'begin';
  const since = isUnmoved ? row.state_since : new Date(message.atMs);
  const pastReviews = isPastReviews(after, plan);
  const approved = after.purpose === 'float' || pastReviews;
  await client.query({
    name: 'recording-write-claim',
    text: `UPDATE claim SET revision = $2, course = $3, state = $4, stage = $5, purpose = $6, round = $7, state_since = $8,
             timer_at = $9, outcome_code = $10, closed_at = $11, started_at = coalesce(started_at, $12),
             lines_approved = CASE WHEN $13 THEN (SELECT count(*) FROM claim_line WHERE claim_id = $1
               AND state IN ('approved', 'paid', 'floatWaiting', 'floatClaimed', 'floatPaid', 'floatNotEarned')) ELSE 0 END,
             approved_fen = CASE WHEN $13 THEN (SELECT coalesce(sum(base_fen), 0) FROM claim_line WHERE claim_id = $1
               AND state IN ('approved', 'paid', 'floatWaiting', 'floatClaimed', 'floatPaid', 'floatNotEarned')) ELSE 0 END,
             float_fen = CASE WHEN $6 = 'float' AND $14 THEN $15::bigint ELSE float_fen END,
             allowance_fen = CASE WHEN $6 = 'base' AND $14 THEN coalesce($18::bigint, allowance_fen) ELSE allowance_fen END,
             advance_fen = CASE WHEN $19 THEN $20::bigint ELSE advance_fen END,
             training_data_changed = CASE WHEN $16 THEN false ELSE training_data_changed END,
             waiting_register = CASE WHEN $17 THEN waiting_register ELSE NULL END
           WHERE id = $1`,
    values: [
      plan.claimId,
      after.revision,
      JSON.stringify(after),
      now.state,
      now.stage,
      after.purpose,
      after.round,
      since,
      after.timer === null ? null : new Date(after.timer.atMs),
      after.outcome,
      isSettled(after) ? new Date(message.atMs) : null,
      new Date(message.atMs),
      approved,
      pastReviews,
      facts.amountFen,
      message.kind === 'resubmit',
      facts.waitsForRegister,
      facts.allowanceFen ?? null,
      before.purpose === 'base' && message.kind !== 'payoutReported' && entersDisbursement({ before, after, plan }),
      facts.advanceFen ?? 0,
    ],
  });
}

const DAYS_KEYS: Readonly<Record<string, string>> = {
  recovery: 'recovery.reminderDays',
  bureauCorrection: 'correction.days',
  accountCorrection: 'correction.days',
};

function taskToOpen(task: ReturnType<typeof wantedTasks>[number], snapshot: PolicySnapshot): TaskToOpen {
  const stage = snapshot.routeDefinition.stages.find((one) => one.stage === task.stage);
  const daysKey = DAYS_KEYS[task.kind] ?? stage?.daysKey;
  if (daysKey === undefined) {
    throw new RangeError(`Stage ${task.stage} has no days`);
  }
  return { ...task, section: null, daysKey };
}

function auditOf(
  after: ClaimCourse,
  message: ClaimMessage,
  body: ActBody,
  facts: RecordedFacts & { readonly decidedStage: string | null },
) {
  return {
    stage: after.stageIndex,
    purpose: after.purpose,
    round: after.round,
    linesLeft: facts.linesLeft,
    amountFen: facts.amountFen,
    ...(message.kind === 'decide' ? { decision: message.decision, task: message.task } : {}),
    ...(message.kind === 'decide' && message.task === 'review' ? { decidedStage: facts.decidedStage } : {}),
    ...(message.kind === 'payoutReported' || message.kind === 'payoutReleasing' ? { money: message.purpose } : {}),
    ...(message.kind === 'setOff' || message.kind === 'repaid' ? { movedFen: message.amountFen } : {}),
    ...(message.kind === 'payoutReported' ? { outcome: message.outcome, instructionId: message.instructionId } : {}),
    ...(message.kind === 'noticeClosed' || message.kind === 'noticeOpening' ? { noticeId: message.noticeId } : {}),
    ...(message.kind === 'payoutReleasing' ? { batchId: message.batchId, makerId: message.maker.personId } : {}),
    ...(after.outcome === null ? {} : { outcomeCode: after.outcome }),
    answers: body.answers ?? null,
    remark: body.remark ?? body.reason ?? null,
    refusedLines: body.refuseLines?.length ?? 0,
    corrections: body.corrections ?? null,
    ...body.deadline,
  };
}
