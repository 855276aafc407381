import { isTopUpDecidedByTime } from '../domain/claim/counting.ts';
import type { Recordings } from './recording-ports.ts';
import type { RegisterAsker } from './register-ports.ts';
import type { SweepStore } from './sweep-ports.ts';

/** For how long a recording waits for the registers; a later answer is stored, and the sweep judges by it. */
const WAITS_MS = 1_000;

/**
 * the registers are asked before the end of a contract check's time decides its top-ups. A person's act asks
 * over HTTP; a timer has no caller, so its recording asks here, before its transaction begins. Answers from before the
 * timer's instant do not count.
 */
export function askingBeforeTopUps(
  recordings: Recordings,
  { asker, store }: { readonly asker: RegisterAsker; readonly store: Pick<SweepStore, 'questionOfClaim'> },
): Recordings {
  return {
    ...recordings,
    async recordClaim(recording) {
      const { message, plan } = recording;
      if (isTopUpDecidedByTime(message)) {
        const question = await store.questionOfClaim(plan.claimId, message.atMs);
        await asker.ask({ ...question, freshSince: new Date(message.atMs) }, WAITS_MS);
      }
      return recordings.recordClaim(recording);
    },
  };
}
