import { TAKEN_REPORT_STATES, type InboxState, type ReportedState } from '../payout/inbox-judgement.ts';
import { granted, isOneOf, refused, type Verdict } from '../verdict.ts';

export type DebtMatchRefusal = 'ALREADY_MATCHED' | 'WRONG_STATE' | 'ENTRY_WAITS' | 'AMOUNT_MISMATCH';

/**
 * Decides whether a parked report may be what somebody pays back: money that came in, of which a bank says an amount. Grants
 * that amount in fen; whether the debt takes it is the debt's own judgement.
 */
export function judgeDebtReport({
  state,
  reportedState,
  amountFen,
  hasWaitingMatch,
}: {
  readonly state: InboxState;
  readonly reportedState: ReportedState | null;
  readonly amountFen: number | null;
  readonly hasWaitingMatch: boolean;
}): Verdict<number, DebtMatchRefusal> {
  if (isOneOf(TAKEN_REPORT_STATES, state)) {
    return refused('ALREADY_MATCHED');
  }
  if (state !== 'parked' || reportedState !== 'returned') {
    return refused('WRONG_STATE');
  }
  if (hasWaitingMatch) {
    return refused('ENTRY_WAITS');
  }
  return amountFen === null ? refused('AMOUNT_MISMATCH') : granted(amountFen);
}
