import { DECISIONS } from '../claim/claim-message.ts';
import { FILING_DECISIONS } from '../filing/filing-course.ts';
import { RULINGS } from '../notice/notice-course.ts';

/** What a person is asked to do; a review's stage says which review. */
export const TASK_KINDS = [
  'review',
  'bureauCorrection',
  'accountCorrection',
  'disbursement',
  'recovery',
  'filingReview',
  'routing',
  'noticeConfirmationDepartment',
  'noticeConfirmationBureau',
  'objection',
  'batchRelease',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATES = ['open', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What a decision on a task may say; `hold` suspends the claim of the task. */
export const TASK_DECISIONS = [
  ...DECISIONS,
  ...FILING_DECISIONS.filter((decision) => decision !== 'returnForCorrection'),
  'hold',
  ...RULINGS,
] as const;
