import type { Purpose } from '../claim/claim-course.ts';
import { REFUSAL_CODES } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';
import { REFUSAL_LABELS } from '../texts/refusal-labels.ts';
import type { LineMove } from './line-moves.ts';

/** A reviewer's decisions on single lines of a claim; the remark of the whole decision counts for each of them. */
export interface LineDecisions {
  readonly remark?: string;
  readonly refuseLines?: readonly { readonly lineId: string; readonly code: string; readonly remark?: string }[];
  readonly acceptLines?: readonly { readonly lineId: string; readonly remark?: string }[];
}

/** A refusal as stored with its line. */
export interface LineRefusal {
  readonly code: string;
  readonly rule: string;
  readonly detail: Label | string;
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
  const common = decisions.remark ?? '';
  const refused = (decisions.refuseLines ?? []).map(({ lineId, code, remark = '' }) => ({
    lineId,
    refusal: { code, rule: 'R-102', detail: refusalDetail(code, remark, common), by: 'reviewer', purpose } as const,
    acceptedRemark: null,
  }));
  const accepted = (decisions.acceptLines ?? []).map(({ lineId, remark = '' }) => ({
    lineId,
    refusal: null,
    acceptedRemark: remark.trim() === '' ? common : remark,
  }));
  return [
    { move: { kind: 'refuse', isFloat: purpose === 'float' }, lines: refused } as const,
    { move: { kind: 'accept' }, lines: accepted } as const,
  ].filter(({ lines }) => lines.length > 0);
}

/** The reviewer's own words; else the reason by its name, and the remark of the whole decision for a reason of their own. */
function refusalDetail(code: string, remark: string, common: string): Label | string {
  if (remark.trim() !== '') {
    return remark;
  }
  const known = REFUSAL_CODES.find((one) => one === code);
  if (known === undefined || (known === 'REFUSED_BY_REVIEWER' && common.trim() !== '')) {
    return common;
  }
  const { zh, en } = REFUSAL_LABELS[known];
  return { zh: `审核人不予通过：${zh}。`, en: `Refused by the reviewer: ${en}.` };
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
