import type { Purpose } from '../claim/claim-course.ts';
import type { Label } from '../policy/policy-pack.ts';
import type { Finding, RuleRemark } from '../texts/rule-texts.ts';

/** A refusal as stored in a line's row: by a rule, or by a person, who may add a remark of their own. */
export interface StoredRefusal {
  readonly code: string;
  readonly rule: string;
  readonly detail: Label | string;
  readonly by?: 'rule' | 'reviewer';
  readonly purpose?: Purpose;
}

/** A finding as stored in a line's row; without a purpose it is one of the base. */
export type StoredFinding = Finding & { readonly purpose?: Purpose };

/** Turns the remarks of rules for a purpose into refusals to store. */
export function ruleRefusals(remarks: readonly RuleRemark<string>[], purpose: Purpose): readonly StoredRefusal[] {
  return remarks.map((remark) => ({ ...remark, by: 'rule', purpose }));
}

/** True if the refusal takes this purpose away: the base, the allowance or the +50 %. */
export function isOf(refusal: StoredRefusal, purpose: Purpose): boolean {
  return (refusal.purpose ?? 'base') === purpose;
}

/** True for a refusal by a reviewer or an upheld objection; a new count does not remove it. */
export function isByReviewer(refusal: StoredRefusal): boolean {
  return refusal.by === 'reviewer';
}
