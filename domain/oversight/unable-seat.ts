import { isOfSeat } from './absent-seat.ts';
import type { OpenTaskFacts } from './diagnosis.ts';
import { owner, type Found } from './found-cause.ts';
import type { Words } from './shared-sentences.ts';

/** The people of a seat none of whom may act now, by the reason of each. */
export interface UnableSeat {
  readonly seated: number;
  /** They decided on the case in another role, or somebody of their section did (D12). */
  readonly byDuty: number;
  /** They declared a relation to a party. */
  readonly byRelation: number;
  /** They could act, and are away. */
  readonly absent: number;
}

type Task = Pick<OpenTaskFacts, 'taskId' | 'isAssigneeGone' | 'unable'>;

/** What a task waits for that no official of its seat can end; null: somebody of the seat can. */
export function unableCause({ taskId, isAssigneeGone, unable }: Task) {
  const task = { fact: 'task', value: taskId };
  const said = {
    waitingFor: 'person',
    owner: owner('operator', { role: 'operator' }),
    suggestedActs: ['transfer'],
  } as const;
  if (isAssigneeGone) {
    return { ...said, cause: 'assigneeGone', evidence: [task] } as const;
  }
  if (unable === null) {
    return null;
  }
  const counts = Object.entries(unable).map(([fact, value]) => ({ fact, value: String(value) }));
  return { ...said, cause: 'nobodyEligible', evidence: [task, ...counts] } as const;
}

/** In place of an office that is waited for and cannot act: its task is with somebody who left, or none of it may act. */
export function unableSeat(found: Found, tasks: readonly OpenTaskFacts[]): Found | undefined {
  const task = tasks.find((one) => isOfSeat(found, one) && unableCause(one) !== null);
  const cause = task === undefined ? null : unableCause(task);
  return cause === null ? undefined : { ...cause, sinceMs: found.sinceMs, dueOn: found.dueOn ?? null };
}

/** The places of the sentence of `nobodyEligible`. */
export function unablePlaces(unable: UnableSeat | null): Readonly<Record<string, string>> {
  const { seated = 0, byDuty = 0, byRelation = 0, absent = 0 } = unable ?? {};
  return { seated: String(seated), byDuty: String(byDuty), byRelation: String(byRelation), absentNow: String(absent) };
}

/** For officials, in the same words for each kind of entity. */
export const UNABLE_SENTENCES = {
  assigneeGone: [
    '自 {since} 起等待办理，但任务由账户已停用的人员持有，其他人员看不到：请操作员转交。',
    'Waits since {since} for a task that is taken by a person whose account is disabled, so nobody else sees it: an operator transfers it.',
  ],
  nobodyEligible: [
    '自 {since} 起等待办理，但该岗位现有 {seated} 人均不能办理（已参与本案 {byDuty} 人，利害关系 {byRelation} 人，请假 {absentNow} 人）：请操作员转交，或为该岗位增设人员。',
    'Waits since {since} for a seat none of whose {seated} people may act (part in the case: {byDuty}, a relation: {byRelation}, away: {absentNow}): an operator transfers the task, or the seat gets another person.',
  ],
} as const satisfies Readonly<Record<string, Words>>;
