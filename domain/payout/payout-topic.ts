import type { FinalState } from './inbox-judgement.ts';

/** The event topic of a final result; a payment that failed, came back or was reversed has returned. */
export function payoutTopic(outcome: FinalState): 'payout.settled' | 'payout.returned' {
  return outcome === 'settled' ? 'payout.settled' : 'payout.returned';
}
