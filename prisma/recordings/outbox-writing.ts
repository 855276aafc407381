import type pg from 'pg';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from '../../domain/claim/claim-message.ts';

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
    'INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at) VALUES ($1, $2, $3, $4, $5)',
    [event.topic, event.entityKind, event.entityId, JSON.stringify(event.payload), event.at],
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
    readonly plan: { readonly claimId: string };
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
      state: after.state,
      purpose: after.purpose,
      revision: after.revision,
      amountFen: facts.amountFen,
    },
  });
}

function topicOf(before: ClaimCourse, after: ClaimCourse, message: ClaimMessage): string | null {
  if (after.state !== before.state) {
    switch (after.state) {
      case 'rejected':
        return 'claim.rejected';
      case 'withdrawn':
        return 'claim.withdrawn';
      case 'closed':
        return 'claim.closed';
      case 'returnedToApplicant':
        return 'claim.returned';
      case 'postCheck':
        return 'contract_check.due';
      default:
        break;
    }
  }
  switch (message.kind) {
    case 'begin':
      return 'claim.submitted';
    case 'decide':
      return 'claim.decided';
    case 'payoutReleasing':
      return 'payout.instructed';
    case 'payoutReported':
      return message.outcome === 'settled' ? 'payout.settled' : 'payout.returned';
    default:
      return null;
  }
}
