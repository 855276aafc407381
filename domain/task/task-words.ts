import { DECISIONS } from '../claim/claim-message.ts';
import { GRANT_DECISIONS } from '../grant/grant-stage.ts';
import { FILING_DECISIONS } from '../filing/filing-course.ts';
import { RULINGS } from '../notice/notice-course.ts';

/** The kinds of tasks; for a review, the stage says which review. */
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
  'grantCityRecommendation',
  'grantCityFinance',
  'grantExpertScore',
  'grantDesignation',
  'grantAgreement',
  'grantAcceptance',
  'grantAssessment',
  'grantRecheck',
  'grantWithdrawalDecision',
  'grantRecoveryConfirmation',
  'planSubmission',
  'planReview',
  'recoveryApproval',
  'recoveryAppeal',
  'recoveryPlan',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATES = ['open', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** The decisions on a task; `hold` suspends the claim of the task. */
export const TASK_DECISIONS = [
  ...DECISIONS,
  ...FILING_DECISIONS.filter((decision) => decision !== 'returnForCorrection'),
  'hold',
  ...RULINGS,
  ...GRANT_DECISIONS.filter(
    (decision) => decision !== 'returnForCorrection' && decision !== 'reject' && decision !== 'accept',
  ),
] as const;
