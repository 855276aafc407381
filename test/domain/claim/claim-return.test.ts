import { describe, expect, it } from 'vitest';
import { endOfDayMs } from '../../../domain/calendar.ts';
import { recomputeReturn, returnDueOn, returnRule, type ReturnPeriod } from '../../../domain/claim/claim-return.ts';
import { judgeClaimAct, moveClaim } from '../../../domain/claim/claim-moves.ts';
import { CALENDAR, day, practiceSnapshot } from '../../support/policy-library.ts';
import { aCourse, aPlan, messageOf, refusalOf } from '../../support/claim-courses.ts';

const WORKING = { startsOn: day('2025-06-20'), days: 15, unit: 'workingDays' } as const;
const CHANGED = { ...CALENDAR, version: 'changed', holidays: [...CALENDAR.holidays, day('2025-07-01')] };

/** As it is written when the claim is returned; `heldDays` is what a released hold gave. */
function periodOf(rule: ReturnPeriod['rule'], heldDays = 0): ReturnPeriod {
  const dueOn = returnDueOn(rule, CALENDAR);
  return { rule, dueOn, endsAtMs: endOfDayMs(dueOn) + heldDays * 86_400_000 };
}

describe('the days to resubmit a returned claim', () => {
  it('R-103 are thirty calendar days after the day of the return, as our default says', () => {
    const rule = returnRule(practiceSnapshot(), day('2025-06-20'));
    expect(rule).toEqual({ startsOn: '2025-06-20', days: 30, unit: 'calendarDays' });
    expect(returnDueOn(rule, CALENDAR)).toBe('2025-07-20');
  });

  it('R-103 are counted in working days where the pack says so', () => {
    expect(returnDueOn(WORKING, CALENDAR)).toBe('2025-07-11');
  });

  it('follow a changed holiday calendar when they are working days (D8)', () => {
    const moved = recomputeReturn(periodOf(WORKING), CHANGED, day('2025-06-25'));
    expect(moved).toMatchObject({ dueOn: '2025-07-14', endsAtMs: endOfDayMs(day('2025-07-14')) });
    expect(recomputeReturn(moved, CALENDAR, day('2025-06-25'))).toEqual(periodOf(WORKING));
  });

  it('stay when they are calendar days or months, whatever the calendar', () => {
    for (const unit of ['calendarDays', 'months'] as const) {
      const period = periodOf({ ...WORKING, days: 1, unit });
      expect(recomputeReturn(period, CHANGED, day('2025-06-21'))).toEqual(period);
    }
  });

  it('keep the days that a released hold gave on top (R-103)', () => {
    const moved = recomputeReturn(periodOf(WORKING, 4), CHANGED, day('2025-06-25'));
    expect(moved).toMatchObject({ dueOn: '2025-07-14', endsAtMs: endOfDayMs(day('2025-07-18')) });
  });

  it('end no earlier than today when a calendar takes days away, and not later than they would have', () => {
    const longer = recomputeReturn(periodOf(WORKING), CHANGED, day('2025-06-25'));
    const late = recomputeReturn(longer, CALENDAR, day('2025-07-13'));
    expect(late.endsAtMs).toBe(endOfDayMs(day('2025-07-13')));
    const over = recomputeReturn(longer, CALENDAR, day('2025-08-01'));
    expect(over.endsAtMs).toBe(longer.endsAtMs);
  });
});

describe('a claim whose days to resubmit are computed again (D8)', () => {
  const returned = aCourse({
    state: 'returnedToApplicant',
    stageIndex: 0,
    revision: 4,
    timer: { kind: 'resubmission', atMs: endOfDayMs(day('2025-07-11')) },
  });
  const rearm = { kind: 'rearm', endsAtMs: endOfDayMs(day('2025-07-14')) } as const;
  const facts = { linesLeft: 1, amountFen: 1, waitEndsAtMs: rearm.endsAtMs, waitsForRegister: false };

  it('waits until the new end, and nothing else of it moves', () => {
    const moved = moveClaim(returned, messageOf(returned, rearm), facts, aPlan());
    expect(moved).toEqual({
      ...returned,
      revision: 5,
      lastActId: 'act_5',
      linesApproved: 1,
      timer: { kind: 'resubmission', atMs: rearm.endsAtMs },
    });
  });

  it('takes it while it is held, too', () => {
    expect(refusalOf({ ...returned, holds: 1 }, rearm, aPlan())).toBeNull();
  });

  it('refuses what was computed for another revision', () => {
    const stale = messageOf({ ...returned, revision: 3 }, rearm);
    expect(refusalOf(returned, rearm, aPlan())).toBeNull();
    expect(judged(stale)).toBe('STALE');
  });

  it('refuses it while it waits for evidence: that window is one of facts (R-011, R-082)', () => {
    const waiting = { ...returned, state: 'postCheck', timer: { kind: 'evidence', atMs: 1 } } as const;
    expect(refusalOf(waiting, rearm, aPlan())).toBe('WRONG_STATE');
  });

  function judged(message: ReturnType<typeof messageOf>): string | null {
    const verdict = judgeClaimAct(returned, message, aPlan());
    return verdict.ok ? null : verdict.reason;
  }
});
