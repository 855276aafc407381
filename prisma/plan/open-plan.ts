import { ENTITIES } from '../../domain/entities.ts';
import { dayAt } from '../../domain/calendar.ts';
import { planOpening, type PlanOpening } from '../../domain/plan/plan-opening.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import type pg from 'pg';
import { newId } from '../kernel/id-maker.ts';
import { execute, fetchFirst, jsonText, query } from '../kernel/statements.ts';

/**
 * Opens the plan of a period's year.
 * @throws RangeError if no document asks for a plan of the year, which then is no period either
 */
export async function openPlanOfPeriod(
  client: pg.PoolClient,
  { jurisdiction, key, openedAt }: { readonly jurisdiction: string; readonly key: string; readonly openedAt: Date },
  library: PolicyLibrary,
): Promise<string> {
  const place = { jurisdiction, year: Number(key) };
  const opening = planOpening(library, { ...place, openedOn: dayAt(openedAt.getTime()) });
  if (opening === null) {
    throw new RangeError(`No document asks for a plan of ${jurisdiction} in ${key}`);
  }
  return (await openAnnualPlan(client, place, { opening, at: openedAt })).planId;
}

/**
 * Opens the plan of a jurisdiction's year, inside the transaction of its period, and requests the start of its workflow.
 * One that stands already stays.
 * @returns its id, and whether it was opened now
 */
export async function openAnnualPlan(
  client: pg.PoolClient,
  { jurisdiction, year }: { readonly jurisdiction: string; readonly year: number },
  { opening, at }: { readonly opening: PlanOpening; readonly at: Date },
): Promise<{ readonly planId: string; readonly isNew: boolean }> {
  const planId = newId(ENTITIES.annualPlan.idPrefix);
  const inserted = await execute(
    client,
    query
      .insertInto('annual_plan')
      .values({
        id: planId,
        jurisdiction,
        year,
        state: 'open',
        opens_on: opening.opensOn,
        due_on: opening.dueOn,
        closes_on: opening.closesOn,
        opening: jsonText({ organs: opening.organs, law: opening.law }),
        created_at: at,
        state_since: at,
        start_requested_at: at,
      })
      .onConflict((known) => known.columns(['jurisdiction', 'year']).doNothing()),
  );
  if (inserted === 0) {
    const standing = query.selectFrom('annual_plan').select('id').where('jurisdiction', '=', jurisdiction);
    const found = await fetchFirst(client, standing.where('year', '=', year));
    return { planId: found?.id ?? planId, isNew: false };
  }
  await appendAudit(client, {
    entityKind: 'annualPlan',
    entityId: planId,
    revision: null,
    act: 'opened',
    actId: null,
    person: null,
    at,
    facts: { jurisdiction, year, dueOn: opening.dueOn, organs: opening.organs.length },
  });
  return { planId, isNew: true };
}
