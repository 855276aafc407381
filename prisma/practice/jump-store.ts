import { RUNNING_JUMP_STATES } from '../../domain/codes.ts';
import { sql } from 'kysely';
import type pg from 'pg';
import { ENTITIES, ENTITY_KINDS } from '../../domain/entities.ts';
import type { JumpStore } from '../../activities/sweep-ports.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { constants, execute, fetchAll, fetchFirst, query, sqlText } from '../kernel/statements.ts';

/** The requested move of the practice clock, and the entities whose workflows must move with it (D19). */
export function createJumpStore(pool: pg.Pool): JumpStore {
  return {
    async next() {
      const jump = query
        .updateTable('clock_jump')
        .set({ state: 'running' })
        .where('state', 'in', constants(RUNNING_JUMP_STATES));
      const row = await fetchFirst(pool, jump.returning(['id', 'target_at', 'to_offset_ms']));
      return row === undefined ? null : { id: row.id, targetAtMs: row.target_at.getTime(), offsetMs: row.to_offset_ms };
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
  ENTITY_KINDS.map((kind) => {
    const { table, workflowIdPrefix, endedStates } = ENTITIES[kind];
    return `SELECT '${workflowIdPrefix}/' || id AS id FROM ${table}
      WHERE started_at IS NOT NULL AND state NOT IN (${sqlList(endedStates)})`;
  }).join(' UNION ALL '),
);
