import type pg from 'pg';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { execute, fetchAll, query, sqlText, type Row } from '../kernel/statements.ts';
import { MAY_RULE_FOR_DEPARTMENT } from '../notice/who-rules.ts';

const withoutRuler = sqlText<Row<'task', 'id' | 'entity_id' | 'organ' | 'revision'>, []>(
  'worker.withoutRuler',
  `SELECT t.id, t.entity_id, t.organ, t.revision FROM task t JOIN objection o ON o.id = t.objection_id
     JOIN notice n ON n.id = o.notice_id
   WHERE t.state = 'open' AND t.objection_id IS NOT NULL AND t.organ <> 'HRSS'
     AND NOT EXISTS (SELECT FROM person p WHERE ${MAY_RULE_FOR_DEPARTMENT}) LIMIT 50 FOR UPDATE OF t`,
);

/**
 * Gives the objections of a department whose officers have all gone, or become related, to the HR bureau (S8): a ruling
 * never waits for a person who does not exist. Returns how many.
 */
export function handOverRulings(pool: pg.Pool, atMs: number): Promise<number> {
  return inTransaction(pool, async (client) => {
    const tasks = await fetchAll(client, withoutRuler());
    for (const { id: taskId, entity_id: entityId, organ, revision } of tasks) {
      const moved = { organ: 'HRSS', assignee_id: null, on_behalf_of: null, revision: revision + 1 } as const;
      await execute(client, query.updateTable('task').set(moved).where('id', '=', taskId));
      await appendAudit(client, {
        entityKind: 'notice',
        entityId,
        revision: null,
        act: 'task.transfer',
        actId: null,
        person: null,
        at: new Date(atMs),
        facts: { taskId, taskRevision: revision + 1, from: organ, to: 'HRSS', reason: 'NOBODY_MAY_RULE' },
      });
    }
    return tasks.length;
  });
}
