import type { InboxState } from '../payout/inbox-judgement.ts';
import type { EntryVerdict } from './bank-entry.ts';

/**
 * What an entry of a file became, by the state of its report: a person may match, dismiss or wait for what was parked, and a
 * claim may refuse what matched. What a person said to be none of ours is only noted.
 */
export const VERDICT_OF_REPORT = {
  new: 'matches',
  applied: 'matches',
  parked: 'parks',
  refused: 'parks',
  dismissed: 'noted',
} as const satisfies Readonly<Record<InboxState, EntryVerdict>>;
