import type { IsoDate } from '../calendar.ts';
import { letterLaw, type LetterLaw, type LetterSubject } from '../recovery/recovery-letter.ts';
import { RECOVERY_KEYS } from '../recovery/recovery-tasks.ts';
import { officeDays, pinOfficeLaw } from './office-law.ts';
import type { PolicyLibrary } from './policy-pack.ts';
import { snapshotPolicy, type PinnedLaw, type PolicySnapshot } from './policy-snapshot.ts';
import type { RouteQuestion } from './resolve-route.ts';

/** The law of a route on any day; null where the route is closed then. */
export function lawOnDay(library: PolicyLibrary): (asked: RouteQuestion) => PolicySnapshot | null {
  return (asked) => {
    const pinned = snapshotPolicy(library, asked);
    return pinned.ok ? pinned.value : null;
  };
}

/** What holds for every recovery of a jurisdiction on a day: its days, the days of its tasks, and its letters. */
export interface RecoveryLaw {
  readonly payDays: number;
  readonly appealDays: number;
  readonly reminderDays: number;
  readonly ofTasks: PinnedLaw;
  /** What a letter of the day says of it. */
  readonly ofLetter: (of: Pick<LetterSubject, 'cause' | 'fund'>) => LetterLaw;
}

/** @throws PolicyParameterMissing */
export function recoveryLawOnDay(library: PolicyLibrary): (jurisdiction: string, on: IsoDate) => RecoveryLaw {
  return (jurisdiction, on) => {
    const days = (key: string) => officeDays(library, { jurisdiction, on, key });
    return {
      payDays: days('recovery.payDays'),
      appealDays: days('appeal.days'),
      reminderDays: days('recovery.reminderDays'),
      ofTasks: pinOfficeLaw(library, { jurisdiction, on, keys: RECOVERY_KEYS }),
      ofLetter: (of) => letterLaw(library, { ...of, jurisdiction, on }),
    };
  };
}
