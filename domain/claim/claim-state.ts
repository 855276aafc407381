/**
 * The states of a claim's workflow. `inReview`: the stage says which review · `finance`, `paymentSent`,
 * `paymentFailed`: the disbursement, by the state of its payments · `paid`: all stages are complete, some payments have
 * not arrived.
 */
export const CLAIM_STATES = [
  'submitted',
  'inReview',
  'returnedToApplicant',
  'returnedToDepartment',
  'returnedToBureau',
  'noticePending',
  'noticeOpen',
  'finance',
  'paymentSent',
  'paymentFailed',
  'recoveryDue',
  'postCheck',
  'paid',
  'closed',
  'rejected',
  'withdrawn',
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** The claim has ended; no further act is possible. */
export const ENDED_CLAIM_STATES = ['closed', 'rejected', 'withdrawn'] as const satisfies readonly ClaimState[];

/** What Finance enters of money that came back, or is set off, moves the claim. */
export const RETURNING_CLAIM_STATES = ['recoveryDue', 'finance'] as const satisfies readonly ClaimState[];

/** The claim ended without money; the class and the persons that it used are free again. */
export const UNPAID_CLAIM_STATES = ['rejected', 'withdrawn'] as const satisfies readonly ClaimState[];

/** The claim takes nothing of its class: it was not submitted, or it ended without money. */
export const NOT_CLAIMING_CLAIM_STATES = ['draft', ...UNPAID_CLAIM_STATES] as const;

/** Nothing is done for the claim: it is a draft or has ended. */
export const NOT_UNDER_WAY_CLAIM_STATES = ['draft', ...ENDED_CLAIM_STATES] as const;

/** The applicant may change the claim. */
export const CHANGEABLE_CLAIM_STATES = ['draft', 'returnedToApplicant'] as const;

/** A submitted claim does not rest on the data of its class now: the applicant corrects it, or it ended without money. */
export const NOT_RESTING_CLAIM_STATES = ['returnedToApplicant', ...UNPAID_CLAIM_STATES] as const;

/** A review of the claim is open. */
export const REVIEW_CLAIM_STATES = ['inReview', 'returnedToDepartment'] as const satisfies readonly ClaimState[];

/** The claim waits for its public notice, or for the notice's end. */
export const NOTICE_STAGE_CLAIM_STATES = ['noticePending', 'noticeOpen'] as const satisfies readonly ClaimState[];

/** The claim leaves the state by a timer of its own, if nobody acts before. */
export const OWN_TIMER_CLAIM_STATES = ['returnedToApplicant', 'postCheck'] as const satisfies readonly ClaimState[];

/** The claim waits for a fixed time or is held, so no inactivity counts as too long. */
export const TIMED_CLAIM_STATES = ['postCheck', 'noticeOpen', 'suspended'] as const;

/** A top-up that was published or paid keeps its findings; a returned one is judged again with its resubmission. */
export const FINDINGS_KEPT_CLAIM_STATES = [
  'returnedToApplicant',
  'noticePending',
  'noticeOpen',
  'finance',
  'paymentSent',
  'paymentFailed',
  'paid',
] as const satisfies readonly ClaimState[];

/** Why a claim, or its top-up, ended without money. */
export const OUTCOME_CODES = [
  'WITHDRAWN',
  'NO_LINES_LEFT',
  'REJECTED_BY_REVIEWER',
  'REJECTED_AFTER_RETURNS',
  'RETURN_LAPSED',
  'OBJECTION_UPHELD',
] as const;
export type OutcomeCode = (typeof OUTCOME_CODES)[number];

/**
 * The states of a claim's row. A draft has no workflow yet; a held claim shows `suspended` instead of its own state.
 */
export const CLAIM_ROW_STATES = ['draft', ...CLAIM_STATES, 'suspended'] as const;
export type ClaimRowState = (typeof CLAIM_ROW_STATES)[number];

/** States that have the same name in the HTTP contract. */
export const NAMED_CLAIM_STATES = CLAIM_ROW_STATES.filter((state) => state !== 'inReview');

/** A claim's state and the pack's name for its stage, as stored in its row. */
export interface StateAndStage {
  readonly state: ClaimRowState;
  readonly stage: string | null;
}

/**
 * Returns the HTTP contract's name for a state, used in answers, events and the audit: a review is named by its stage
 * (`departmentReview`), every other state by itself. No other function makes this distinction.
 */
export function stateWord({ state, stage }: StateAndStage): string {
  return state === 'inReview' && stage !== null ? stage : state;
}

/** Returns the state and stage that `stateWord` maps to this name, for filters. A null stage matches every stage. */
export function stateOfWord(word: string): StateAndStage {
  const state = NAMED_CLAIM_STATES.find((named) => named === word);
  return state === undefined ? { state: 'inReview', stage: word } : { state, stage: null };
}
