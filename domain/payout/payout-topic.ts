import type { EventFacts } from '../event/announced.ts';
import type { InstructionState } from './inbox-judgement.ts';

/** The event of a payment that comes to a state; null for a state that is no news to other systems. */
export function payoutTopic(state: InstructionState): PayoutTopic | null {
  return TOPICS[state] ?? null;
}

type PayoutTopic = Exclude<keyof EventFacts & `payout.${string}`, 'payout.unmatched'>;

/** A failed payment never left; one that returned or was reversed had arrived. */
const TOPICS: Readonly<Partial<Record<InstructionState, PayoutTopic>>> = {
  instructed: 'payout.instructed',
  accepted: 'payout.accepted',
  settled: 'payout.settled',
  failed: 'payout.failed',
  returned: 'payout.returned',
  reversed: 'payout.reversed',
};
