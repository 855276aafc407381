import { execute, query, type Connection } from './statements.ts';

/**
 * Stores the row of a plan line (`jurisdiction/year/organ/program`) when a filing or a claim names it for the first
 * time; the packs define the plan. Null: none is named.
 * @throws RangeError for a text that is not a plan line
 */
export async function addPlanLine(connection: Connection, planLine: string | null): Promise<void> {
  if (planLine === null) {
    return;
  }
  const [jurisdiction, year, organ, program, ...rest] = planLine.split('/');
  if (!jurisdiction || !year || !organ || !program || rest.length > 0) {
    throw new RangeError(`Not a plan line: ${planLine}`);
  }
  await execute(
    connection,
    query
      .insertInto('plan_line')
      .values({ id: planLine, jurisdiction, year: Number(year), organ, program })
      .onConflict((conflict) => conflict.doNothing()),
  );
}
