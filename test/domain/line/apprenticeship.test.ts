import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../../domain/calendar.ts';
import { parseFen } from '../../../domain/money.ts';
import { advanceOfExpectedFen, advanceShareOf, expectedFen, judgeAdvance } from '../../../domain/recovery/advance.ts';
import {
  apprenticeshipLengthRefusal,
  instalmentOf,
  judgeStudentApprentice,
  otherTrainingRefusal,
  trainingLengthRefusal,
  type Span,
  type StudentFacts,
} from '../../../domain/line/apprenticeship.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

const LIMITS = { minMonths: 12, maxMonths: 24 };
const fen = parseFen;
const lasting = (months: number, days = 0) => {
  const startsOn = day('2025-09-01');
  const span = { startsOn, endsOn: addDays(addMonths(startsOn, months), days - 1) };
  return apprenticeshipLengthRefusal(span, LIMITS) ?? trainingLengthRefusal(span, null, LIMITS);
};

const span = (startsOn: string, endsOn: string) => ({ startsOn: day(startsOn), endsOn: day(endsOn) });
const HALF_YEAR = span('2025-09-01', '2026-02-28');
const lengthAfter = (internship: Span | null, startsOn: string, endsOn: string) =>
  trainingLengthRefusal(span(startsOn, endsOn), internship, LIMITS);

describe('the length of an apprenticeship', () => {
  it.each([
    [11, 'TRAINING_TOO_SHORT'],
    [12, undefined],
    [24, undefined],
    [25, 'APPRENTICESHIP_LENGTH'],
  ])('R-044: %d months give %s', (months, code) => {
    expect(lasting(months)?.code).toBe(code);
  });

  it('R-044: one day short of a year and one day over two years are refused', () => {
    expect(lasting(12, -1)?.rule).toBe('R-044');
    expect(lasting(24, 1)?.detail.en).toContain('12 to 24 months');
  });

  it('L19, R-044: a year that begins on 29 February ends on 28 February', () => {
    expect(lengthAfter(null, '2024-02-29', '2025-02-28')).toBeUndefined();
    expect(lengthAfter(null, '2024-02-29', '2025-02-27')).toBeDefined();
  });

  it('L7: an internship of half a year makes a class of half a year a complete one, with a gap between them', () => {
    expect(lengthAfter(HALF_YEAR, '2026-07-01', '2026-12-31')).toBeUndefined();
    expect(lengthAfter(HALF_YEAR, '2026-07-01', '2026-12-30')).toMatchObject({ code: 'TRAINING_TOO_SHORT' });
    expect(lengthAfter(null, '2026-07-01', '2026-12-31')).toMatchObject({
      code: 'TRAINING_TOO_SHORT',
      detail: { en: expect.stringContaining('with 0 months of internship') },
    });
  });

  it('L7: days of an internship inside the class count once', () => {
    expect(lengthAfter(HALF_YEAR, '2025-09-01', '2026-02-28')).toMatchObject({ code: 'TRAINING_TOO_SHORT' });
    expect(lengthAfter(HALF_YEAR, '2025-11-01', '2026-08-31')).toBeUndefined();
    expect(lengthAfter(HALF_YEAR, '2025-11-01', '2026-07-31')).toMatchObject({ code: 'TRAINING_TOO_SHORT' });
  });

  it('L7: an internship before a class of two years makes it no longer than two years', () => {
    expect(apprenticeshipLengthRefusal(span('2026-07-01', '2028-06-30'), LIMITS)).toBeUndefined();
    expect(lengthAfter(HALF_YEAR, '2026-07-01', '2028-06-30')).toBeUndefined();
  });
});

const STUDENT: StudentFacts = {
  internship: { startsOn: day('2025-09-01'), endsOn: day('2026-02-28'), employer: '厂' },
  graduatesOn: day('2026-06-30'),
  contract: { startsOn: day('2026-07-01'), endsOn: day('2027-06-30'), employer: '厂' },
};
const until = (endsOn: string | null) => ({
  contract: { ...STUDENT.contract, endsOn: endsOn === null ? null : day(endsOn) },
});
const internship = (startsOn: string, endsOn: string) => ({
  internship: { startsOn: day(startsOn), endsOn: day(endsOn), employer: '厂' },
});

const ask = (change: Partial<StudentFacts>) =>
  judgeStudentApprentice({ ...STUDENT, ...change }, { minInternshipMonths: 6, minContractMonths: 12 });

const paid = (year: Span, from: string) => instalmentOf(year, day(from), fen(500_000));

const reason = (change: Partial<StudentFacts>) => {
  const verdict = ask(change);
  return verdict.ok ? undefined : verdict.reason.code;
};

describe('a student apprentice', () => {
  it('R-045: counts the internship of six months as training and money from the contract', () => {
    expect(ask({})).toEqual({ ok: true, value: { internship: HALF_YEAR, subsidisedFrom: '2026-07-01' } });
  });

  it('R-045: a contract of eleven months, or a day short of a year, earns nothing under this clause; an open one does', () => {
    expect(reason(until('2027-05-31'))).toBe('APPRENTICE_CONTRACT_TOO_SHORT');
    expect(reason(until('2027-06-29'))).toBe('APPRENTICE_CONTRACT_TOO_SHORT');
    expect(reason(until(null))).toBeUndefined();
  });

  it('R-045: the internship lasts half a year to the day, and reaches into the graduation year', () => {
    expect(reason(internship('2025-09-01', '2026-02-27'))).toBe('INTERNSHIP_TOO_SHORT');
    expect(reason(internship('2025-06-01', '2025-12-31'))).toBe('NOT_A_GRADUATION_YEAR_INTERN');
    expect(reason(internship('2025-07-01', '2026-01-01'))).toBeUndefined();
  });

  it('R-045: the contract is with the enterprise of the internship and not before graduation', () => {
    expect(reason({ contract: { ...STUDENT.contract, employer: '别的厂' } })).toBe('OTHER_EMPLOYER_AFTER_INTERNSHIP');
    expect(reason({ contract: { ...STUDENT.contract, startsOn: day('2026-06-29') } })).toBe(
      'CONTRACT_BEFORE_GRADUATION',
    );
    expect(reason({ contract: { ...STUDENT.contract, startsOn: day('2026-06-30') } })).toBeUndefined();
  });

  it('R-045: of the first training year only the months from the contract on are given, the second one whole', () => {
    expect([
      paid(span('2025-09-01', '2026-08-31'), '2026-07-01'),
      paid(span('2026-09-01', '2027-08-31'), '2026-07-01'),
    ]).toEqual([
      { startsOn: '2025-09-01', endsOn: '2026-08-31', months: 2, amountFen: 83_333 },
      { startsOn: '2026-09-01', endsOn: '2027-08-31', months: 12, amountFen: 500_000 },
    ]);
  });
});

describe('the instalments', () => {
  it('C05: a year is paid whole from its opening, a part of a year by its months', () => {
    expect(paid(span('2024-03-01', '2025-02-28'), '2024-03-01')).toMatchObject({ months: 12, amountFen: 500_000 });
    expect(paid(span('2025-03-01', '2025-08-31'), '2024-03-01')).toMatchObject({ months: 6, amountFen: 250_000 });
  });

  it('L7: who was hired within the last month of a year gets nothing for it', () => {
    expect(paid(span('2025-07-01', '2026-06-30'), '2026-06-01')).toMatchObject({ months: 1, amountFen: 41_667 });
    expect(paid(span('2025-07-01', '2026-06-30'), '2026-06-02')).toBeUndefined();
    expect(paid(span('2025-07-01', '2026-06-30'), '2027-01-01')).toBeUndefined();
  });

  it('C05: no other training of the same occupation meanwhile', () => {
    const welder = { startsOn: day('2025-09-01'), endsOn: day('2026-08-31'), occupation: '焊工' };
    const other = (on: string, occupation = '焊工') =>
      otherTrainingRefusal([welder], { occupation, on: day(on) })?.code;
    expect([other('2025-08-31'), other('2025-09-01'), other('2026-08-31'), other('2026-09-01')]).toEqual([
      undefined,
      'APPRENTICE_ALREADY',
      'APPRENTICE_ALREADY',
      undefined,
    ]);
    expect(other('2026-01-01', '电工')).toBeUndefined();
  });
});

const expectedOf = (months: number) =>
  expectedFen({ heads: 10, classHours: 400, months, shares: null }, { kind: 'perYear', value: fen(500_000) });
const share = (route: string) => advanceShareOf(routeSnapshot(route));

describe('the advance of an apprenticeship', () => {
  it('R-075: ten apprentices of 5,000.00 get 25,000.00 at most, and not one fen more', () => {
    const expected = expectedOf(12);
    const max = advanceOfExpectedFen(expected, share('NEW_APPRENTICESHIP'));
    expect([expected, max]).toEqual([5_000_000, 2_500_000]);
    expect(judgeAdvance(fen(2_500_000), max).ok).toBe(true);
    expect(judgeAdvance(fen(2_500_001), max)).toMatchObject({ reason: 'ADVANCE_TOO_HIGH' });
  });

  it('L7: of an apprenticeship of half a year is a share of half the yearly standard, of two years of one', () => {
    expect([expectedOf(6), expectedOf(24)]).toEqual([2_500_000, 5_000_000]);
    expect(advanceOfExpectedFen(expectedOf(6), share('NEW_APPRENTICESHIP'))).toBe(1_250_000);
  });

  it('R-075: a route without a share of its own has the general one', () => {
    expect([share('ENTERPRISE_TRAINING'), share('NEW_APPRENTICESHIP')]).toEqual([6000, 5000]);
  });
});
