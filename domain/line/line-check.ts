import type { RefusalCode } from '../codes.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { Finding, RuleRemark } from '../texts/rule-texts.ts';
import type { LineFacts } from './line-facts.ts';
import type { RegisterName } from './register-answers.ts';

/** A line as a check sees it. */
export interface CheckedLine extends LineFacts {
  /** An earlier check of the route has refused the line. */
  readonly isRefusedSoFar: boolean;
}

export interface CheckOutcome {
  readonly refusals?: readonly RuleRemark<RefusalCode>[];
  readonly findings?: readonly Finding[];
}

/** One row of the table: a rule that a route can ask of its lines. */
export interface LineCheck {
  /** Numbers of the rules, or of the route's card where no rule has one. */
  readonly rules: readonly string[];
  /** Registers without whose answer the line stays proposed; the line itself may have made one needless. */
  readonly waitsFor: (facts: LineFacts) => readonly RegisterName[];
  readonly judge: (line: CheckedLine, snapshot: PolicySnapshot) => CheckOutcome;
}
