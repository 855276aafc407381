import type { RefusalCode } from '../codes.ts';
import type { LineCheckCode } from '../policy/route-codes.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { LineFacts } from './eligibility.ts';
import { CLASS_CHECKS } from './class-line-checks.ts';
import { PERSON_CHECKS } from './person-line-checks.ts';
import type { Finding, RuleRemark } from '../texts/rule-texts.ts';
import { TRAINING_CHECKS } from './training-line-checks.ts';
import { UPGRADE_CHECKS } from './upgrade-line-checks.ts';
import { WORK_CHECKS } from './work-line-checks.ts';

export type RegisterName = 'certificates' | 'identity' | 'subsidies' | 'insurance';

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

/** Every check that a pack can list; each calls the pure functions of its rules. */
export const LINE_CHECKS: Readonly<Record<LineCheckCode, LineCheck>> = {
  ...TRAINING_CHECKS,
  ...UPGRADE_CHECKS,
  ...PERSON_CHECKS,
  ...WORK_CHECKS,
  ...CLASS_CHECKS,
};
