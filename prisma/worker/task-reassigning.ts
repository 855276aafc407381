import type { EntityKind } from '../../domain/entities.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { sqlText, type Statement } from '../kernel/statements.ts';

const reassignTask = sqlText<never, [taskId: string, former: string, to: string | null]>(
  'worker.reassignTask',
  `UPDATE task SET assignee_id = $3, on_behalf_of = NULL, revision = revision + 1
   WHERE id = $1 AND assignee_id = $2 AND state = 'open'`,
);

/** Gives the task of somebody who is gone to another person, who is told, or back to everybody of its seat. */
export function reassignWrites(
  { kind, id }: { readonly kind: EntityKind; readonly id: string },
  { taskId, former, to }: { readonly taskId: string; readonly former: string; readonly to: string | null },
  at: Date,
): readonly Statement<unknown>[] {
  const payload = { taskId, to, onBehalfOf: former };
  const told = outboxWrite({ topic: 'task.handedOver', entityKind: 'task', entityId: taskId, at, payload });
  return [
    ...auditWrites({
      entityKind: kind,
      entityId: id,
      revision: null,
      act: to === null ? 'task.release' : 'task.transfer',
      actId: null,
      person: null,
      at,
      facts: { taskId, assigneeBefore: former, assignee: to, reason: 'ASSIGNEE_GONE' },
    }),
    reassignTask(taskId, former, to),
    ...(to === null ? [] : [told]),
  ];
}
