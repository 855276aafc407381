import type { Actor } from '../authority/actor.ts';
import {
  authorizeDecision,
  type AuthorityRefusal,
  type Decider,
  type DecidingRole,
} from '../authority/authorize-decision.ts';
import type { Role } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
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

export type StandInRefusal = 'FORBIDDEN' | 'CONFLICT_OF_INTEREST' | AuthorityRefusal;

interface StandingIn {
  readonly duties: TaskDuties;
  /** The person has declared no relation to the party of the task. */
  readonly isFree: boolean;
}

/**
 * Why a person may not have the task of somebody else: he does not fit its seat, has declared a relation to its party
 * or is excluded by the separation of duties (D12). The task of one person alone (an expert's score) is nobody
 * else's.
 */
export function judgeStandIn(
  person: Actor,
  task: TaskSeat & { readonly role: Role },
  { duties, isFree }: StandingIn,
): Verdict<null, StandInRefusal> {
  const { decidesAs, deciders, excluded, excludedSections } = duties;
  if (task.forPersonId != null || !sitsInSeat(person, task)) {
    return refused('FORBIDDEN');
  }
  if (!isFree) {
    return refused('CONFLICT_OF_INTEREST');
  }
  if (excluded.includes(person.personId)) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  if (excludedSections.includes(person.section)) {
    return refused('SAME_SECTION_FORBIDDEN');
  }
  const seat = { role: task.role, organ: null, jurisdiction: task.jurisdiction };
  const verdict = decidesAs === null ? granted(null) : authorizeDecision(person, { ...seat, decidesAs }, deciders);
  return verdict.ok ? granted(null) : verdict;
}

/** True if a person may have the task of somebody who is away. */
export function mayStandIn(person: Actor, task: TaskSeat & { readonly role: Role }, standing: StandingIn): boolean {
  return judgeStandIn(person, task, standing).ok;
}
