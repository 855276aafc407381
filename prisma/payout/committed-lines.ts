import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { sqlText } from '../kernel/statements.ts';
import { RESERVED } from './budget-store.ts';
import { CLAIMS_OF_PLAN_LINE } from './over-budget.ts';

type OfOrgan = [jurisdiction: string, year: number, organ: string];

/**
 * locks the plan lines of an organ's year in the order of their ids, as a release does, so that of a revision and a
 * payment at once the second counts the first.
 */
export const lockLinesOfOrgan = sqlText<never, OfOrgan>(
  'payout.lockLinesOfOrgan',
  'SELECT FROM plan_line WHERE jurisdiction = $1 AND year = $2 AND organ = $3 ORDER BY id FOR NO KEY UPDATE',
);

/** What claims use of each line of an organ's year: reserved, bound and paid. */
export const committedLines = sqlText<{ readonly program: string; readonly committed_fen: number }, OfOrgan>(
  'payout.committedLines',
  `SELECT l.program, ((${RESERVED}) + (SELECT coalesce(sum(i.amount_fen), 0)::bigint FROM ${CLAIMS_OF_PLAN_LINE} AS c
      JOIN payout_instruction i ON i.claim_id = c.id
      WHERE i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})))::bigint AS committed_fen
   FROM plan_line l WHERE l.jurisdiction = $1 AND l.year = $2 AND l.organ = $3 ORDER BY l.program`,
);
