import type { Actor } from '../authority/actor.ts';
import { authorizeDecision, type Decider, type DecidingRole } from '../authority/authorize-decision.ts';
import type { Role } from '../codes.ts';
import { sitsInSeat, type TaskSeat } from './task-acts.ts';

/** What the separation of duties says of one task. */
export interface TaskDuties {
  /** As what the decision of the task counts in its claim; null for a task of another entity. */
  readonly decidesAs: DecidingRole | null;
  readonly deciders: readonly Decider[];
  /** Persons whose earlier part in the case excludes them from this task. */
  readonly excluded: readonly string[];
  /** Sections of the task's organ whose earlier part excludes all their people. */
  readonly excludedSections: readonly (string | null)[];
}

export const NO_DUTIES: TaskDuties = { decidesAs: null, deciders: [], excluded: [], excludedSections: [] };

/**
 * True if a person may have the task of somebody who is away: he fits its seat, passes the separation of duties (D12) and has
 * declared no relation to its party. The task of one person alone (an expert's score) is nobody else's.
 */
export function mayStandIn(
  person: Actor,
  task: TaskSeat & { readonly role: Role },
  { duties, isFree }: { readonly duties: TaskDuties; readonly isFree: boolean },
): boolean {
  const { decidesAs, deciders, excluded, excludedSections } = duties;
  const fits = task.forPersonId == null && sitsInSeat(person, task) && isFree;
  const isExcluded = excluded.includes(person.personId) || excludedSections.includes(person.section);
  if (!fits || isExcluded) {
    return false;
  }
  const seat = { role: task.role, organ: null, jurisdiction: task.jurisdiction };
  return decidesAs === null || authorizeDecision(person, { ...seat, decidesAs }, deciders).ok;
}
