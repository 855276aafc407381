import { announced } from '../../domain/event/announced.ts';
import type { InstructionState, ParkReason } from '../../domain/payout/inbox-judgement.ts';
import { payoutTopic } from '../../domain/payout/payout-topic.ts';
import { outboxWrite, outboxWrites } from '../kernel/outbox-writing.ts';
import type { Row, Statement } from '../kernel/statements.ts';

interface ToldPayment {
  readonly id: string;
  readonly claimId: string | null;
  readonly grantId?: string | null;
}

/** Tells other systems that payments came to a state, in the transaction in which they do; nothing for other states. */
export function payoutTelling(
  payments: readonly ToldPayment[],
  state: InstructionState,
  at: Date,
): readonly Statement<unknown>[] {
  const topic = payoutTopic(state);
  return topic === null
    ? []
    : outboxWrites(
        payments.map(({ id: instructionId, claimId, grantId = null }) =>
          announced(topic, at, { instructionId, claimId, grantId }),
        ),
      );
}

/** Tells other systems of a report that waits for a person; of its instruction only if it is one of ours. */
export function parkedTelling(
  { id: eventId, amount_fen: amountFen, received_at: at }: Row<'payout_inbox', 'id' | 'amount_fen' | 'received_at'>,
  reason: ParkReason | null,
  instructionId: string | null,
): Statement<unknown> {
  const facts = { eventId, reason: reason ?? 'UNKNOWN_INSTRUCTION', instructionId, amountFen };
  return outboxWrite(announced('payout.unmatched', at, facts));
}
