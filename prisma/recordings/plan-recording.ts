import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import { senderOf } from '../../domain/authority/actor.ts';
import { isStartedAsOwn } from '../../domain/authority/own-turn.ts';
import { dayAt } from '../../domain/calendar.ts';
import {
  moveYearPlan,
  planWaitMs,
  type YearPlan,
  type YearPlanCourse,
  type YearPlanMessage,
} from '../../domain/plan/plan-course.ts';
import { overdueOrgans } from '../../domain/plan/plan-overdue.ts';
import { withPlanDays } from '../../domain/plan/plan-opening.ts';
import { wantedPlanTasks } from '../../domain/plan/plan-tasks.ts';
import { unreachable } from '../../domain/verdict.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { yearPlanStart } from '../kernel/start-inputs.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { fetchFirst, jsonText, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { periodClosedWrite } from '../period/period-store.ts';
import { planActWrites } from './plan-act.ts';
import { requireCommitted } from './plan-commitments.ts';
import { recordAct, type RecordedRead, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';
import { taskWrites } from './task-reconciling.ts';

type PlanRecording = Recording<YearPlanCourse, YearPlanMessage, YearPlan>;

type LockedPlan = Row<'annual_plan', 'jurisdiction' | 'year' | 'due_on' | 'closes_on' | 'opening' | 'created_at'>;

const lockPlan = sqlText<Row<'annual_plan', 'revision' | 'course'>, [id: string]>(
  'recordings.lockPlan',
  'SELECT revision, course FROM annual_plan WHERE id = $1 FOR UPDATE',
);

const lockedPlan = sqlText<LockedPlan, [id: string]>(
  'recordings.lockedPlan',
  'SELECT jurisdiction, year, due_on, closes_on, opening, created_at FROM annual_plan WHERE id = $1',
);

/** Records one act of a year's plan with all its changes in one transaction (D2, R-012). */
export function recordAnnualPlan(
  context: RecordingContext,
  recording: PlanRecording,
): Promise<Recorded<YearPlanCourse, null>> {
  const { planId } = recording.plan;
  const entity = { kind: 'annualPlan', id: planId } as const;
  return recordAct<YearPlanCourse, YearPlanMessage, YearPlan, null, { readonly row: LockedPlan }>(
    context,
    entity,
    recording,
    {
      lock: lockPlan,
      asking: () => null,
      read: async (client) => ({ row: await readPlan(client, planId) }),
      isStartedAsOwn: (_client, { row }, isBegun) => {
        const own = yearPlanStart(row, { planId, clockOffsetMs: 0 });
        const { before: course, plan } = recording;
        return Promise.resolve(isStartedAsOwn({ course, plan }, isBegun ? { ...own, course: null } : own));
      },
      dueAtMs: () => (recording.message.kind === 'timerFired' ? planWaitMs(recording.before, recording.plan) : null),
      decide: (client, read) => decide(context, client, recording, read),
    },
  );
}

async function readPlan(client: pg.PoolClient, planId: string): Promise<LockedPlan> {
  const row = await fetchFirst(client, lockedPlan(planId));
  if (row === undefined) {
    throw new RangeError(`No annual plan ${planId}`);
  }
  return row;
}

async function decide(
  context: RecordingContext,
  client: pg.PoolClient,
  { before, message, plan }: PlanRecording,
  { row, openTasks, body }: { readonly row: LockedPlan } & RecordedRead,
): Promise<RecordedWork<YearPlanCourse, null>> {
  await requireCommitted(client, { message, plan, body });
  const after = moveYearPlan(before, message, plan);
  const today = dayAt(message.atMs);
  const wanted = wantedPlanTasks(after).map((task) => withPlanDays(task, { dueOn: row.due_on, today }));
  const overdue = overdueOrgans(after);
  return {
    facts: null,
    after,
    audit: { ...factsOf(message), overdue, reason: body.reason ?? null, remark: body.remark ?? null },
    writes: [
      ...planActWrites({ before, after, message, plan, body }),
      ...(after.state === 'closed' ? [periodClosedWrite(plan.planId, new Date(message.atMs))] : []),
      planWrite(plan.planId, { before, after, message }),
      ...taskWrites({
        owner: { kind: 'annualPlan', id: plan.planId, jurisdiction: plan.jurisdiction, subject: String(plan.year) },
        open: openTasks,
        wanted,
        snapshot: row.opening.law,
        calendar: context.calendar,
        atMs: message.atMs,
        doneBy: senderOf(message)?.personId ?? null,
        act: message.kind === 'decidePlan' ? message.decision : message.kind,
      }),
      ...(message.kind === 'timerFired' && message.timer === 'due' ? overdueWrites(plan, message.atMs, overdue) : []),
    ],
  };
}

/** Ids, codes and counts for the audit entry. */
function factsOf(message: YearPlanMessage): Readonly<Record<string, unknown>> {
  switch (message.kind) {
    case 'submitPlan':
    case 'revisePlan':
      return { organ: message.organ };
    case 'decidePlan':
      return { organ: message.organ, decision: message.decision, filing: message.filing };
    case 'timerFired':
      return { timer: message.timer };
    case 'begin':
    case 'splitPlan':
      return {};
    default:
      return unreachable(message);
  }
}

const updatePlan = sqlText<
  never,
  [planId: string, revision: number, course: JsonText<YearPlanCourse>, state: Row<'annual_plan'>['state'], at: Date]
>(
  'recordings.updatePlan',
  `UPDATE annual_plan SET revision = $2, course = $3, state = $4, started_at = coalesce(started_at, $5),
     state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END WHERE id = $1`,
);

function planWrite(
  planId: string,
  {
    after,
    message,
  }: { readonly before: YearPlanCourse; readonly after: YearPlanCourse; readonly message: YearPlanMessage },
): Statement<unknown> {
  return updatePlan(planId, after.revision, jsonText(after), after.state, new Date(message.atMs));
}

const remindOverdue = sqlText<never, [planId: string]>(
  'recordings.remindOverduePlans',
  `UPDATE task SET near_on = due_on + 1, reminded_at = NULL
   WHERE entity_kind = 'annualPlan' AND entity_id = $1 AND kind = 'planSubmission' AND state = 'open'`,
);

/** the list of organs that owe their plan is told, and each of them is reminded from the next day on. */
function overdueWrites(
  { planId, jurisdiction, year }: YearPlan,
  atMs: number,
  organs: readonly string[],
): readonly Statement<unknown>[] {
  const payload = { planId, jurisdiction, year, organs };
  const told = {
    topic: 'annual_plan.overdue',
    entityKind: 'annualPlan',
    entityId: planId,
    at: new Date(atMs),
    payload,
  } as const;
  return organs.length === 0 ? [] : [remindOverdue(planId), outboxWrite(told)];
}
