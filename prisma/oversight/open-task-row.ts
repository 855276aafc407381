import { startOfDayMs, type IsoDate } from '../../domain/calendar.ts';
import type { AbsentOfficial } from '../../domain/oversight/absent-seat.ts';
import type { UnableSeat } from '../../domain/oversight/unable-seat.ts';
import type { CaseTask } from '../../domain/oversight/case-diagnosis.ts';
import type { InJson, Row } from '../kernel/statements.ts';

/** An open task as a diagnosis reads it, in JSON. */
export type OpenTaskRow = InJson<
  Row<'task', 'id' | 'kind' | 'organ' | 'section' | 'role' | 'created_at' | 'due_on' | 'near_on' | 'escalate_on'>
> & {
  readonly assignee: Row<'person'>['display_name'] | null;
  readonly absent: readonly AbsentOfficial[] | null;
  readonly gone: boolean | null;
  readonly unable: UnableSeat | null;
};

/** Days that have come are no next event any more. */
export function openTaskOf(task: OpenTaskRow, nowMs: number): CaseTask {
  const later = (day: IsoDate | null) => (day !== null && startOfDayMs(day) > nowMs ? startOfDayMs(day) : null);
  return {
    taskId: task.id,
    kind: task.kind,
    organ: task.organ,
    section: task.section,
    role: task.role,
    assignee: task.assignee,
    absent: task.absent,
    isAssigneeGone: task.gone === true,
    unable: task.unable,
    sinceMs: Date.parse(task.created_at),
    dueOn: task.due_on,
    nearAtMs: later(task.near_on),
    escalateAtMs: later(task.escalate_on),
  };
}
