import type { Actor } from '../authority/actor.ts';
import { mayAs } from '../authority/permissions.ts';
import { granted, refused, unreachable, type Verdict } from '../verdict.ts';

/** Acts on a task other than its decision. */
export const TASK_ACTS = ['claim', 'release', 'transfer', 'extension', 'remind'] as const;
export type TaskAct = (typeof TASK_ACTS)[number];

export interface TaskSeat {
  readonly state: string;
  readonly role: string;
  readonly organ: string;
  /** Null when every section of the organ may act. */
  readonly section: string | null;
  readonly jurisdiction: string;
  readonly assigneeId: string | null;
  /** The only person whose task it is; absent or null for a task of an office. */
  readonly forPersonId?: string | null;
}

export type TaskRefusal = 'WRONG_STATE' | 'TASK_ASSIGNED' | 'FORBIDDEN';

/**
 * True if the actor fits the task's role, organ, section and jurisdiction. The separation of duties is checked
 * elsewhere.
 */
export function sitsInSeat(actor: Actor, task: TaskSeat): boolean {
  return (
    actor.jurisdiction === task.jurisdiction &&
    actor.organ === task.organ &&
    (task.section === null || task.section === actor.section) &&
    (task.forPersonId == null || task.forPersonId === actor.personId) &&
    hasRole(actor, task.role)
  );
}

/**
 * Claiming is optional; a task claimed by one person cannot be decided by another (api §6). Operators help when a
 * person is absent.
 */
export function judgeTaskAct(task: TaskSeat, act: TaskAct, actor: Actor): Verdict<null, TaskRefusal> {
  if (task.state !== 'open') {
    return refused('WRONG_STATE');
  }
  const isOperator = mayAs(actor.roles, 'extendTask', 'here') && actor.jurisdiction === task.jurisdiction;
  const isMine = task.assigneeId === actor.personId;
  switch (act) {
    case 'claim':
      if (!sitsInSeat(actor, task)) {
        return refused('FORBIDDEN');
      }
      return task.assigneeId === null || isMine ? granted(null) : refused('TASK_ASSIGNED');
    case 'release':
      if (task.assigneeId === null) {
        return refused('WRONG_STATE');
      }
      return isMine || isOperator ? granted(null) : refused(sitsInSeat(actor, task) ? 'TASK_ASSIGNED' : 'FORBIDDEN');
    case 'transfer':
      if (task.forPersonId != null) {
        return refused('FORBIDDEN');
      }
      return isMine || isOperator ? granted(null) : refused('FORBIDDEN');
    case 'extension':
      return isOperator ? granted(null) : refused('FORBIDDEN');
    case 'remind':
      return isOperator || (actor.organ === task.organ && actor.jurisdiction === task.jurisdiction)
        ? granted(null)
        : refused('FORBIDDEN');
    default:
      return unreachable(act);
  }
}

function hasRole(actor: Actor, role: string): boolean {
  return actor.roles.some((held) => held === role);
}
