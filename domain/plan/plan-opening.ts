import { addDays, endOfDayMs, parseIsoDate, type IsoDate } from '../calendar.ts';
import type { OrganCode } from '../codes.ts';
import { organOfPlanLine } from '../filing/plan-line.ts';
import { planLines } from '../policy/directories.ts';
import { officeCode, officeDays, pinOfficeLaw } from '../policy/office-law.ts';
import { annexOf, planDueDay } from '../policy/plan-targets.ts';
import type { PlanLine, PolicyLibrary } from '../policy/policy-pack.ts';
import type { PinnedLaw } from '../policy/policy-snapshot.ts';
import { fixedDaysUntil } from '../task/task-changes.ts';
import type { PlanTask } from './plan-tasks.ts';
import { NOTHING_FILED, type PlanOfOrgan } from './plan-course.ts';

/** With what the plan of a year begins; stored in its row, so that later packs do not change it. */
export interface PlanOpening {
  readonly opensOn: IsoDate;
  readonly dueOn: IsoDate;
  readonly closesOn: IsoDate;
  readonly organs: readonly PlanOfOrgan[];
  readonly law: PinnedLaw;
}

/** What the recordings of a year's plan read of the law. */
const PLAN_KEYS = ['plan.review.days', 'reminder.nearShare', 'reminder.escalateShare'] as const;

/**
 * returns the plan that a jurisdiction owes for a year; null if no document asks for one. The lines of packs
 * count as accepted. `openedOn`: a plan that is opened after its year stays open for `plan.openDays`.
 */
export function planOpening(
  library: PolicyLibrary,
  {
    jurisdiction,
    year,
    openedOn,
  }: { readonly jurisdiction: string; readonly year: number; readonly openedOn: IsoDate },
): PlanOpening | null {
  const dueOn = planDueDay(library, jurisdiction, year);
  if (dueOn === null) {
    return null;
  }
  const asked = { jurisdiction, on: dueOn };
  const closing = parseIsoDate(`${year + 1}-${officeCode(library, { ...asked, key: 'plan.closesOn' })}`);
  const atLeast = addDays(openedOn, officeDays(library, { ...asked, key: 'plan.openDays' }));
  return {
    opensOn: parseIsoDate(`${year}-${officeCode(library, { ...asked, key: 'plan.opensOn' })}`),
    dueOn,
    closesOn: closing > atLeast ? closing : atLeast,
    organs: organsAtOpening(library, jurisdiction, year),
    law: pinOfficeLaw(library, { jurisdiction, on: dueOn, keys: PLAN_KEYS }),
  };
}

/** The lines of a year that the packs of a jurisdiction give, which count as accepted. */
export function linesOfPacks(library: PolicyLibrary, jurisdiction: string, year: number): readonly PlanLine[] {
  return planLines(library, jurisdiction).filter(({ planLine }) => planLine.startsWith(`${jurisdiction}/${year}/`));
}

function organsAtOpening(library: PolicyLibrary, jurisdiction: string, year: number): readonly PlanOfOrgan[] {
  const owing = annexOf(library, jurisdiction, year)?.rows.map(({ organ }) => organ) ?? [];
  const given = linesOfPacks(library, jurisdiction, year).flatMap(({ planLine }) => organOfPlanLine(planLine) ?? []);
  const organs: readonly OrganCode[] = [...new Set([...owing, ...given])];
  return organs.map((organ) => ({
    ...NOTHING_FILED,
    organ,
    required: owing.includes(organ),
    inForce: given.includes(organ) ? 1 : 0,
  }));
}

/** The end of the due day and of the closing day; neither is moved by a day off. */
export function planInstants({ dueOn, closesOn }: { readonly dueOn: IsoDate; readonly closesOn: IsoDate }) {
  return { dueAtMs: endOfDayMs(dueOn), closesAtMs: endOfDayMs(closesOn) };
}

/**
 * The task of an organ that owes its plan is due with the plan: reminded at half of its days, and told to the operators
 * the day after. What is owed after the due day has the days of the bureau's review.
 */
export function withPlanDays(task: PlanTask, { dueOn, today }: { readonly dueOn: IsoDate; readonly today: IsoDate }) {
  if (task.kind !== 'planSubmission') {
    return task;
  }
  if (today > dueOn) {
    return { ...task, daysKey: 'plan.review.days' };
  }
  return { ...task, fixedDays: fixedDaysUntil(dueOn, today) };
}
