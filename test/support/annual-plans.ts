import { dayAt } from '../../domain/calendar.ts';
import { planOpening } from '../../domain/plan/plan-opening.ts';
import { inTransaction } from '../../prisma/kernel/connection.ts';
import { openAnnualPlan } from '../../prisma/plan/open-plan.ts';
import type { HostedApp } from './hosted-app.ts';
import { PRACTICE_LIBRARY } from './policy-library.ts';

/** Opens a year's plan of Ordos as its period does, and begins its workflow. @returns its id */
export async function addAnnualPlan(
  { application, pool, desk }: Pick<HostedApp, 'application' | 'pool' | 'desk'>,
  year: number,
): Promise<string> {
  const { rows } = await pool.query<{ now: Date }>(
    `SELECT now() + clock_offset_ms * interval '1 millisecond' AS now FROM environment`,
  );
  const at = rows[0]?.now ?? new Date();
  const place = { jurisdiction: '150600', year };
  const opening = planOpening(PRACTICE_LIBRARY, { ...place, openedOn: dayAt(at.getTime()) });
  if (opening === null) {
    throw new RangeError(`No document asks for a plan of ${year}`);
  }
  const { planId } = await inTransaction(application, (client) => openAnnualPlan(client, place, { opening, at }));
  await desk.start('annualPlan', planId);
  return planId;
}
