/**
 * Where a claim's workflow stands. `inReview`: which review it is says the stage, by the pack's word · `finance`,
 * `paymentSent`, `paymentFailed`: the disbursement by its money · `paid`: the stages are over, some money has not arrived.
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

/** No act of the claim is open any more. */
export const ENDED_CLAIM_STATES = ['closed', 'rejected', 'withdrawn'] as const satisfies readonly ClaimState[];

/** The claim ended without money: what it took of its class and its persons is free again. */
export const UNPAID_CLAIM_STATES = ['rejected', 'withdrawn'] as const satisfies readonly ClaimState[];

/** The claim waits for a fixed time, or is held: no silence of it is too long. */
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

/** What a claim's row says: a draft has no workflow yet, and a hold shows over the state beneath it. */
export const CLAIM_ROW_STATES = ['draft', ...CLAIM_STATES, 'suspended'] as const;
export type ClaimRowState = (typeof CLAIM_ROW_STATES)[number];

/** States that have the same word in the contract. */
export const NAMED_CLAIM_STATES = CLAIM_ROW_STATES.filter((state) => state !== 'inReview');

/** A claim's state and the pack's word for its stage, as its row holds both. */
export interface StateAndStage {
  readonly state: ClaimRowState;
  readonly stage: string | null;
}

/**
 * The contract's word for a state, in answers, events and the audit: a review is called by its stage
 * (`departmentReview`), every other state by itself. The only place where the two are told apart.
 */
export function stateWord({ state, stage }: StateAndStage): string {
  return state === 'inReview' && stage !== null ? stage : state;
}

/** What a row holds that `stateWord` calls so: for filters. A stage of null stands for every stage. */
export function stateOfWord(word: string): StateAndStage {
  const state = NAMED_CLAIM_STATES.find((named) => named === word);
  return state === undefined ? { state: 'inReview', stage: word } : { state, stage: null };
}
