import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { addDays, lastDayOfMonths } from '../../../domain/calendar.ts';
import {
  firstUnclaimedDay,
  hoursOfSpan,
  instalmentsOf,
  judgeClassClaim,
  mayBeClaimed,
  nextInstalment,
  spanOf,
  trainingYearsOf,
  wantsAssessment,
  type ClassDays,
} from '../../../domain/filing/instalments.ts';
import type { FilingState } from '../../../domain/filing/filing-course.ts';
import { day } from '../../support/policy-library.ts';

const apprenticeship = (opensOn: string, endsOn: string): ClassDays => {
  const days = { opensOn: day(opensOn), endsOn: day(endsOn) };
  return { ...days, trainingYears: trainingYearsOf(days) };
};
const TWO_YEARS = apprenticeship('2025-03-01', '2027-02-28');
const EIGHTEEN_MONTHS = apprenticeship('2025-03-01', '2026-08-31');
const WELDERS: ClassDays = { opensOn: day('2025-05-26'), endsOn: day('2025-06-10'), trainingYears: null };

const claimOf = (state: FilingState, hasOpenAdvance = false) =>
  judgeClassClaim({ ...WELDERS, state }, spanOf(WELDERS, 1), hasOpenAdvance);

const numbersOn = (filing: ClassDays, on: string) => instalmentsOf(filing, day(on)).map(({ number }) => number);

describe('training years', () => {
  it('L7, C05: count with the months after the last full year as one more', () => {
    expect(TWO_YEARS.trainingYears).toBe(2);
    expect(apprenticeship('2025-03-01', '2027-02-27').trainingYears).toBe(2);
    expect(EIGHTEEN_MONTHS.trainingYears).toBe(2);
    expect(apprenticeship('2025-03-01', '2026-02-28').trainingYears).toBe(1);
    expect(apprenticeship('2025-03-01', '2026-03-27').trainingYears).toBe(1);
    expect(apprenticeship('2025-03-01', '2026-03-31').trainingYears).toBe(2);
    expect(apprenticeship('2025-07-01', '2025-12-31').trainingYears).toBe(1);
    // L19
    expect(apprenticeship('2024-02-29', '2025-02-28').trainingYears).toBe(1);
    expect(apprenticeship('2024-02-29', '2025-03-30').trainingYears).toBe(1);
    expect(apprenticeship('2024-02-29', '2025-03-31').trainingYears).toBe(2);
  });

  it('may be claimed from the day on which they are complete, while the class goes on (C05)', () => {
    expect(numbersOn(TWO_YEARS, '2026-02-27')).toEqual([]);
    expect(numbersOn(TWO_YEARS, '2026-02-28')).toEqual([1]);
    expect(numbersOn(TWO_YEARS, '2027-02-27')).toEqual([1]);
    expect(numbersOn(TWO_YEARS, '2027-02-28')).toEqual([1, 2]);
    expect(numbersOn(EIGHTEEN_MONTHS, '2026-08-30')).toEqual([1]);
    expect(numbersOn(EIGHTEEN_MONTHS, '2026-08-31')).toEqual([1, 2]);
    expect(instalmentsOf(EIGHTEEN_MONTHS, day('2026-08-31'))[1]).toEqual({
      number: 2,
      startsOn: '2026-03-01',
      endsOn: '2026-08-31',
      isLast: true,
    });
    expect(instalmentsOf(TWO_YEARS, day('2027-03-01'))).toEqual([
      { number: 1, startsOn: '2025-03-01', endsOn: '2026-02-28', isLast: false },
      { number: 2, startsOn: '2026-03-01', endsOn: '2027-02-28', isLast: true },
    ]);
  });

  it('are claimed in their order, each once', () => {
    expect(nextInstalment(TWO_YEARS, day('2026-03-05'), [])?.number).toBe(1);
    expect(nextInstalment(TWO_YEARS, day('2026-03-05'), [1])).toBeNull();
    expect(nextInstalment(TWO_YEARS, day('2027-03-05'), [1])?.number).toBe(2);
    expect(nextInstalment(TWO_YEARS, day('2027-03-05'), [1, 2])).toBeNull();
  });

  it('want the assessment with the last of them, a part of a year too (R-038, R-070)', () => {
    const [first, second] = [spanOf(TWO_YEARS, 1), spanOf(TWO_YEARS, 2)];
    expect([wantsAssessment(TWO_YEARS, first), wantsAssessment(TWO_YEARS, second)]).toEqual([false, true]);
    expect(wantsAssessment(EIGHTEEN_MONTHS, spanOf(EIGHTEEN_MONTHS, 1))).toBe(false);
    expect(wantsAssessment(EIGHTEEN_MONTHS, spanOf(EIGHTEEN_MONTHS, 2))).toBe(true);
    expect(mayBeClaimed({ ...TWO_YEARS, state: 'open' }, first)).toBe(true);
    expect(mayBeClaimed({ ...TWO_YEARS, state: 'ended' }, second)).toBe(false);
    expect(mayBeClaimed({ ...TWO_YEARS, state: 'claimed' }, second)).toBe(true);
    expect(mayBeClaimed({ ...TWO_YEARS, state: 'accepted' }, first)).toBe(false);
    expect(mayBeClaimed({ ...TWO_YEARS, state: 'expired' }, first)).toBe(false);
  });

  it('share the hours by months, and leave the days behind them open', () => {
    expect(hoursOfSpan({ ...TWO_YEARS, classHours: 1_200 }, spanOf(TWO_YEARS, 2))).toBe(600);
    expect(hoursOfSpan({ ...EIGHTEEN_MONTHS, classHours: 900 }, spanOf(EIGHTEEN_MONTHS, 1))).toBe(600);
    expect(hoursOfSpan({ ...EIGHTEEN_MONTHS, classHours: 900 }, spanOf(EIGHTEEN_MONTHS, 2))).toBe(300);
    expect(firstUnclaimedDay(TWO_YEARS, 1)).toBe('2026-03-01');
  });

  test.prop([fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 24 })])(
    'lie end to end inside the class',
    (offset, months) => {
      const opensOn = addDays(day('2024-01-01'), offset);
      const filing = apprenticeship(opensOn, lastDayOfMonths(opensOn, months));
      const spans = instalmentsOf(filing, filing.endsOn);
      expect(spans.length).toBe(months > 12 ? 2 : 1);
      expect(spans[0]?.startsOn).toBe(opensOn);
      for (const span of spans) {
        expect(span.endsOn <= filing.endsOn).toBe(true);
      }
    },
  );
});

describe('any other class', () => {
  it('is one claim of all its days and hours, once it is assessed (R-038)', () => {
    const span = { number: 1, startsOn: '2025-05-26', endsOn: '2025-06-10', isLast: true };
    expect(instalmentsOf(WELDERS, day('2025-06-01'))).toEqual([span]);
    expect(nextInstalment(WELDERS, day('2025-06-20'), [1])).toBeNull();
    expect(hoursOfSpan({ ...WELDERS, classHours: 80 }, spanOf(WELDERS, 1))).toBe(80);
    expect(mayBeClaimed({ ...WELDERS, state: 'ended' }, spanOf(WELDERS, 1))).toBe(false);
    expect(mayBeClaimed({ ...WELDERS, state: 'assessed' }, spanOf(WELDERS, 1))).toBe(true);
    expect(() => spanOf(WELDERS, 2)).toThrow(RangeError);
  });

  it('R-073: is claimed once it is assessed, before it expires, and after its advance has ended', () => {
    expect(claimOf('assessed')).toMatchObject({ ok: true });
    expect(claimOf('assessed', true)).toEqual({ ok: false, reason: 'ADVANCE_OPEN' });
    expect(claimOf('ended', true)).toEqual({ ok: false, reason: 'WRONG_STATE' });
    expect(claimOf('expired')).toEqual({ ok: false, reason: 'CLAIM_WINDOW_CLOSED' });
  });
});
