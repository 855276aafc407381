import { dayAt, endOfDayMs, type WorkingCalendar } from '../calendar.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import { computeDeadline, deadlineRule } from '../task/deadlines.ts';
import type { GrantState } from './grant-state.ts';

/** The parameter with the days after which a state ends by itself. */
const ENDS_AFTER: Readonly<Partial<Record<GrantState, string>>> = {
  returnedToApplicant: 'return.days',
  agreement: 'grant.agreementDays',
};

/** When a state that begins at an instant ends by itself: the last day, 24:00; null for one that waits for people alone. */
export function grantTimerAtMs(
  state: GrantState,
  atMs: number,
  { snapshot, calendar }: { readonly snapshot: PolicySnapshot; readonly calendar: WorkingCalendar },
): number | null {
  const key = ENDS_AFTER[state];
  return key === undefined
    ? null
    : endOfDayMs(computeDeadline(deadlineRule(snapshot, key, dayAt(atMs)), calendar).dueOn);
}
