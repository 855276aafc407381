import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { OrganCode } from '../../domain/codes.ts';
import type { FiledLine, SplitLine } from '../../domain/plan/plan-content.ts';
import { organPlan, type YearPlan, type YearPlanCourse, type YearPlanMessage } from '../../domain/plan/plan-course.ts';
import { unreachable } from '../../domain/verdict.ts';
import { jsonText, query, sqlText, type Statement } from '../kernel/statements.ts';

/** One act of a year's plan, with the courses around it. */
export interface PlanAct {
  readonly before: YearPlanCourse;
  readonly after: YearPlanCourse;
  readonly message: YearPlanMessage;
  readonly plan: YearPlan;
  readonly body: ActBody;
}

/** The rows that an act of a year's plan writes, besides the plan's own. */
export function planActWrites(act: PlanAct): readonly Statement<unknown>[] {
  const { message, plan, body } = act;
  switch (message.kind) {
    case 'submitPlan':
    case 'revisePlan':
      return filingWrites(act, message);
    case 'decidePlan':
      return decisionWrites(plan.planId, message, body);
    case 'splitPlan':
      return splitWrites(act, message);
    case 'begin':
    case 'timerFired':
      return [];
    default:
      return unreachable(message);
  }
}

type Filing = Extract<YearPlanMessage, { kind: 'submitPlan' | 'revisePlan' }>;
type Decision = Extract<YearPlanMessage, { kind: 'decidePlan' }>;

const insertLines = sqlText<
  never,
  [
    planId: string,
    organ: OrganCode,
    filing: number,
    programs: readonly string[],
    personTimes: readonly number[],
    budgetFen: readonly number[],
  ]
>(
  'recordings.insertPlanLines',
  `INSERT INTO plan_version_line (plan_id, organ, filing, program, person_times, budget_fen)
   SELECT $1, $2, $3, * FROM unnest($4::text[], $5::int[], $6::bigint[])`,
);

/** A filing of an organ waits for the bureau; the partial index lets no other of the organ wait beside it. */
function filingWrites({ after, plan, body }: PlanAct, message: Filing): readonly Statement<unknown>[] {
  const { organ, actor, atMs } = message;
  const { filings, filed, late } = organPlan(after, organ);
  const lines: readonly FiledLine[] = body.planLines ?? [];
  const inserted = query.insertInto('plan_version').values({
    plan_id: plan.planId,
    organ,
    filing: filings,
    version: filed?.version ?? 1,
    state: 'submitted',
    late: late && message.kind === 'submitPlan',
    reason: body.reason ?? null,
    remark: body.remark ?? null,
    training_done: body.trainingDone === undefined ? null : jsonText(body.trainingDone),
    submitted_by: actor.personId,
    submitted_at: new Date(atMs),
  });
  return [
    inserted,
    insertLines(
      plan.planId,
      organ,
      filings,
      lines.map(({ program }) => program),
      lines.map(({ personTimes }) => personTimes),
      lines.map(({ budgetFen }) => budgetFen),
    ),
  ];
}

const acceptPlanLines = sqlText<never, [planId: string, organ: OrganCode, filing: number, actId: string]>(
  'recordings.acceptPlanLines',
  'SELECT accept_plan_lines($1, $2, $3, $4)',
);

/** An accepted version takes the place of the one before, and its lines become the plan lines. */
function decisionWrites(planId: string, message: Decision, body: ActBody): readonly Statement<unknown>[] {
  const { organ, filing, actor, actId, atMs, decision } = message;
  const ofOrgan = query.updateTable('plan_version').where('plan_id', '=', planId).where('organ', '=', organ);
  const decided = ofOrgan
    .set({
      state: decision === 'accept' ? 'accepted' : 'returned',
      decided_by: actor.personId,
      decided_at: new Date(atMs),
      decision_remark: body.remark ?? null,
    })
    .where('filing', '=', filing);
  switch (decision) {
    case 'accept':
      return [
        ofOrgan.set({ state: 'superseded' }).where('state', '=', 'accepted'),
        decided,
        acceptPlanLines(planId, organ, filing, actId),
      ];
    case 'returnForCorrection':
      return [decided];
    default:
      return unreachable(decision);
  }
}

const insertSplitLines = sqlText<
  never,
  [
    planId: string,
    version: number,
    organs: readonly string[],
    programs: readonly string[],
    personTimes: readonly number[],
  ]
>(
  'recordings.insertSplitLines',
  `INSERT INTO plan_split_line (plan_id, version, organ, program, person_times)
   SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::int[])`,
);

function splitWrites(
  { after, plan, body }: PlanAct,
  { actor, atMs }: Extract<YearPlanMessage, { kind: 'splitPlan' }>,
): readonly Statement<unknown>[] {
  const lines: readonly SplitLine[] = body.splitLines ?? [];
  const version = after.splitVersion;
  const split = query.insertInto('plan_split').values({
    plan_id: plan.planId,
    version,
    reason: body.reason ?? '',
    entered_by: actor.personId,
    entered_at: new Date(atMs),
  });
  return [
    split,
    insertSplitLines(
      plan.planId,
      version,
      lines.map(({ organ }) => organ),
      lines.map(({ program }) => program),
      lines.map(({ personTimes }) => personTimes),
    ),
  ];
}
