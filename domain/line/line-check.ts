import type { RefusalCode } from '../codes.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { Finding, RuleRemark } from '../texts/rule-texts.ts';
import type { LineFacts } from './line-facts.ts';
import type { RegisterName } from './register-answers.ts';

/** A line as its checks receive it. */
export interface CheckedLine extends LineFacts {
  /** True if an earlier check of the route has refused the line. */
  readonly isRefusedSoFar: boolean;
}

export interface CheckOutcome {
  readonly refusals?: readonly RuleRemark<RefusalCode>[];
  readonly findings?: readonly Finding[];
}

/** One row of the table of checks: a rule that a route can apply to its lines. */
export interface LineCheck {
  /** Numbers of the rules, or of the route's card if there is no rule. */
  readonly rules: readonly string[];
  /**
   * Registers whose answer the check needs; without it the line stays proposed. The line's own facts may make a
   * register unnecessary.
   */
  readonly waitsFor: (facts: LineFacts) => readonly RegisterName[];
  readonly judge: (line: CheckedLine, snapshot: PolicySnapshot) => CheckOutcome;
}
