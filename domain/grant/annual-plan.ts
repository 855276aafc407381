import { addDays, addMonths, parseIsoDate, type IsoDate } from '../calendar.ts';

export interface PlanDueParameters {
  /** `plan.firstDue`, 2019-11-30: applies to the year of that day only. */
  readonly firstDueOn: IsoDate;
  /** `plan.dueMonth` for later years: the last day of that month. */
  readonly dueMonth: number;
}

/**
 * R-012 (003§四(二), seed): a department's plan and budget of a year are due on the last day of February; R-013
 * (003§四(二), seed): those of 2019 on 30 November. Undefined for a year before the first.
 */
export function planDueOn(year: number, parameters: PlanDueParameters): IsoDate | undefined {
  const firstYear = Number(parameters.firstDueOn.slice(0, 4));
  if (year < firstYear) {
    return undefined;
  }
  if (year === firstYear) {
    return parameters.firstDueOn;
  }
  const month = String(parameters.dueMonth).padStart(2, '0');
  return addDays(addMonths(parseIsoDate(`${year}-${month}-01`), 1), -1);
}

/** the file of the first year also contains what was trained before. */
export function planFields(year: number, parameters: PlanDueParameters): readonly string[] {
  const fields = ['trainingPlan', 'subsidyBudget'];
  return year === Number(parameters.firstDueOn.slice(0, 4)) ? [...fields, 'trainingDoneSoFar'] : fields;
}
