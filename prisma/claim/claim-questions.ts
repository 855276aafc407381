import type pg from 'pg';
import type { Entry } from '../../domain/intake/entry.ts';
import { freshSince, questionOfClaim, questionOfFiling } from '../line/register-questions.ts';
import type { ClaimContext } from './claim-drafting.ts';

/** So long a request waits for the registers; what comes later is kept, and the claim goes on then. */
const WAITS_MS = 2_000;

/** Asks the registers what the next transaction will read, before it begins. Never called inside one. */
export interface ClaimQuestions {
  ofClaim(claimId: string, at: Date): Promise<void>;
  /** Counts no answer from before `at`: a top-up is decided by what the register says now. */
  anew(claimId: string, at: Date): Promise<void>;
  ofFiling(filingId: string, at: Date): Promise<void>;
  ofEntries(entries: readonly Entry[], jurisdiction: string, at: Date): Promise<void>;
}

export function createClaimQuestions(
  pool: pg.Pool,
  { asker, sealer, answerDaysOf }: Pick<ClaimContext, 'asker' | 'sealer' | 'answerDaysOf'>,
): ClaimQuestions {
  return {
    async ofClaim(claimId, at) {
      await asker.ask(await questionOfClaim(pool, answerDaysOf, claimId, at), WAITS_MS);
    },
    async anew(claimId, at) {
      const { people } = await questionOfClaim(pool, answerDaysOf, claimId, at);
      await asker.ask({ people, freshSince: at }, WAITS_MS);
    },
    async ofFiling(filingId, at) {
      await asker.ask(await questionOfFiling(pool, answerDaysOf, filingId, at), WAITS_MS);
    },
    async ofEntries(entries, jurisdiction, at) {
      const people = entries.flatMap(({ idNumber }) => (idNumber === null ? [] : [sealer.index(idNumber)]));
      await asker.ask({ people, freshSince: freshSince(answerDaysOf, jurisdiction, at) }, WAITS_MS);
    },
  };
}
