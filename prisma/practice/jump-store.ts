import type pg from 'pg';
import type { JumpStore } from '../../activities/sweep-ports.ts';

/** The asked move of the practice clock, and whose workflows have to come along (D19). */
export function createJumpStore(pool: pg.Pool): JumpStore {
  return {
    async next() {
      const found = await pool.query<{ id: string; target_at: Date }>(
        `UPDATE clock_jump SET state = 'running' WHERE state IN ('requested', 'running') RETURNING id, target_at`,
      );
      const row = found.rows[0];
      return row === undefined ? null : { id: row.id, targetAtMs: row.target_at.getTime() };
    },

    async openWorkflowIds() {
      const found = await pool.query<{ id: string }>(
        `SELECT 'claim/' || id AS id FROM claim WHERE started_at IS NOT NULL AND state NOT IN ('closed', 'rejected', 'withdrawn')
         UNION ALL SELECT 'filing/' || id FROM filing
           WHERE started_at IS NOT NULL AND state NOT IN ('claimed', 'expired', 'withdrawn')
         UNION ALL SELECT 'notice/' || id FROM notice
           WHERE started_at IS NOT NULL AND state NOT IN ('closed', 'rejected', 'withdrawn')
         UNION ALL SELECT 'payout-batch/' || id FROM batch
           WHERE started_at IS NOT NULL AND state NOT IN ('done', 'rejected')`,
      );
      return found.rows.map(({ id }) => id);
    },

    async setOffset(offsetMs) {
      await pool.query('UPDATE environment SET clock_offset_ms = $1 WHERE id = 1', [offsetMs]);
    },

    async late(jumpId, workflowId) {
      await pool.query('UPDATE clock_jump SET note = $2 WHERE id = $1', [jumpId, workflowId]);
    },

    async finish(jumpId) {
      await pool.query(`UPDATE clock_jump SET state = 'done', note = NULL, done_at = now() WHERE id = $1`, [jumpId]);
    },
  };
}
