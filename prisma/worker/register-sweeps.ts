import type pg from 'pg';
import type { RegisterQuestion } from '../../activities/register-ports.ts';
import type { SweepStore } from '../../activities/sweep-ports.ts';
import { FINDINGS_KEPT_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { judgeEvidenceAgain } from '../line/evidence-judging.ts';
import { raiseOpenTasks } from '../task/open-tasks-raising.ts';
import { freshSince, questionOfClaim, type AnswerDaysOf } from '../line/register-questions.ts';

interface WaitingRow extends Row<'claim', 'id' | 'jurisdiction'> {
  readonly people: readonly Buffer[];
}

const waitingClaims = sqlText<WaitingRow, []>(
  'worker.claimsWaitingForRegisters',
  `SELECT c.id, c.jurisdiction, array_agg(DISTINCT t.id_number_index) AS people
   FROM claim c JOIN claim_line l ON l.claim_id = c.id AND l.state = 'proposed' JOIN trainee t ON t.id = l.trainee_id
   WHERE c.waiting_register IS NOT NULL AND c.state = 'submitted' AND c.started_at IS NOT NULL
   GROUP BY c.id ORDER BY c.state_since, c.id LIMIT 200`,
);

const answeredAmong = sqlText<{ readonly id: string }, [readonly string[], readonly Date[]]>(
  'worker.claimsWithAnswers',
  `SELECT c.id FROM unnest($1::text[], $2::timestamptz[]) AS waiting (id, fresh_since) JOIN claim c ON c.id = waiting.id
   WHERE NOT EXISTS (SELECT FROM claim_line l JOIN trainee t ON t.id = l.trainee_id
     LEFT JOIN register_answer a ON a.register = c.waiting_register AND a.person_index = t.id_number_index
       AND a.answered_at >= waiting.fresh_since
     WHERE l.claim_id = c.id AND l.state = 'proposed' AND a.register IS NULL)`,
);

const UNVERIFIED = `c.evidence_unverified_since IS NOT NULL AND c.closed_at IS NULL AND c.purpose = 'float'
  AND c.state NOT IN (${sqlList(FINDINGS_KEPT_CLAIM_STATES)})`;

const unverifiedEvidence = sqlText<
  { readonly id: string; readonly jurisdiction: string; readonly since: Date; readonly people: readonly Buffer[] },
  []
>(
  'worker.unverifiedEvidence',
  `SELECT c.id, c.jurisdiction, c.evidence_unverified_since AS since, array_agg(DISTINCT t.id_number_index) AS people
   FROM claim c JOIN claim_line l ON l.claim_id = c.id AND l.state = 'floatClaimed' JOIN trainee t ON t.id = l.trainee_id
   WHERE ${UNVERIFIED} GROUP BY c.id ORDER BY c.id LIMIT 200`,
);

const verifiedAmong = sqlText<{ readonly id: string }, [readonly string[]]>(
  'worker.evidenceWithAnswers',
  `SELECT c.id FROM claim c WHERE c.id = ANY ($1) AND NOT EXISTS (SELECT FROM claim_line l JOIN trainee t ON t.id = l.trainee_id
     LEFT JOIN register_answer a ON a.register = 'insurance' AND a.person_index = t.id_number_index
       AND a.answered_at >= c.evidence_unverified_since
     WHERE l.claim_id = c.id AND l.state = 'floatClaimed' AND a.register IS NULL)`,
);

const lockUnverified = sqlText<{ readonly since: Date }, [string]>(
  'worker.lockUnverifiedEvidence',
  `SELECT c.evidence_unverified_since AS since FROM claim c WHERE c.id = $1 AND ${UNVERIFIED} FOR NO KEY UPDATE`,
);

export type RegisterSweeps = Pick<
  SweepStore,
  'openQuestions' | 'claimsWithAnswers' | 'evidenceWithAnswers' | 'judgeEvidence' | 'questionOfClaim'
>;

/**
 * Finds claims that wait for a register and contract checks that lack its answer: the questions to ask, and the claims
 * to inform.
 */
export function createRegisterSweeps(
  pool: pg.Pool,
  parts: { readonly sealer: Sealer; readonly answerDaysOf: AnswerDaysOf },
): RegisterSweeps {
  const freshOf = ({ jurisdiction }: WaitingRow, atMs: number) =>
    freshSince(parts.answerDaysOf, jurisdiction, new Date(atMs));
  return {
    async openQuestions(atMs) {
      const waiting = await fetchAll(pool, waitingClaims());
      const unverified = await fetchAll(pool, unverifiedEvidence());
      return mergeQuestions([
        ...waiting.map((row) => ({
          people: row.people,
          freshSince: freshOf(row, atMs),
          jurisdiction: row.jurisdiction,
        })),
        ...unverified.map(({ people, since, jurisdiction }) => ({ people, freshSince: since, jurisdiction })),
      ]);
    },

    async claimsWithAnswers(atMs) {
      const waiting = await fetchAll(pool, waitingClaims());
      const fresh = waiting.map((row) => freshOf(row, atMs));
      const found = await fetchAll(
        pool,
        answeredAmong(
          waiting.map(({ id }) => id),
          fresh,
        ),
      );
      return found.map(({ id }) => id);
    },

    async evidenceWithAnswers() {
      const unverified = await fetchAll(pool, unverifiedEvidence());
      const found = await fetchAll(pool, verifiedAmong(unverified.map(({ id }) => id)));
      return found.map(({ id }) => id);
    },

    judgeEvidence: (claimId) =>
      inTransaction(pool, async (client) => {
        const row = await fetchFirst(client, lockUnverified(claimId));
        if (row !== undefined && (await judgeEvidenceAgain(client, parts, claimId, row.since))) {
          await execute(client, raiseOpenTasks(claimId));
        }
      }),

    questionOfClaim: (claimId, atMs) => questionOfClaim(pool, parts.answerDaysOf, claimId, new Date(atMs)),
  };
}

/** Merges the questions of one jurisdiction about all people whose answers may be equally old. */
function mergeQuestions(questions: readonly RegisterQuestion[]): readonly RegisterQuestion[] {
  const merged = new Map<string, { readonly question: RegisterQuestion; readonly people: Map<string, Buffer> }>();
  for (const question of questions) {
    const key = `${question.jurisdiction} ${question.freshSince.getTime()}`;
    const { people } = merged.get(key) ?? { people: new Map<string, Buffer>() };
    for (const person of question.people) {
      people.set(person.toString('hex'), person);
    }
    merged.set(key, { question, people });
  }
  return [...merged.values()].map(({ question, people }) => ({ ...question, people: [...people.values()] }));
}
