import { lineTransitions, type LineMove } from '../../domain/line/line-moves.ts';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';

/** One line that moves, with the decision of a reviewer or an objection on it. */
export interface LineDecision {
  readonly lineId: string;
  /** Added to the line's refusals; the line's +50 % is then 0 fen. Null: nothing is refused. */
  readonly refusal: object | null;
  /** Why the line is accepted in spite of a finding; null: the line is not accepted here. */
  readonly acceptedRemark: string | null;
}

const EVERY_LINE = [{ lineId: null, refusal: null, acceptedRemark: null }] as const;

/**
 * The only statement that moves lines of a claim between states after they were counted. `decided`: the lines that
 * move; null moves every line of the claim. A line in a state that the move does not name is not changed.
 */
export function lineMoveWrite(
  claimId: string,
  move: LineMove,
  decided: readonly LineDecision[] | null,
): Statement<unknown> {
  const moves = Object.entries(lineTransitions(move));
  const lines = decided ?? EVERY_LINE;
  return prepared(
    `UPDATE claim_line AS line SET state = move.after,
       refusals = CASE WHEN said.refusal IS NULL THEN line.refusals ELSE line.refusals || said.refusal END,
       float_fen = CASE WHEN said.refusal IS NULL THEN line.float_fen ELSE 0 END,
       accepted_remark = coalesce(said.accepted_remark, line.accepted_remark)
     FROM unnest($2::text[], $3::text[]) AS move (before, after),
       unnest($4::text[], $5::jsonb[], $6::text[]) AS said (line_id, refusal, accepted_remark)
     WHERE line.claim_id = $1 AND line.state = move.before AND (said.line_id IS NULL OR line.id = said.line_id)`,
    [
      claimId,
      moves.map(([before]) => before),
      moves.map(([, after]) => after),
      lines.map(({ lineId }) => lineId),
      lines.map(({ refusal }) => (refusal === null ? null : JSON.stringify([refusal]))),
      lines.map(({ acceptedRemark }) => acceptedRemark),
    ],
  );
}
