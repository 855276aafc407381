import { payoutTopic } from '../payout/payout-topic.ts';
import { courseWord, type ClaimCourse } from './claim-course.ts';
import type { ClaimMessage, RecordedFacts } from './claim-message.ts';
import type { ClaimPlan } from './claim-plan.ts';
import type { ClaimState } from './claim-state.ts';

/** An event for the outbox: ids, codes and amounts only. */
export interface EventToTell {
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** States that cause an event when a claim enters them, by any act. */
const STATE_TOPICS: Readonly<Partial<Record<ClaimState, string>>> = {
  rejected: 'claim.rejected',
  withdrawn: 'claim.withdrawn',
  closed: 'claim.closed',
  returnedToApplicant: 'claim.returned',
  postCheck: 'contract_check.due',
};

const ACT_TOPICS: Readonly<Partial<Record<ClaimMessage['kind'], string>>> = {
  begin: 'claim.submitted',
  decide: 'claim.decided',
  payoutReleasing: 'payout.instructed',
};

/** Returns the event of a claim's act; null when the act causes none. */
export function claimEvent(
  before: ClaimCourse,
  after: ClaimCourse,
  message: ClaimMessage,
  told: { readonly plan: ClaimPlan; readonly facts: Pick<RecordedFacts, 'amountFen'> },
): EventToTell | null {
  const topic = topicOf(before, after, message);
  if (topic === null) {
    return null;
  }
  const { plan, facts } = told;
  const { purpose, revision } = after;
  const state = courseWord(after, plan);
  return { topic, payload: { claimId: plan.claimId, state, purpose, revision, amountFen: facts.amountFen } };
}

function topicOf(before: ClaimCourse, after: ClaimCourse, message: ClaimMessage): string | null {
  if (message.kind === 'payoutReported') {
    return payoutTopic(message.outcome);
  }
  const ofState = after.state === before.state ? undefined : STATE_TOPICS[after.state];
  return ofState ?? ACT_TOPICS[message.kind] ?? null;
}
