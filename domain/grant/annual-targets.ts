import type { AnnualTarget } from '../policy/policy-pack.ts';

/** the sum of the annex, 22,600 person-times. */
export function totalPersonTimes(targets: readonly AnnualTarget[]): number {
  return targets.reduce((sum, target) => sum + target.personTimes, 0);
}

/** Returns the rows whose programmes do not sum to the row; any such row is an error of the pack. */
export function unbalancedTargets(targets: readonly AnnualTarget[]): readonly AnnualTarget[] {
  return targets.filter(
    (target) => target.programs.reduce((sum, program) => sum + program.personTimes, 0) !== target.personTimes,
  );
}

/**
 * person-times done relative to guidance, in basis points; more than 10,000 is not an error. Null without
 * a guidance.
 */
export function progressBp(done: number, guidance: number | null): number | null {
  return guidance === null || guidance === 0 ? null : Math.round((done * 10_000) / guidance);
}

/** R-018, T-04: the part of a phase's target that the annex assigns to no organ: 30,000 - 22,600 = 7,400. */
export function notSplit(phaseTarget: number, annexTotal: number): number {
  return Math.max(phaseTarget - annexTotal, 0);
}
