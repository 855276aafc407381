import type { Announced } from '../../domain/event/announced.ts';
import { announced } from '../../domain/event/announced.ts';
import { payoutTopic } from '../../domain/payout/payout-topic.ts';
import { outboxWrites } from '../kernel/outbox-writing.ts';
import type { Statement } from '../kernel/statements.ts';
import type { EntryToWrite } from './entry-writes.ts';

/** Tells other systems of what entries moved, and of those that wait for a person, in the order of the file. */
export function tellingWrites(written: readonly EntryToWrite[], at: Date): readonly Statement<unknown>[] {
  return outboxWrites(written.flatMap((one) => toldOf(one, at)));
}

function toldOf({ judged: { handling, instruction }, row }: EntryToWrite, at: Date): readonly Announced[] {
  if (handling?.kind === 'parked') {
    const facts = { eventId: row.id, reason: handling.reason, amountFen: row.amount_fen };
    return [announced('payout.unmatched', at, { ...facts, instructionId: instruction?.id ?? null })];
  }
  const topic = handling?.kind === 'noted' && handling.moves ? payoutTopic(handling.state) : null;
  if (topic === null || instruction === null) {
    return [];
  }
  const { id: instructionId, claimId, grantId } = instruction;
  return [announced(topic, at, { instructionId, claimId, grantId })];
}
