import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../../domain/calendar.ts';
import { parseFen } from '../../../domain/money.ts';
import { advanceOfExpectedFen, advanceShareOf, expectedFen, judgeAdvance } from '../../../domain/recovery/advance.ts';
import {
  apprenticeshipInstalments,
  apprenticeshipLengthRefusal,
  judgeStudentApprentice,
  otherTrainingRefusal,
  type StudentFacts,
} from '../../../domain/line/apprenticeship.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

const LIMITS = { minMonths: 12, maxMonths: 24 };
const fen = parseFen;
const lasting = (months: number, days = 0) => {
  const startsOn = day('2025-09-01');
  return apprenticeshipLengthRefusal({ startsOn, endsOn: addDays(addMonths(startsOn, months), days - 1) }, LIMITS);
};

const leapSpan = (endsOn: string) => ({ startsOn: day('2024-02-29'), endsOn: day(endsOn) });

describe('the length of an apprenticeship', () => {
  it.each([
    [11, 'APPRENTICESHIP_LENGTH'],
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
    expect(apprenticeshipLengthRefusal(leapSpan('2025-02-28'), LIMITS)).toBeUndefined();
    expect(apprenticeshipLengthRefusal(leapSpan('2025-02-27'), LIMITS)).toBeDefined();
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

const reason = (change: Partial<StudentFacts>) => {
  const verdict = ask(change);
  return verdict.ok ? undefined : verdict.reason.code;
};

describe('a student apprentice', () => {
  it('R-045: counts training from the internship of six months and money from the contract', () => {
    expect(ask({})).toEqual({ ok: true, value: { trainingFrom: '2025-09-01', subsidisedFrom: '2026-07-01' } });
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
    const times = { trainingFrom: day('2025-09-01'), subsidisedFrom: day('2026-07-01'), endsOn: day('2027-08-31') };
    expect(apprenticeshipInstalments(times, fen(500_000), day('2027-08-31'))).toEqual([
      { startsOn: '2025-09-01', endsOn: '2026-08-31', months: 2, amountFen: 83_333 },
      { startsOn: '2026-09-01', endsOn: '2027-08-31', months: 12, amountFen: 500_000 },
    ]);
  });
});

describe('the instalments', () => {
  const times = { trainingFrom: day('2024-03-01'), subsidisedFrom: day('2024-03-01'), endsOn: day('2026-02-28') };
  const due = (on: string) => apprenticeshipInstalments(times, fen(500_000), day(on));

  it('C05: one for each training year that is over, from its last day on', () => {
    expect(due('2025-02-27')).toEqual([]);
    expect(due('2025-02-28').map((one) => one.amountFen)).toEqual([500_000]);
    expect(due('2026-02-28')).toHaveLength(2);
    expect(due('2030-01-01')).toHaveLength(2);
  });

  it('C05: a year that the apprenticeship does not fill earns none', () => {
    const short = { ...times, endsOn: day('2026-02-27') };
    expect(apprenticeshipInstalments(short, fen(500_000), day('2030-01-01'))).toHaveLength(1);
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

const share = (route: string) => advanceShareOf(routeSnapshot(route));

describe('the advance of an apprenticeship', () => {
  it('R-075: ten apprentices of 5,000.00 get 25,000.00 at most, and not one fen more', () => {
    const expected = expectedFen({ heads: 10, classHours: 400 }, { kind: 'perYear', value: fen(500_000) });
    const max = advanceOfExpectedFen(expected, share('NEW_APPRENTICESHIP'));
    expect([expected, max]).toEqual([5_000_000, 2_500_000]);
    expect(judgeAdvance(fen(2_500_000), max).ok).toBe(true);
    expect(judgeAdvance(fen(2_500_001), max)).toMatchObject({ reason: 'ADVANCE_TOO_HIGH' });
  });

  it('R-075: a route without a share of its own has the general one', () => {
    expect([share('ENTERPRISE_TRAINING'), share('NEW_APPRENTICESHIP')]).toEqual([6000, 5000]);
  });
});
