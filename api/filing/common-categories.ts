import type { TraineeCategory } from '../../domain/filing/trainee-categories.ts';
import type { RosterPerson } from './filing-ports.ts';

/** Groups to which every trainee belongs; they suggest a department when no plan line names one. */
export function commonCategories(roster: readonly RosterPerson[]): readonly TraineeCategory[] {
  const [first, ...others] = roster;
  return (first?.row.categories ?? []).filter((category) =>
    others.every(({ row }) => row.categories.includes(category)),
  );
}
