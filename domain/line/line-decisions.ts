import type { Purpose } from '../claim/claim-course.ts';
import type { LineMove } from './line-moves.ts';

/** A reviewer's decisions on single lines of a claim. */
export interface LineDecisions {
  readonly refuseLines?: readonly { readonly lineId: string; readonly code: string; readonly remark?: string }[];
  readonly acceptLines?: readonly { readonly lineId: string; readonly remark?: string }[];
}

/** A refusal as stored with its line. */
export interface LineRefusal {
  readonly code: string;
  readonly rule: string;
  readonly detail: string;
  readonly by: 'reviewer';
  readonly purpose: Purpose;
}

export interface DecidedLines {
  readonly move: LineMove;
  readonly lines: readonly {
    readonly lineId: string;
    readonly refusal: LineRefusal | null;
    readonly acceptedRemark: string | null;
  }[];
}

/**
 * Applies a reviewer's line decisions: refuses lines with a code and a remark, and accepts lines in spite of a
 * finding.
 */
export function decideLines(decisions: LineDecisions, purpose: Purpose): readonly DecidedLines[] {
  const refused = (decisions.refuseLines ?? []).map(({ lineId, code, remark }) => ({
    lineId,
    refusal: { code, rule: 'R-102', detail: remark ?? '', by: 'reviewer', purpose } as const,
    acceptedRemark: null,
  }));
  const accepted = (decisions.acceptLines ?? []).map(({ lineId, remark }) => ({
    lineId,
    refusal: null,
    acceptedRemark: remark ?? '',
  }));
  return [
    { move: { kind: 'refuse', isFloat: purpose === 'float' }, lines: refused } as const,
    { move: { kind: 'accept' }, lines: accepted } as const,
  ].filter(({ lines }) => lines.length > 0);
}

/** Refuses the lines named by upheld objections; the other lines are clean. */
export function upholdObjections(lineIds: readonly string[], purpose: Purpose): DecidedLines {
  const refusal = {
    code: 'OBJECTION_UPHELD',
    rule: 'R-099',
    detail: '公示异议成立 / objection upheld',
    by: 'reviewer',
    purpose,
  } as const;
  return {
    move: { kind: 'uphold', isFloat: purpose === 'float' },
    lines: lineIds.map((lineId) => ({ lineId, refusal, acceptedRemark: null })),
  };
}
