import { isLumpMeant } from '../../domain/bank-file/lump-match.ts';
import type { Caller } from '../kernel/caller.ts';
import type { PayoutEventDependencies } from './payout-event-dependencies.ts';

/** Whether a decision is about the match with a batch, where others were entered before or afterwards. */
export async function isAboutLump(
  { entries, lumps }: Pick<PayoutEventDependencies, 'entries' | 'lumps'>,
  eventId: string,
  caller: Caller,
): Promise<boolean> {
  const [lump, found] = await Promise.all([lumps.find(eventId, caller), entries.find({ kind: 'match', eventId })]);
  return isLumpMeant(lump, found?.entry.jurisdiction === caller.jurisdiction ? found.entry : null);
}
