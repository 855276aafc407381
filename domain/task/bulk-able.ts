import { granted, refused, type Verdict } from '../verdict.ts';
import type { TaskKind, TaskState } from './task-words.ts';

/** Why a task is decided by itself. */
export const BULK_REFUSALS = [
  'BULK_CLOSED',
  'BULK_OTHER_KIND',
  'BULK_NOT_OPEN',
  'BULK_UNDECIDED',
  'BULK_LATER_ROUND',
  'BULK_ABOVE_LIMIT',
] as const;
export type BulkRefusal = (typeof BULK_REFUSALS)[number];

/** The facts of a task that a bulk looks at. */
export interface BulkTask {
  readonly kind: TaskKind;
  readonly state: TaskState;
  readonly round: number;
  /** Lines with a finding that nobody has decided. */
  readonly undecided: number;
  /** In fen; null for a task without a sum. */
  readonly amountFen: number | null;
}

/** `review.bulkMaximum` and `review.bulkMaxFen`, in fen. */
export interface BulkLimitsOfPlace {
  readonly maximum: number;
  readonly maxFen: number;
}

/**
 * Whether a task may be one of a bulk. A person looks at each finding, each second round and each large sum by itself.
 * Who may decide it is asked apart, of each person.
 */
export function bulkAble(task: BulkTask, { maximum, maxFen }: BulkLimitsOfPlace): Verdict<null, BulkRefusal> {
  if (maximum < 1) {
    return refused('BULK_CLOSED');
  }
  if (task.kind !== 'review' && task.kind !== 'filingReview') {
    return refused('BULK_OTHER_KIND');
  }
  if (task.state !== 'open') {
    return refused('BULK_NOT_OPEN');
  }
  if (task.undecided > 0) {
    return refused('BULK_UNDECIDED');
  }
  if (task.round > 1) {
    return refused('BULK_LATER_ROUND');
  }
  return (task.amountFen ?? 0) > maxFen ? refused('BULK_ABOVE_LIMIT') : granted(null);
}

/** What keeps one person from a task that a bulk may have: the case's own refusal, else who has taken it, else the visits. */
export interface BulkObstacles<Refusal extends string> {
  readonly judged: Verdict<unknown, Refusal>;
  readonly isTakenByAnother: boolean;
  /** Links of the class that nobody has visited. */
  readonly isUnvisited: boolean;
}

/** The first obstacle in the order in which a decision is checked, so that a list says what the plan of a bulk says. */
export function judgeObstacles<Refusal extends string>({
  judged,
  isTakenByAnother,
  isUnvisited,
}: BulkObstacles<Refusal>): Verdict<null, Refusal | 'TASK_ASSIGNED' | 'SUPERVISION_MISSING'> {
  if (!judged.ok) {
    return judged;
  }
  if (isTakenByAnother) {
    return refused('TASK_ASSIGNED');
  }
  return isUnvisited ? refused('SUPERVISION_MISSING') : granted(null);
}
