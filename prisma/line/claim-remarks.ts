import type { Purpose } from '../../domain/codes.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import type { Finding, RuleRemark } from '../../domain/texts/rule-texts.ts';

/** A refusal as a line's row keeps it: by rule, or by somebody whose words may be their own. */
export interface StoredRefusal {
  readonly code: string;
  readonly rule: string;
  readonly detail: Label | string;
  readonly by?: 'rule' | 'reviewer';
  readonly purpose?: Purpose;
}

export type StoredFinding = Finding;

/** What the rules said for a purpose, ready to be stored. */
export function ruleRefusals(remarks: readonly RuleRemark<string>[], purpose: Purpose): readonly StoredRefusal[] {
  return remarks.map((remark) => ({ ...remark, by: 'rule', purpose }));
}

export function isOf(refusal: StoredRefusal, purpose: Purpose): boolean {
  return (refusal.purpose ?? 'base') === purpose;
}

/** A reviewer's word or an upheld objection, which counting again does not undo. */
export function isByReviewer(refusal: StoredRefusal): boolean {
  return refusal.by === 'reviewer';
}

/** The base refusals that the rules gave, in SQL: such a line was never eligible. */
export const REFUSED_BY_RULE = `EXISTS (SELECT FROM jsonb_array_elements(refusals) AS refusal
  WHERE coalesce(refusal ->> 'by', 'rule') = 'rule' AND coalesce(refusal ->> 'purpose', 'base') = 'base')`;
