import { dayAt, type WorkingCalendar } from '../../domain/calendar.ts';
import type { EntityKind } from '../../domain/entities.ts';
import type { PinnedLaw } from '../../domain/policy/policy-snapshot.ts';
import { computeDeadline, deadlineRule } from '../../domain/task/deadlines.ts';
import { changeTasks, fixedDaysUntil, type OpenTask, type TaskToOpen } from '../../domain/task/task-changes.ts';
import { newId } from '../kernel/id-maker.ts';
import { query, sqlText, type Statement } from '../kernel/statements.ts';

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
  readonly snapshot: PinnedLaw;
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

/**
 * Makes an entity's open tasks equal to the wanted ones: opens missing tasks with their deadline and ends the others.
 */
export function taskWrites(change: TaskChange): readonly Statement<unknown>[] {
  const { ended, opened } = changeTasks(change.open, change.wanted);
  const ending = ended.length === 0 ? [] : [endTasks(ended, change.doneBy, new Date(change.atMs), change.act)];
  return [...ending, ...opened.map((task) => taskToOpenWrite(change, task))];
}

function taskToOpenWrite({ owner, snapshot, calendar, atMs }: TaskChange, task: TaskToOpen): Statement<unknown> {
  const due = dueColumns({ snapshot, calendar, atMs }, task);
  return query.insertInto('task').values({
    id: newId('tsk'),
    kind: task.kind,
    stage: task.stage,
    purpose: task.purpose,
    round: task.round,
    entity_kind: owner.kind,
    entity_id: owner.id,
    objection_id: task.objectionId ?? null,
    for_person_id: task.personId ?? null,
    objections: task.objections ?? null,
    jurisdiction: task.jurisdiction ?? owner.jurisdiction,
    organ: task.organ,
    section: task.section,
    role: task.role,
    subject: owner.subject,
    state: 'open',
    plan_organ: task.planOrgan ?? null,
    ...due,
    due_rule: task.daysKey,
    created_at: new Date(atMs),
  });
}

/** A task with a day of its own has no number of days, so a changed calendar does not move it. */
function dueColumns(
  { snapshot, calendar, atMs }: Pick<TaskChange, 'snapshot' | 'calendar' | 'atMs'>,
  task: TaskToOpen,
) {
  const startsOn = dayAt(atMs);
  const { lawDueOn } = task;
  const ofLaw = lawDueOn === undefined || lawDueOn < startsOn ? undefined : fixedDaysUntil(lawDueOn, startsOn);
  const fixed = task.fixedDays ?? ofLaw;
  if (fixed !== undefined) {
    const { dueOn, nearOn, escalateOn } = fixed;
    const days = { due_days: null, due_unit: null, calendar_version: null, provisional: false };
    return { starts_on: startsOn, due_on: dueOn, near_on: nearOn, escalate_on: escalateOn, ...days };
  }
  const due = computeDeadline(deadlineRule(snapshot, task.daysKey, startsOn), calendar);
  return {
    starts_on: due.startsOn,
    due_days: due.days,
    due_unit: due.unit,
    due_on: due.dueOn,
    near_on: due.nearOn,
    escalate_on: due.escalateOn,
    calendar_version: due.calendarVersion,
    provisional: due.provisional,
  };
}
