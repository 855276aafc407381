import type { OrganCode, Role } from '../codes.ts';
import { wrongAnswers, type Answers, type WrongAnswer } from '../task/decision-rules.ts';
import type { TaskKind } from '../task/task-words.ts';
import type { GrantRole, GrantSeat } from './grant-role.ts';

/** What a task of a grant decides (api §9.4). */
export const GRANT_STAGES = [
  'cityRecommendation',
  'cityFinance',
  'expertScore',
  'designation',
  'agreement',
  'acceptance',
  'assessment',
  'recheck',
  'withdrawalDecision',
  'recoveryConfirmation',
  'accountCheck',
] as const;
export type GrantStage = (typeof GRANT_STAGES)[number];

/** The decisions on the tasks of a grant, by the stage of the task. */
export const STAGE_DECISIONS = {
  cityRecommendation: ['recommend', 'returnForCorrection', 'reject'],
  cityFinance: ['recommend', 'returnToHr', 'reject'],
  expertScore: ['score', 'recuse'],
  designation: ['designate', 'refuse'],
  agreement: ['sign', 'reject'],
  acceptance: ['accept', 'rectify', 'fail'],
  assessment: ['pass', 'rectify', 'fail', 'returnForCorrection', 'excuse'],
  recheck: ['pass', 'fail', 'rectify'],
  withdrawalDecision: ['revoke', 'keep'],
  recoveryConfirmation: ['confirm', 'returnToHr'],
  accountCheck: ['confirm', 'returnForCorrection'],
} as const satisfies Readonly<Record<GrantStage, readonly string[]>>;
export type GrantDecision = (typeof STAGE_DECISIONS)[GrantStage][number];

export const GRANT_DECISIONS: readonly GrantDecision[] = [...new Set(Object.values(STAGE_DECISIONS).flat())];

interface StageRow {
  readonly role: Role;
  readonly organ: OrganCode | null;
  /** Whose office decides: the applicant's city, the call's, or an expert of the pool. */
  readonly of: 'applicant' | 'call' | 'pool';
  readonly decidesAs: GrantRole;
  /** The questions that the decision that goes on answers; each with yes. */
  readonly answers: readonly string[];
  /** The questions that it may answer, too. */
  readonly alsoAnswers?: readonly string[];
  /** The parameter with the days of the task. */
  readonly daysKey: string;
}

const ASSESSED = ['figuresProved', 'fundsAsAgreed'] as const;

export const STAGE_ROWS: Readonly<Record<GrantStage, StageRow>> = {
  cityRecommendation: {
    role: 'grantOfficer',
    organ: 'HRSS',
    of: 'applicant',
    decidesAs: 'cityHr',
    answers: ['eligible', 'materialsTrue', 'capacityPlausible'],
    daysKey: 'grant.city.days',
  },
  cityFinance: {
    role: 'grantOfficer',
    organ: 'FINANCE',
    of: 'applicant',
    decidesAs: 'cityFinance',
    answers: ['budgetSound', 'fundsSeparate'],
    daysKey: 'grant.cityFinance.days',
  },
  expertScore: {
    role: 'expert',
    organ: null,
    of: 'pool',
    decidesAs: 'expert',
    answers: [],
    daysKey: 'panel.days',
  },
  designation: {
    role: 'grantApprover',
    organ: 'HRSS',
    of: 'call',
    decidesAs: 'approver',
    answers: [],
    daysKey: 'grant.designation.days',
  },
  agreement: {
    role: 'grantOfficer',
    organ: 'HRSS',
    of: 'call',
    decidesAs: 'officer',
    answers: [],
    daysKey: 'grant.agreementDays',
  },
  acceptance: {
    role: 'grantOfficer',
    organ: 'HRSS',
    of: 'call',
    decidesAs: 'officer',
    answers: ['built', 'fundsAsAgreed', 'equipmentInPlace'],
    daysKey: 'grant.acceptance.days',
  },
  assessment: {
    role: 'grantOfficer',
    organ: 'HRSS',
    of: 'call',
    decidesAs: 'officer',
    answers: ASSESSED,
    daysKey: 'grant.acceptance.days',
  },
  recheck: {
    role: 'grantOfficer',
    organ: 'HRSS',
    of: 'call',
    decidesAs: 'officer',
    answers: [],
    alsoAnswers: ASSESSED,
    daysKey: 'grant.acceptance.days',
  },
  withdrawalDecision: {
    role: 'grantApprover',
    organ: 'HRSS',
    of: 'call',
    decidesAs: 'approver',
    answers: [],
    daysKey: 'grant.designation.days',
  },
  recoveryConfirmation: {
    role: 'grantApprover',
    organ: 'FINANCE',
    of: 'call',
    decidesAs: 'financeApprover',
    answers: [],
    daysKey: 'grant.designation.days',
  },
  accountCheck: {
    role: 'grantOfficer',
    organ: 'HRSS',
    of: 'call',
    decidesAs: 'officer',
    answers: [],
    daysKey: 'grant.acceptance.days',
  },
};

/** The kinds of tasks are the stages, each with its prefix; that of an account is the one of claims. */
export const TASK_OF_STAGE = {
  cityRecommendation: 'grantCityRecommendation',
  cityFinance: 'grantCityFinance',
  expertScore: 'grantExpertScore',
  designation: 'grantDesignation',
  agreement: 'grantAgreement',
  acceptance: 'grantAcceptance',
  assessment: 'grantAssessment',
  recheck: 'grantRecheck',
  withdrawalDecision: 'grantWithdrawalDecision',
  recoveryConfirmation: 'grantRecoveryConfirmation',
  accountCheck: 'accountCorrection',
} as const satisfies Readonly<Record<GrantStage, TaskKind>>;

/** The seat of a stage in a grant. */
export function seatOfStage(
  stage: GrantStage,
  { jurisdiction, applicantJurisdiction }: { readonly jurisdiction: string; readonly applicantJurisdiction: string },
): GrantSeat {
  const { role, organ, of, decidesAs } = STAGE_ROWS[stage];
  const places = { applicant: applicantJurisdiction, call: jurisdiction, pool: null };
  return { role, organ, jurisdiction: places[of], decidesAs };
}

/** The wrong answers of a decision that goes on, by their keys. */
export function wrongAnswersOf(stage: GrantStage, answers: Answers): readonly WrongAnswer[] {
  const { answers: asked, alsoAnswers = [] } = STAGE_ROWS[stage];
  const alsoGiven = alsoAnswers.filter((key) => answers[key] !== undefined);
  return wrongAnswers([...asked, ...alsoGiven], answers);
}
