import type pg from 'pg';
import type { Entry } from '../../domain/intake/entry.ts';
import { freshSince, questionOfClaim, questionOfFiling } from '../line/register-questions.ts';
import type { ClaimContext } from './claim-drafting.ts';

/** How long a request waits for the registers; a later answer is stored, and the claim goes on then. */
const WAITS_MS = 2_000;

/** Asks the registers, before a transaction begins, what it will read. Never called inside a transaction. */
export interface ClaimQuestions {
  ofClaim(claimId: string, at: Date): Promise<void>;
  /** Ignores answers from before `at`: a top-up is decided by what the register says now. */
  anew(claimId: string, at: Date): Promise<void>;
  /** Asks only about people of a class of this party: nobody makes the registers answer about strangers. */
  ofFiling(filing: { readonly filingId: string; readonly partyId: string }, at: Date): Promise<void>;
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
      const question = await questionOfClaim(pool, answerDaysOf, claimId, at);
      await asker.ask({ ...question, freshSince: at }, WAITS_MS);
    },
    async ofFiling(filing, at) {
      await asker.ask(await questionOfFiling(pool, answerDaysOf, filing, at), WAITS_MS);
    },
    async ofEntries(entries, jurisdiction, at) {
      const people = entries.flatMap(({ idNumber }) => (idNumber === null ? [] : [sealer.index(idNumber)]));
      await asker.ask({ people, freshSince: freshSince(answerDaysOf, jurisdiction, at), jurisdiction }, WAITS_MS);
    },
  };
}
