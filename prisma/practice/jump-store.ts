import { sqlList } from '../kernel/sql-list.ts';
import { ENDED_BATCH_STATES } from '../../domain/payout/batch-course.ts';
import { ENDED_NOTICE_STATES } from '../../domain/notice/notice-course.ts';
import { ENDED_FILING_STATES } from '../../domain/filing/filing-course.ts';
import { ENDED_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { RUNNING_JUMP_STATES } from '../../domain/codes.ts';
import { sql } from 'kysely';
import type pg from 'pg';
import type { JumpStore } from '../../activities/sweep-ports.ts';
import { constants, execute, fetchAll, fetchFirst, query, sqlText } from '../kernel/statements.ts';

/** The asked move of the practice clock, and whose workflows have to come along (D19). */
export function createJumpStore(pool: pg.Pool): JumpStore {
  return {
    async next() {
      const jump = query
        .updateTable('clock_jump')
        .set({ state: 'running' })
        .where('state', 'in', constants(RUNNING_JUMP_STATES));
      const row = await fetchFirst(pool, jump.returning(['id', 'target_at']));
      return row === undefined ? null : { id: row.id, targetAtMs: row.target_at.getTime() };
    },

    openWorkflowIds: async () => (await fetchAll(pool, openWorkflows())).map(({ id }) => id),

    async setOffset(offsetMs) {
      await execute(pool, query.updateTable('environment').set({ clock_offset_ms: offsetMs }).where('id', '=', 1));
    },

    async late(jumpId, workflowId) {
      await execute(pool, query.updateTable('clock_jump').set({ note: workflowId }).where('id', '=', jumpId));
    },

    async finish(jumpId) {
      const done = { state: 'done' as const, note: null, done_at: sql<Date>`now()` };
      await execute(pool, query.updateTable('clock_jump').set(done).where('id', '=', jumpId));
    },
  };
}

const openWorkflows = sqlText<{ readonly id: string }, []>(
  'practice.openWorkflows',
  `SELECT 'claim/' || id AS id FROM claim WHERE started_at IS NOT NULL AND state NOT IN (${sqlList(ENDED_CLAIM_STATES)})
   UNION ALL SELECT 'filing/' || id FROM filing
     WHERE started_at IS NOT NULL AND state NOT IN (${sqlList(ENDED_FILING_STATES)})
   UNION ALL SELECT 'notice/' || id FROM notice
     WHERE started_at IS NOT NULL AND state NOT IN (${sqlList(ENDED_NOTICE_STATES)})
   UNION ALL SELECT 'payout-batch/' || id FROM batch
     WHERE started_at IS NOT NULL AND state NOT IN (${sqlList(ENDED_BATCH_STATES)})`,
);
