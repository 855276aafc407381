import type { Actor } from '../authority/actor.ts';
import { granted, refused, unreachable, type Verdict } from '../verdict.ts';

/** What may be done with a task besides deciding it. */
export const TASK_ACTS = ['claim', 'release', 'transfer', 'extension', 'remind'] as const;
export type TaskAct = (typeof TASK_ACTS)[number];

export interface TaskSeat {
  readonly state: string;
  readonly role: string;
  readonly organ: string;
  /** Null where every section of the organ may. */
  readonly section: string | null;
  readonly jurisdiction: string;
  readonly assigneeId: string | null;
}

export type TaskRefusal = 'WRONG_STATE' | 'TASK_ASSIGNED' | 'FORBIDDEN';

/** Sits in the task's seat by role, organ, section and jurisdiction; the separation of duties is asked besides. */
export function sitsInSeat(actor: Actor, task: TaskSeat): boolean {
  return (
    actor.jurisdiction === task.jurisdiction &&
    actor.organ === task.organ &&
    (task.section === null || task.section === actor.section) &&
    hasRole(actor, task.role)
  );
}

/** Claiming is optional; what one has claimed another does not decide (api §6). Operators help where somebody is absent. */
export function judgeTaskAct(task: TaskSeat, act: TaskAct, actor: Actor): Verdict<null, TaskRefusal> {
  if (task.state !== 'open') {
    return refused('WRONG_STATE');
  }
  const isOperator = hasRole(actor, 'operator') && actor.jurisdiction === task.jurisdiction;
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
  return actor.roles.some((own) => own === role);
}
