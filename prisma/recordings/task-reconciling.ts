import { dayAt, type WorkingCalendar } from '../../domain/calendar.ts';
import type { EntityKind } from '../../domain/entities.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { computeDeadline, deadlineRule } from '../../domain/task/deadlines.ts';
import { changeTasks, type OpenTask, type TaskToOpen } from '../../domain/task/task-changes.ts';
import { newId } from '../kernel/id-maker.ts';
import { sqlText, type Statement } from '../kernel/statements.ts';

export interface TaskChange {
  readonly owner: {
    readonly kind: EntityKind;
    readonly id: string;
    readonly jurisdiction: string;
    /** The subject of the task, without personal data. */
    readonly subject: string;
  };
  readonly open: readonly OpenTask[];
  readonly wanted: readonly TaskToOpen[];
  readonly snapshot: PolicySnapshot;
  readonly calendar: WorkingCalendar;
  readonly atMs: number;
  /** The person who acted; stored on the tasks that the act ends. */
  readonly doneBy: string | null;
  readonly act: string;
}

const endTasks = sqlText<never, [ids: readonly string[], doneBy: string | null, at: Date, act: string]>(
  'recordings.endTasks',
  `UPDATE task SET state = CASE WHEN $2::text IS NULL THEN 'cancelled' ELSE 'done' END, done_at = $3, done_by = $2,
     done_act = $4, revision = revision + 1 WHERE id = ANY ($1)`,
);

const openTask = sqlText(
  'recordings.openTask',
  `INSERT INTO task (id, kind, stage, purpose, round, entity_kind, entity_id, objection_id, jurisdiction, organ, section,
     role, subject, state, starts_on, due_days, due_unit, due_on, near_on, escalate_on, due_rule, calendar_version, provisional,
     created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'open', $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
);

/**
 * Makes an entity's open tasks equal to the wanted ones: opens missing tasks with their deadline and ends the others.
 */
export function taskWrites(change: TaskChange): readonly Statement<unknown>[] {
  const { ended, opened } = changeTasks(change.open, change.wanted);
  const ending = ended.length === 0 ? [] : [endTasks(ended, change.doneBy, new Date(change.atMs), change.act)];
  return [...ending, ...opened.map((task) => taskToOpenWrite(change, task))];
}

function taskToOpenWrite({ owner, snapshot, calendar, atMs }: TaskChange, task: TaskToOpen): Statement<unknown> {
  const due = computeDeadline(deadlineRule(snapshot, task.daysKey, dayAt(atMs)), calendar);
  return openTask(
    newId('tsk'),
    task.kind,
    task.stage,
    task.purpose,
    task.round,
    owner.kind,
    owner.id,
    task.objectionId ?? null,
    owner.jurisdiction,
    task.organ,
    task.section,
    task.role,
    owner.subject,
    due.startsOn,
    due.days,
    due.unit,
    due.dueOn,
    due.nearOn,
    due.escalateOn,
    task.daysKey,
    due.calendarVersion,
    due.provisional,
    new Date(atMs),
  );
}
