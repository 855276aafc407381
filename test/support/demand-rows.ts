import { randomBytes } from 'node:crypto';
import type pg from 'pg';

let serial = 100;

/** A cycle of Ordos in its survey, which a workflow may begin. Returns its id. */
export async function addDemandCycle(
  pool: pg.Pool,
  {
    startsOn = '2025-06-01',
    days = 30,
    jurisdiction = '150600',
  }: {
    readonly startsOn?: string;
    readonly days?: number;
    readonly jurisdiction?: string;
  } = {},
): Promise<string> {
  const id = `dmc_${randomBytes(12).toString('hex')}`;
  serial += 1;
  await pool.query(
    `INSERT INTO demand_cycle (id, jurisdiction, no, starts_on, ends_on, opens_at, ends_at, publish, push_to, late, state,
       state_since, start_requested_at)
     SELECT $1, $2, $3, $4::date, $4::date + $5::int - 1, at, at + make_interval(days => $5), 'AT_END',
       '{BANNER,TRAINING_INSTITUTION,COMMUNITY_OFFICE,PUBLIC_EMPLOYMENT_SERVICE,HR_SERVICE_AGENCY}', false, 'survey', at, at
     FROM (SELECT ($4 || 'T00:00:00+08:00')::timestamptz AS at) AS begin`,
    [id, jurisdiction, serial, startsOn, days],
  );
  return id;
}
