import { announced, type Announced, type EventFacts } from '../event/announced.ts';
import { courseWord, type ClaimCourse } from './claim-course.ts';
import type { ClaimMessage, RecordedFacts } from './claim-message.ts';
import type { ClaimPlan } from './claim-plan.ts';
import type { ClaimState } from './claim-state.ts';

/** States that cause an event when a claim enters them, by any act. */
const STATE_TOPICS: Readonly<Partial<Record<ClaimState, ClaimTopic>>> = {
  rejected: 'claim.rejected',
  withdrawn: 'claim.withdrawn',
  closed: 'claim.closed',
  returnedToApplicant: 'claim.returned',
  postCheck: 'contract_check.due',
};

const ACT_TOPICS: Readonly<Partial<Record<ClaimMessage['kind'], ClaimTopic>>> = {
  begin: 'claim.submitted',
  decide: 'claim.decided',
};

type ClaimTopic = keyof EventFacts & (`claim.${string}` | 'contract_check.due');

/** Returns the event of a claim's act; null when the act causes none. What is paid is told with each payment. */
export function claimEvent(
  before: ClaimCourse,
  after: ClaimCourse,
  message: ClaimMessage,
  told: { readonly plan: ClaimPlan; readonly facts: Pick<RecordedFacts, 'amountFen'> },
): Announced | null {
  const topic = topicOf(before, after, message);
  if (topic === null) {
    return null;
  }
  const { plan, facts } = told;
  const { purpose, revision } = after;
  const state = courseWord(after, plan);
  const { amountFen } = facts;
  return announced(topic, new Date(message.atMs), { claimId: plan.claimId, state, purpose, revision, amountFen });
}

function topicOf(before: ClaimCourse, after: ClaimCourse, message: ClaimMessage): ClaimTopic | null {
  const ofState = after.state === before.state ? undefined : STATE_TOPICS[after.state];
  return ofState ?? ACT_TOPICS[message.kind] ?? null;
}
