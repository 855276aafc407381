import type { AnnualPlan } from '../../api/resources/plans.ts';

/** The name of a programme, as the server gives it; one that no document names stands for itself. */
export function programNameOf(programs: AnnualPlan['programs'], code: string): string {
  return programs.find(({ program }) => program === code)?.name ?? code;
}
