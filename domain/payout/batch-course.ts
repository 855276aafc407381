import { authorizeDecision } from '../authority/authorize-decision.ts';
import type { Actor } from '../authority/actor.ts';
import { granted, refused, unreachable, type Verdict } from '../verdict.ts';

export const BATCH_STATES = ['draft', 'releasing', 'sent', 'done', 'rejected'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** The state that the batch leaves by itself: its claims are asked before it is sent (D5). */
export const PASSING_BATCH_STATE = 'releasing' satisfies BatchState;

/** States in which the batch has ended; no further act is possible. */
export const ENDED_BATCH_STATES = ['done', 'rejected'] as const satisfies readonly BatchState[];

/** Finance may enter results: the batch is at the bank, or a result that arrived may come back. */
export const REPORTED_BATCH_STATES = ['sent', 'done'] as const satisfies readonly BatchState[];

export interface BatchPlan {
  readonly batchId: string;
  readonly jurisdiction: string;
  readonly makerId: string;
  readonly clockOffsetMs: number;
}

export interface BatchCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: BatchState;
}

interface Asked {
  readonly actId: string;
  readonly atMs: number;
}

export type BatchMessage =
  | (Asked & { readonly kind: 'begin' })
  | (Asked & { readonly kind: 'release'; readonly actor: Actor; readonly expectedRevision: number })
  | (Asked & { readonly kind: 'reject'; readonly actor: Actor; readonly expectedRevision: number })
  | (Asked & { readonly kind: 'dispatched' })
  | (Asked & { readonly kind: 'settle' });

export type BatchRefusal =
  | 'WRONG_STATE'
  | 'STALE'
  | 'ACT_IN_PROGRESS'
  | 'SAME_PERSON_FORBIDDEN'
  | 'SAME_SECTION_FORBIDDEN'
  | 'OTHER_JURISDICTION'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN';

const OPEN_ACTS: Readonly<Record<BatchState, readonly BatchMessage['kind'][]>> = {
  draft: ['begin', 'release', 'reject'],
  releasing: ['dispatched'],
  sent: ['settle'],
  done: [],
  rejected: [],
};

/**
 * Decides on an act of a batch. A person other than the batch's maker must release it; each claim checks again for its
 * own reviewers (D5, D12).
 */
export function judgeBatchAct(
  course: BatchCourse,
  message: BatchMessage,
  plan: BatchPlan,
): Verdict<null, BatchRefusal> {
  if (!OPEN_ACTS[course.state].includes(message.kind)) {
    return refused('WRONG_STATE');
  }
  if (message.kind !== 'release' && message.kind !== 'reject') {
    return granted(null);
  }
  const maker = { personId: plan.makerId, organ: 'FINANCE', section: null, role: 'financeMaker' } as const;
  const seat = { organ: 'FINANCE', jurisdiction: plan.jurisdiction } as const;
  const isOwn = message.kind === 'reject' && message.actor.personId === plan.makerId;
  const verdict = isOwn
    ? authorizeDecision(message.actor, { ...seat, role: 'financeMaker', decidesAs: 'financeMaker' }, [maker])
    : authorizeDecision(message.actor, { ...seat, role: 'financeChecker', decidesAs: 'financeChecker' }, [maker]);
  if (!verdict.ok) {
    return verdict;
  }
  return message.expectedRevision === course.revision ? granted(null) : refused('STALE');
}

/** What the recording found: the number of instructions without a final result. */
export interface BatchFacts {
  readonly linesOpen: number;
}

export function moveBatch(course: BatchCourse, message: BatchMessage, facts: BatchFacts): BatchCourse {
  const next = { ...course, revision: course.revision + 1, lastActId: message.actId };
  switch (message.kind) {
    case 'begin':
      // The maker's draft is not changed; the workflow only records that it has started.
      return { ...course, lastActId: message.actId };
    case 'release':
      return { ...next, state: 'releasing' };
    case 'reject':
      return { ...next, state: 'rejected' };
    case 'dispatched':
    case 'settle':
      return { ...next, state: facts.linesOpen === 0 ? 'done' : 'sent' };
    default:
      return unreachable(message);
  }
}

export function isBatchSettled(course: BatchCourse): boolean {
  return ENDED_BATCH_STATES.some((state) => state === course.state);
}
