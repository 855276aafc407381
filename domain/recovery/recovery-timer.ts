import { endOfDayMs, startOfDayMs, type IsoDate } from '../calendar.ts';
import { unreachable } from '../verdict.ts';
import type { RecoveryCourse, RecoveryTimer } from './recovery-course.ts';

/** What a recovery waits for by time, and the instant in ms; null where it waits for people alone. */
export function recoveryTimer(course: RecoveryCourse): { readonly timer: RecoveryTimer; readonly atMs: number } | null {
  switch (course.state) {
    case 'noticed':
      return course.payBy === null ? null : { timer: 'payTerm', atMs: endOfDayMs(course.payBy) };
    case 'due':
      return course.nextDunningOn === null ? null : { timer: 'dunning', atMs: startOfDayMs(course.nextDunningOn) };
    case 'instalments': {
      const dueOn = nextInstalmentOn(course);
      return dueOn === null ? null : { timer: 'instalment', atMs: endOfDayMs(dueOn) };
    }
    case 'found':
    case 'approved':
    case 'appealed':
    case 'recovered':
    case 'annulled':
    case 'writtenOff':
      return null;
    default:
      return unreachable(course.state);
  }
}

/** The first date whose sum has not come back since the plan began. */
export function nextInstalmentOn({
  instalments,
  beforePlanFen,
  recoveredFen,
}: Pick<RecoveryCourse, 'instalments' | 'beforePlanFen' | 'recoveredFen'>): IsoDate | null {
  let sumFen = 0;
  for (const { dueOn, amountFen } of instalments) {
    sumFen += amountFen;
    if (recoveredFen - beforePlanFen < sumFen) {
      return dueOn;
    }
  }
  return null;
}

/** The instalments as they stand: what came back pays the earliest first. */
export function instalmentStates(
  course: Pick<RecoveryCourse, 'instalments' | 'beforePlanFen' | 'recoveredFen'>,
): readonly { readonly dueOn: IsoDate; readonly amountFen: number; readonly paidFen: number }[] {
  let leftFen = course.recoveredFen - course.beforePlanFen;
  return course.instalments.map(({ dueOn, amountFen }) => {
    const paidFen = Math.max(0, Math.min(amountFen, leftFen));
    leftFen -= paidFen;
    return { dueOn, amountFen, paidFen };
  });
}
