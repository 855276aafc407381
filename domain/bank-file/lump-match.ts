import { REPORTED_BATCH_STATES, type BatchState } from '../payout/batch-course.ts';
import type { MoneyEntryState } from '../payout/money-entry.ts';
import { TAKEN_REPORT_STATES, type InboxState, type ParkReason } from '../payout/inbox-judgement.ts';
import { granted, isOneOf, refused, type Verdict } from '../verdict.ts';

export type LumpRefusal =
  | 'NOT_FOUND'
  | 'ALREADY_MATCHED'
  | 'WRONG_STATE'
  | 'ENTRY_WAITS'
  | 'AMOUNT_MISMATCH'
  | 'INVALID';

const RANK: Readonly<Record<MoneyEntryState, number>> = {
  waitsForConfirmation: 2,
  confirmed: 1,
  rejected: 0,
  withdrawn: 0,
};

/** A parked report and the batch that it is said to pay. */
export interface LumpToMatch {
  readonly state: InboxState;
  readonly reason: ParkReason | null;
  readonly amountFen: number | null;
  readonly hasWaitingMatch: boolean;
  /** Null for a batch of another office, or of nobody. */
  readonly batch: { readonly state: BatchState; readonly controlSumFen: number } | null;
}

interface EnteredMatch {
  readonly state: MoneyEntryState;
  /** ISO 8601. */
  readonly enteredAt: string;
}

/**
 * Which match of a report a decision is about, where one with a batch and one with a payment or a debt were entered: the one
 * that waits, or else the one that counts, or else the one that was entered last. True for the one with the batch.
 */
export function isLumpMeant(lump: EnteredMatch | null, other: EnteredMatch | null): boolean {
  if (lump === null || other === null) {
    return lump !== null;
  }
  const isLater = Date.parse(lump.enteredAt) >= Date.parse(other.enteredAt);
  return RANK[lump.state] === RANK[other.state] ? isLater : RANK[lump.state] > RANK[other.state];
}

/**
 * Decides whether one sum without its payments may be matched to a batch: a lump of the same sum, and a batch that is at the
 * bank. The match proves the bank's side of the batch and settles nobody.
 */
export function judgeLumpMatch({
  state,
  reason,
  amountFen,
  hasWaitingMatch,
  batch,
}: LumpToMatch): Verdict<null, LumpRefusal> {
  if (isOneOf(TAKEN_REPORT_STATES, state)) {
    return refused('ALREADY_MATCHED');
  }
  if (state !== 'parked' || reason !== 'BATCH_LUMP') {
    return refused('WRONG_STATE');
  }
  if (hasWaitingMatch) {
    return refused('ENTRY_WAITS');
  }
  if (batch === null) {
    return refused('INVALID');
  }
  if (!isOneOf(REPORTED_BATCH_STATES, batch.state)) {
    return refused('WRONG_STATE');
  }
  return batch.controlSumFen === amountFen ? granted(null) : refused('AMOUNT_MISMATCH');
}
