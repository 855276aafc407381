import pg from 'pg';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { execute, fetchAll, sqlText } from '../kernel/statements.ts';
import { SIGNED_COLUMNS, isSignedReport, type SignedReport } from '../payout/kept-report.ts';

const PAGE = 500;

const refusedReports = sqlText<SignedReport, [afterId: string, limit: number]>(
  'worker.refusedReports',
  `SELECT ${SIGNED_COLUMNS} FROM payout_inbox x
   WHERE x.state = 'refused' AND x.signature IS NOT NULL AND x.id > $1 ORDER BY x.id LIMIT $2`,
);

// As it was before; its sender may have sent it again in the meantime. One whose id was used before has a partner of that
// id that is not refused.
const takeUp = sqlText<never, [inboxId: string]>(
  'worker.takeUpReport',
  `UPDATE payout_inbox x SET state = CASE WHEN x.applied_at IS NOT NULL THEN 'applied'
     WHEN x.park_reason IS NOT NULL THEN 'parked' ELSE 'new' END
   WHERE x.id = $1 AND x.state = 'refused' AND NOT EXISTS (SELECT FROM payout_inbox y WHERE y.source = x.source
     AND y.machine_client_id = x.machine_client_id AND y.sender_id = x.sender_id AND y.state <> 'refused'
     AND (y.body_digest = x.body_digest OR NOT (x.is_id_reused OR y.is_id_reused)))`,
);

/**
 * Takes up true reports that were refused because a process did not know the key of the API that took them in. A process
 * learns of keys at its start alone, so this is asked once then (S1).
 * @returns how many
 */
export async function takeUpRefused(pool: pg.Pool, verify: ActVerifier): Promise<number> {
  let taken = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: readonly SignedReport[] = await fetchAll(pool, refusedReports(after, PAGE));
    for (const row of page.filter((one) => isSignedReport(verify, one))) {
      taken += await takenUp(pool, row.id);
    }
    after = page.at(-1)?.id;
  }
  return taken;
}

/** Another worker that starts now may take up the same one. */
async function takenUp(pool: pg.Pool, inboxId: string): Promise<number> {
  try {
    return await execute(pool, takeUp(inboxId));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '23505') {
      return 0;
    }
    throw error;
  }
}
