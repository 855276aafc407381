import type pg from 'pg';
import type { CheckCounts } from '../../api/kernel/check-metrics.ts';
import { fetchAll, fetchFirst, sqlText } from './statements.ts';

const openFindings = sqlText<CheckCounts['findings'][number], []>(
  'kernel.openFindings',
  `SELECT kind, count(*)::int AS count FROM integrity_finding WHERE state = 'open' GROUP BY kind`,
);

const ages = sqlText<
  { readonly last_run_at: Date; readonly listed_at: Date | null; readonly stuck_claims: CheckCounts['stuckClaims'] },
  []
>(
  'kernel.checkAges',
  `SELECT coalesce((SELECT max(done_at) FROM integrity_run WHERE kind = 'nightly'), e.born_at) AS last_run_at,
     (SELECT max(listed_at) FROM standing_turn) AS listed_at, (SELECT stuck_claims FROM integrity_turn) AS stuck_claims
   FROM environment e`,
);

export async function countChecks(pool: pg.Pool, now: Date = new Date()): Promise<CheckCounts> {
  const [findings, known] = await Promise.all([fetchAll(pool, openFindings()), fetchFirst(pool, ages())]);
  const secondsSince = (at: Date) => Math.max(0, (now.getTime() - at.getTime()) / 1_000);
  const listedAt = known?.listed_at ?? null;
  return {
    findings,
    lastRunSeconds: known === undefined ? 0 : secondsSince(known.last_run_at),
    stuckClaims: known?.stuck_claims ?? null,
    standingSeconds: listedAt === null ? null : secondsSince(listedAt),
  };
}
