import { parseFen } from '../../domain/money.ts';
import type { AcceptedLines } from '../../domain/policy/directories.ts';
import { withinOf } from './jurisdictions.ts';
import { execute, fetchAll, ownerQuery, query, sqlText, type Connection, type Row } from './statements.ts';

/**
 * Stores the row of a plan line (`jurisdiction/year/organ/program`) when a filing or a claim names it for the first
 * time; the packs define the plan. Null: none is named.
 * @throws RangeError for a text that is not a plan line
 */
export async function addPlanLine(connection: Connection, planLine: string | null): Promise<void> {
  if (planLine !== null) {
    const inserted = query.insertInto('plan_line').values(rowOf(planLine));
    await execute(
      connection,
      inserted.onConflict((known) => known.doNothing()),
    );
  }
}

/**
 * Stores a plan line with its amounts; a plan line that is stored takes the new amounts,
 * unless an accepted plan gave it its own.
 * @throws RangeError for a text that is not a plan line
 */
export async function setPlanLine(connection: Connection, planLine: string, plan: PlanOfLine): Promise<void> {
  const amounts = { person_times: plan.personTimes, budget_fen: plan.budgetFen };
  const inserted = ownerQuery.insertInto('plan_line').values({ ...rowOf(planLine), ...amounts });
  await execute(
    connection,
    inserted.onConflict((known) =>
      known.column('id').doUpdateSet(amounts).where('plan_line.accepted_version', 'is', null),
    ),
  );
}

interface PlanOfLine {
  readonly personTimes: number | null;
  readonly budgetFen: number | null;
}

function rowOf(planLine: string) {
  const [jurisdiction, year, organ, program, ...rest] = planLine.split('/');
  if (!jurisdiction || !year || !organ || !program || rest.length > 0) {
    throw new RangeError(`Not a plan line: ${planLine}`);
  }
  return { id: planLine, jurisdiction, year: Number(year), organ, program };
}

const acceptedIn = sqlText<Row<'plan_line', 'id' | 'person_times' | 'budget_fen'>, [within: string]>(
  'kernel.acceptedPlanLines',
  'SELECT id, person_times, budget_fen FROM plan_line WHERE accepted_version IS NOT NULL AND jurisdiction LIKE $1 ORDER BY id',
);

/** The lines of accepted plans of a jurisdiction and those below it. */
export async function readAcceptedLines(connection: Connection, jurisdiction: string): Promise<AcceptedLines> {
  const rows = await fetchAll(connection, acceptedIn(withinOf(jurisdiction)));
  return rows.map(({ id, person_times: personTimes, budget_fen: budgetFen }) => ({
    planLine: id,
    personTimes: personTimes ?? 0,
    budgetFen: parseFen(budgetFen ?? 0),
    isInForce: (personTimes ?? 0) > 0,
  }));
}
