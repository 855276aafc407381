import { query, type Statement } from '../kernel/statements.ts';

/** Raises the revision of a claim's open tasks, so that a decision on what they showed before is refused. */
export function raiseOpenTasks(claimId: string): Statement<unknown> {
  return query
    .updateTable('task')
    .set((task) => ({ revision: task('revision', '+', 1) }))
    .where('entity_kind', '=', 'claim')
    .where('entity_id', '=', claimId)
    .where('state', '=', 'open');
}
