import type pg from 'pg';
import type { DraftStore } from '../../api/task/draft-ports.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchFirst, query, sqlText } from '../kernel/statements.ts';

/** Waits for a decision that is ending the task, so that no draft is left behind. */
const keepDraft = sqlText<
  { readonly id: string },
  [taskId: string, personId: string, contentSealed: Buffer, savedAt: Date]
>(
  'task.keepDraft',
  `WITH open AS (SELECT id FROM task WHERE id = $1 AND state = 'open' FOR SHARE)
   INSERT INTO task_draft (task_id, person_id, content_sealed, saved_at) SELECT id, $2, $3, $4 FROM open
   ON CONFLICT (task_id, person_id) DO UPDATE SET content_sealed = excluded.content_sealed, saved_at = excluded.saved_at
   RETURNING task_id AS id`,
);

export function createDraftStore(pool: pg.Pool, sealer: Pick<Sealer, 'seal' | 'open'>): DraftStore {
  return {
    async put({ taskId, personId }, text, at) {
      const sealed = sealer.seal(text, placeOf('task_draft.content_sealed', taskId, personId));
      return (await fetchFirst(pool, keepDraft(taskId, personId, sealed, at))) !== undefined;
    },

    async find({ taskId, personId }) {
      const kept = query.selectFrom('task_draft').select(['content_sealed', 'saved_at']);
      const row = await fetchFirst(pool, kept.where('task_id', '=', taskId).where('person_id', '=', personId));
      if (row === undefined) {
        return null;
      }
      const text = sealer.open(row.content_sealed, placeOf('task_draft.content_sealed', taskId, personId));
      return { text, savedAt: row.saved_at };
    },

    async delete({ taskId, personId }) {
      const own = query.deleteFrom('task_draft').where('task_id', '=', taskId).where('person_id', '=', personId);
      await execute(pool, own);
    },
  };
}
