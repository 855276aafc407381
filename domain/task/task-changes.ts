import type { Purpose } from '../claim/claim-course.ts';
import { addDays, daysBetween, type IsoDate } from '../calendar.ts';
import type { OrganCode, Role } from '../codes.ts';
import type { TaskKind } from './task-words.ts';

/** A task that an entity's new state requires. */
export interface TaskToOpen {
  readonly kind: TaskKind;
  readonly stage: string;
  readonly purpose: Purpose | null;
  readonly round: number;
  readonly organ: OrganCode;
  readonly section: string | null;
  readonly role: Role;
  /** The parameter of the snapshot that gives the task's days. */
  readonly daysKey: string;
  readonly objectionId?: string;
  /** How many objections one ruling answers. */
  readonly objections?: number;
  /** The only person whose task it is. */
  readonly personId?: string;
  /** The jurisdiction whose office has it, if it is not the entity's own. */
  readonly jurisdiction?: string;
  /** The organ whose plan the task is about. */
  readonly planOrgan?: OrganCode;
  /** In the place of `daysKey`, which then only names the rule: days that the law itself gives. */
  readonly fixedDays?: FixedDays;
  /** The last day by the law of the entity, if it has not passed when the task opens; else the days of `daysKey`. */
  readonly lawDueOn?: IsoDate;
}

/** Days that no calendar moves. */
export interface FixedDays {
  readonly dueOn: IsoDate;
  readonly nearOn: IsoDate;
  readonly escalateOn: IsoDate;
}

/** A task due on a given day: it is near at half of its days, and told to the operators the day after. */
export function fixedDaysUntil(dueOn: IsoDate, today: IsoDate): FixedDays {
  return { dueOn, nearOn: addDays(today, Math.ceil(daysBetween(today, dueOn) / 2)), escalateOn: dueOn };
}

/** An open task as stored in the database. */
export interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly stage: string;
  readonly purpose: string | null;
  readonly round: number;
  readonly objectionId: string | null;
  readonly personId?: string | null;
  readonly planOrgan: string | null;
}

export interface TaskChanges {
  /** Ids of open tasks that are no longer wanted. */
  readonly ended: readonly string[];
  readonly opened: readonly TaskToOpen[];
}

/**
 * Compares an entity's open tasks with the wanted ones and returns the changes: missing tasks open, unwanted tasks end.
 * Two tasks are equal when kind, stage, purpose, round, objection, person and the organ of a plan are equal.
 */
export function changeTasks(open: readonly OpenTask[], wanted: readonly TaskToOpen[]): TaskChanges {
  const openKeys = new Set(open.map(keyOf));
  const wantedKeys = new Set(wanted.map(keyOf));
  return {
    ended: open.filter((task) => !wantedKeys.has(keyOf(task))).map(({ id }) => id),
    opened: wanted.filter((task) => !openKeys.has(keyOf(task))),
  };
}

function keyOf(task: {
  readonly kind: string;
  readonly stage: string;
  readonly purpose: string | null;
  readonly round: number;
  readonly objectionId?: string | null | undefined;
  readonly personId?: string | null | undefined;
  readonly planOrgan?: string | null | undefined;
}): string {
  const about = [task.objectionId ?? '', task.personId ?? '', task.planOrgan ?? ''];
  return [task.kind, task.stage, task.purpose, task.round, ...about].join('/');
}
