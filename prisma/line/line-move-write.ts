import { lineTransitions, type LineMove } from '../../domain/line/line-moves.ts';
import type { StoredFinding, StoredRefusal } from '../../domain/line/line-remarks.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import { TOP_UP_LINE_STATES } from '../../domain/line/line-state.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { sqlText, type Statement } from '../kernel/statements.ts';

/** One line that moves, with the decision of a reviewer or an objection on it. */
export interface LineDecision {
  readonly lineId: string;
  /** Added to the line's refusals; the line's +50 % is then 0 fen. Null: nothing is refused. */
  readonly refusal: StoredRefusal | null;
  /** Why the line is accepted in spite of a finding; null: the line is not accepted here. */
  readonly acceptedRemark: string | null;
}

/** One line that moves, with what changes besides its state. A column that is not given is kept. */
export interface LineChange {
  readonly lineId: string;
  /** In place of the line's refusals. */
  readonly refusals?: readonly StoredRefusal[];
  /** Added to the line's refusals. */
  readonly addedRefusals?: readonly StoredRefusal[];
  /** In place of the line's findings. */
  readonly findings?: readonly StoredFinding[];
  readonly acceptedRemark?: string;
  readonly baseFen?: number;
  readonly allowanceFen?: number;
  readonly floatFen?: number;
  readonly formula?: Label;
}

/** Lines that make the same move. */
export interface MovedLines {
  readonly move: LineMove;
  readonly lines: readonly LineChange[];
}

/**
 * The statement that moves lines between states after they were counted. `decided`: the lines that move; null moves
 * every line of the claim. A line in a state that the move does not name is not changed.
 */
export function lineMoveWrite(
  claimId: string,
  move: LineMove,
  decided: readonly LineDecision[] | null,
): Statement<unknown> {
  if (decided === null) {
    const { before, after } = transitionsOf([{ move, lines: [] }]);
    return moveEveryLine(claimId, before, after);
  }
  const lines = decided.map(({ lineId, refusal, acceptedRemark }) => ({
    lineId,
    ...(refusal !== null && { addedRefusals: [refusal], floatFen: 0 }),
    ...(acceptedRemark !== null && { acceptedRemark }),
  }));
  return lineMovesWrite(claimId, [{ move, lines }]);
}

/** The same for lines that make different moves, and whose amounts or remarks change with their states. */
export function lineMovesWrite(claimId: string, moved: readonly MovedLines[]): Statement<unknown> {
  const { places, before, after } = transitionsOf(moved);
  const lines = moved.flatMap(({ lines: ofMove }, place) => ofMove.map((line) => ({ ...line, place })));
  return moveLines(
    claimId,
    places,
    before,
    after,
    lines.map(({ place }) => place),
    lines.map(({ lineId }) => lineId),
    lines.map(({ refusals }) => jsonOf(refusals)),
    lines.map(({ addedRefusals }) => jsonOf(addedRefusals)),
    lines.map(({ findings }) => jsonOf(findings)),
    lines.map(({ acceptedRemark }) => acceptedRemark ?? null),
    lines.map(({ baseFen }) => baseFen ?? null),
    lines.map(({ allowanceFen }) => allowanceFen ?? null),
    lines.map(({ floatFen }) => floatFen ?? null),
    lines.map(({ formula }) => jsonOf(formula)),
  );
}

/** The moves as columns: the place of a move in the list, a state, and the state that follows it. */
function transitionsOf(moved: readonly MovedLines[]) {
  const rows = moved.flatMap(({ move }, place) =>
    Object.entries(lineTransitions(move)).map(([before, after]) => ({ place, before, after })),
  );
  return {
    places: rows.map(({ place }) => place),
    before: rows.map(({ before }) => before),
    after: rows.map(({ after }) => after),
  };
}

function jsonOf(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

const moveEveryLine = sqlText<never, [claimId: string, before: readonly string[], after: readonly string[]]>(
  'line.moveEvery',
  `UPDATE claim_line AS line SET state = move.after
   FROM unnest($2::text[], $3::text[]) AS move (before, after)
   WHERE line.claim_id = $1 AND line.state = move.before`,
);

/** A line is accepted for the purpose under way; other findings than the accepted ones want another decision. */
const TOP_UP = sqlList(TOP_UP_LINE_STATES);

type Texts = readonly (string | null)[];
type Amounts = readonly (number | null)[];

const moveLines = sqlText<
  never,
  [
    claimId: string,
    places: readonly number[],
    before: readonly string[],
    after: readonly string[],
    placeOfLine: readonly number[],
    lineIds: readonly string[],
    refusals: Texts,
    addedRefusals: Texts,
    findings: Texts,
    acceptedRemarks: Texts,
    baseFen: Amounts,
    allowanceFen: Amounts,
    floatFen: Amounts,
    formulas: Texts,
  ]
>(
  'line.moveSome',
  `UPDATE claim_line AS line SET state = move.after,
     refusals = coalesce(said.refusals, line.refusals || said.added, line.refusals),
     findings = coalesce(said.findings, line.findings),
     accepted_remark = CASE WHEN line.state IN (${TOP_UP}) THEN line.accepted_remark
       ELSE coalesce(said.accepted_remark, line.accepted_remark) END,
     float_accepted_remark = CASE WHEN said.findings <> line.findings THEN NULL
       WHEN line.state IN (${TOP_UP}) THEN coalesce(said.accepted_remark, line.float_accepted_remark)
       ELSE line.float_accepted_remark END,
     base_fen = coalesce(said.base_fen, line.base_fen),
     allowance_fen = coalesce(said.allowance_fen, line.allowance_fen),
     float_fen = coalesce(said.float_fen, line.float_fen),
     formula = coalesce(said.formula, line.formula)
   FROM unnest($2::int[], $3::text[], $4::text[]) AS move (place, before, after),
     unnest($5::int[], $6::text[], $7::jsonb[], $8::jsonb[], $9::jsonb[], $10::text[], $11::bigint[], $12::bigint[],
       $13::bigint[], $14::text[]) AS said (place, line_id, refusals, added, findings, accepted_remark, base_fen,
         allowance_fen, float_fen, formula)
   WHERE line.claim_id = $1 AND line.id = said.line_id AND line.state = move.before AND move.place = said.place`,
);
