import type { LineCheckCode } from '../../domain/policy/route-codes.ts';
import type { EntryFacts } from '../../domain/intake/entry.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { judgeLine } from '../../domain/line/eligibility.ts';
import type { LineContext, LineFacts, LineJudgement } from '../../domain/line/line-facts.ts';
import { CONTEXT, GOOD_LINE, withRoute } from './line-facts.ts';

/** What differs from the good line, its entry and its context. */
export interface LineCase {
  readonly line?: Partial<LineFacts>;
  readonly entry?: EntryFacts;
  readonly context?: Partial<LineContext>;
}

export function factsOf({ line, entry, context }: LineCase, snapshot: PolicySnapshot): LineFacts {
  return {
    ...GOOD_LINE,
    ...line,
    ...(entry === undefined ? {} : { entry }),
    context: { ...CONTEXT, route: snapshot.route, ...context },
  };
}

export function judge(snapshot: PolicySnapshot, given: LineCase = {}): LineJudgement {
  return judgeLine(factsOf(given, snapshot), snapshot);
}

/** The refusals of a line. */
export function codes(snapshot: PolicySnapshot, given: LineCase = {}): readonly string[] {
  return judge(snapshot, given).refusals.map((one) => one.code);
}

/** The findings of a line. */
export function found(snapshot: PolicySnapshot, given: LineCase = {}): readonly string[] {
  return judge(snapshot, given).findings.map((one) => one.code);
}

/** The route's law with these checks alone. */
export function only(snapshot: PolicySnapshot, ...checks: readonly LineCheckCode[]): PolicySnapshot {
  return withRoute(snapshot, { checks });
}
