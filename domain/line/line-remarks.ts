import type { Purpose } from '../claim/claim-course.ts';
import type { Label } from '../policy/policy-pack.ts';
import type { Finding, RuleRemark } from '../texts/rule-texts.ts';

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
