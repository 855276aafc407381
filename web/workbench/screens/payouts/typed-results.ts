import type { ReportedState } from '../../api/resources/payouts.ts';

/** One line of results as it is typed; without a state it is left out. */
export interface TypedResult {
  readonly state: string;
  /** In yuan. */
  readonly amount: string;
  readonly valueDate: string;
  readonly reasonCode: string;
  readonly bankReference: string;
}

/** What a bank reports, in the order of a payment's course. */
export const REPORTED: readonly ReportedState[] = [
  'settled',
  'failed',
  'returned',
  'reversed',
  'accepted',
  'inTransit',
];
