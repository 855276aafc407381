import type pg from 'pg';
import { courseWord, type ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import type { ClaimState } from '../../domain/claim/claim-state.ts';
import type { ClaimMessage, RecordedFacts } from '../../domain/claim/claim-message.ts';
import { prepared } from './prepared.ts';

/** An event for whoever subscribes: ids, codes and amounts only (api §8). Committed with the change it tells of. */
export async function writeOutbox(
  client: pg.PoolClient,
  event: {
    readonly topic: string;
    readonly entityKind: string;
    readonly entityId: string;
    readonly at: Date;
    readonly payload: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await client.query(
    prepared('INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at) VALUES ($1, $2, $3, $4, $5)', [
      event.topic,
      event.entityKind,
      event.entityId,
      JSON.stringify(event.payload),
      event.at,
    ]),
  );
}

/** The event of a claim's move, when the move has one. */
export async function announce(
  client: pg.PoolClient,
  moved: {
    readonly before: ClaimCourse;
    readonly after: ClaimCourse;
    readonly message: ClaimMessage;
    readonly facts: RecordedFacts;
    readonly plan: ClaimPlan;
  },
): Promise<void> {
  const topic = topicOf(moved.before, moved.after, moved.message);
  if (topic === null) {
    return;
  }
  const { after, facts, plan } = moved;
  await writeOutbox(client, {
    topic,
    entityKind: 'claim',
    entityId: plan.claimId,
    at: new Date(moved.message.atMs),
    payload: {
      claimId: plan.claimId,
      state: courseWord(after, plan),
      purpose: after.purpose,
      revision: after.revision,
      amountFen: facts.amountFen,
    },
  });
}

/** States whose coming is an event of its own, whatever brought them. */
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

function topicOf(before: ClaimCourse, after: ClaimCourse, message: ClaimMessage): string | null {
  if (message.kind === 'payoutReported') {
    return message.outcome === 'settled' ? 'payout.settled' : 'payout.returned';
  }
  const ofState = after.state === before.state ? undefined : STATE_TOPICS[after.state];
  return ofState ?? ACT_TOPICS[message.kind] ?? null;
}
