import type pg from 'pg';

const LOOK_AGAIN_MS = 10;
const GIVE_UP_MS = 120_000;

/** Resolves once some transactions of this database, one unless said, wait for a lock that another one holds. */
export async function untilSomebodyWaits(pool: pg.Pool, transactions = 1): Promise<void> {
  for (const end = Date.now() + GIVE_UP_MS; Date.now() < end;) {
    const waiting = await pool.query(
      `SELECT FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
       WHERE NOT l.granted AND a.datname = current_database()`,
    );
    if ((waiting.rowCount ?? 0) >= transactions) {
      return;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_AGAIN_MS);
    });
  }
  throw new Error('Nobody waits for a lock');
}
