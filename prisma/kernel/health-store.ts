import type pg from 'pg';
import type { Clock } from '../../api/kernel/clock.ts';
import type { HealthProbes } from '../../api/kernel/health.ts';
import type { MetricsSource } from '../../api/kernel/metrics.ts';

const HEARTBEAT_LIMIT_MS = 15_000;
const OUTBOX_LIMIT_MS = 10 * 60_000;

/** What the database knows of its own health, of the workers' and of what waits to leave. */
export function createHealthProbes(pool: pg.Pool, clock: Clock): Omit<HealthProbes, 'temporal'> {
  return {
    async database() {
      const began = performance.now();
      await pool.query('SELECT 1');
      return { ok: true, says: `${Math.round(performance.now() - began)} ms` };
    },

    async worker() {
      const found = await pool.query<{ at: Date | null }>('SELECT max(at) AS at FROM worker_heartbeat');
      const at = found.rows[0]?.at ?? null;
      const ageMs = at === null ? Number.POSITIVE_INFINITY : Date.now() - at.getTime();
      return ageMs < HEARTBEAT_LIMIT_MS
        ? { ok: true, says: `seen ${Math.max(0, Math.round(ageMs / 1_000))} s ago` }
        : { ok: false, says: at === null ? 'never seen' : `last seen ${Math.round(ageMs / 1_000)} s ago` };
    },

    async outbox() {
      const found = await pool.query<{ at: Date | null }>(
        'SELECT min(at) AS at FROM outbox_message WHERE sent_at IS NULL',
      );
      const at = found.rows[0]?.at ?? null;
      const ageMs = at === null ? 0 : (await clock.now()).getTime() - at.getTime();
      return { ok: ageMs < OUTBOX_LIMIT_MS, says: at === null ? 'empty' : `oldest ${Math.round(ageMs / 1_000)} s` };
    },
  };
}

export function createMetricsSource(pool: pg.Pool): MetricsSource {
  return {
    async claimsByState() {
      const found = await pool.query<{ state: string; count: number }>(
        `SELECT state, count(*) AS count FROM claim WHERE state NOT IN ('closed', 'rejected', 'withdrawn') GROUP BY state`,
      );
      return new Map(found.rows.map((row) => [row.state, row.count]));
    },
    async outboxWaiting() {
      const found = await pool.query<{ count: number }>(
        'SELECT count(*) AS count FROM outbox_message WHERE sent_at IS NULL',
      );
      return found.rows[0]?.count ?? 0;
    },
  };
}
