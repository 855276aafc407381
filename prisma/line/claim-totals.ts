import { fetchFirstAfter, sqlText, type Connection, type Statement } from '../kernel/statements.ts';
import type { Counted } from './counting-context.ts';

/** In SQL: the line has a base refusal given by a rule, so it was never eligible. */
export const REFUSED_BY_RULE = `EXISTS (SELECT FROM jsonb_array_elements(refusals) AS refusal
  WHERE coalesce(refusal ->> 'by', 'rule') = 'rule' AND coalesce(refusal ->> 'purpose', 'base') = 'base')`;

/**
 * Writes the claim's sums over its lines: the amount that the rules found eligible, and the part of it that is still to
 * be paid. What was approved above it falls to it, by a trigger. `lineWrites`: sent before, together with it.
 */
export async function writeTotals(
  connection: Connection,
  claimId: string,
  waitsFor: string | null,
  lineWrites: readonly Statement<unknown>[] = [],
): Promise<Counted> {
  const row = await fetchFirstAfter(connection, lineWrites, sumLines(claimId, waitsFor));
  if (row === undefined) {
    throw new RangeError(`No claim ${claimId}`);
  }
  return { linesLeft: row.left, amountFen: row.fen, allowanceFen: row.allowance, waitsForRegister: waitsFor !== null };
}

/** The same as a statement. */
export function totalsWrite(claimId: string, waitsFor: string | null): Statement<unknown> {
  return sumLines(claimId, waitsFor);
}

const sumLines = sqlText<
  { readonly left: number; readonly fen: number; readonly allowance: number },
  [claimId: string, waitsFor: string | null]
>(
  'line.sumLines',
  `WITH line AS (SELECT base_fen, allowance_fen, state, ${REFUSED_BY_RULE} AS by_rule FROM claim_line WHERE claim_id = $1),
   total AS (SELECT count(*)::int AS lines, (count(*) FILTER (WHERE NOT by_rule))::int AS eligible,
     coalesce(sum(base_fen) FILTER (WHERE NOT by_rule), 0)::bigint AS claimed,
     (count(*) FILTER (WHERE state <> 'refused'))::int AS lines_left,
     coalesce(sum(base_fen) FILTER (WHERE state <> 'refused'), 0)::bigint AS fen_left,
     coalesce(sum(allowance_fen) FILTER (WHERE state <> 'refused'), 0)::bigint AS allowance_left FROM line)
   UPDATE claim SET lines_total = total.lines, lines_eligible = total.eligible, lines_refused = total.lines - total.eligible,
     claimed_fen = total.claimed, waiting_register = $2,
     allowance_fen = greatest(total.allowance_left, claim.allowance_paid_fen)
   FROM total WHERE claim.id = $1
   RETURNING total.lines_left AS left, total.fen_left AS fen, total.allowance_left AS allowance`,
);
