import type pg from 'pg';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { belowCommitted, type FiledLine } from '../../domain/plan/plan-content.ts';
import type { YearPlan, YearPlanMessage } from '../../domain/plan/plan-course.ts';
import { execute, fetchAll, sqlText } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { committedLines, lockLinesOfOrgan } from '../payout/committed-lines.ts';

const filedLines = sqlText<FiledLine, [planId: string, organ: string, filing: number]>(
  'recordings.filedLines',
  `SELECT program, person_times AS "personTimes", budget_fen AS "budgetFen" FROM plan_version_line
   WHERE plan_id = $1 AND organ = $2 AND filing = $3 ORDER BY program`,
);

/**
 * no version that is filed or accepted gives a line less than what is reserved, bound and paid. An acceptance holds
 * the lines until it is recorded.
 * @throws RefusedForGood
 */
export async function requireCommitted(
  client: pg.PoolClient,
  { message, plan, body }: { readonly message: YearPlanMessage; readonly plan: YearPlan; readonly body: ActBody },
): Promise<void> {
  if (message.kind === 'decidePlan' && message.decision === 'accept') {
    await execute(client, lockLinesOfOrgan(plan.jurisdiction, plan.year, message.organ));
    await requireAbove(client, { plan, organ: message.organ }, await linesOf(client, plan, message));
  }
  if (message.kind === 'revisePlan') {
    await requireAbove(client, { plan, organ: message.organ }, body.planLines ?? []);
  }
}

function linesOf(
  client: pg.PoolClient,
  { planId }: YearPlan,
  { organ, filing }: Extract<YearPlanMessage, { kind: 'decidePlan' }>,
): Promise<readonly FiledLine[]> {
  return fetchAll(client, filedLines(planId, organ, filing));
}

async function requireAbove(
  client: pg.PoolClient,
  { plan, organ }: { readonly plan: YearPlan; readonly organ: string },
  lines: readonly FiledLine[],
): Promise<void> {
  const committed = await fetchAll(client, committedLines(plan.jurisdiction, plan.year, organ));
  const known = committed.map(({ program, committed_fen: committedFen }) => ({ program, committedFen }));
  if (belowCommitted(lines, known).length > 0) {
    throw new RefusedForGood('BELOW_COMMITTED');
  }
}
