import type { AnnualTarget } from '../policy/policy-pack.ts';

/** the sum of the annex, 22,600 person-times. */
export function totalPersonTimes(targets: readonly AnnualTarget[]): number {
  return targets.reduce((sum, target) => sum + target.personTimes, 0);
}

/** Rows whose programmes do not sum to the row; none, or the pack is wrong. */
export function unbalancedTargets(targets: readonly AnnualTarget[]): readonly AnnualTarget[] {
  return targets.filter(
    (target) => target.programs.reduce((sum, program) => sum + program.personTimes, 0) !== target.personTimes,
  );
}

/** done against guidance in tenths of a percent; more than 1000 is no fault. */
export function progressPerMille(done: number, guidance: number): number {
  return guidance === 0 ? 0 : Math.round((done * 1000) / guidance);
}
