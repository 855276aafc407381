import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/calendar.ts';
import { parseFen } from '../../../domain/money.ts';
import { appraisalRefusal } from '../../../domain/line/appraisal.ts';
import { moduleRefusal } from '../../../domain/line/entrepreneurship-modules.ts';
import {
  allowanceFen,
  allowanceRefusal,
  type AllowanceParameters,
  type AttendedDay,
} from '../../../domain/line/living-allowance.ts';
import { lowerLevelRefusal } from '../../../domain/line/lower-level.ts';
import {
  graduationYearRefusal,
  trialOnceRefusals,
  type TrialFacts,
} from '../../../domain/line/trial-entrepreneurship.ts';
import { day } from '../../support/policy-library.ts';

const NARROW: AllowanceParameters = {
  groups: [
    'REGISTERED_POOR_WORKER',
    'EMPLOYMENT_DIFFICULTY',
    'ZERO_EMPLOYMENT_FAMILY_MEMBER',
    'TWO_AFTER_RURAL',
    'URBAN_LOW_INCOME_MEMBER',
  ],
  twoAfterGroups: ['TWO_AFTER_STUDENT', 'TWO_AFTER_RURAL'],
  isUrbanOnlyTwoAfter: true,
};

const refusal = (categories: readonly string[], parameters = NARROW, hasTrainingLine = true) =>
  allowanceRefusal({ categories, hasTrainingLine }, parameters)?.code;

const on = (text: string, hours = 6, isOnline = false): AttendedDay => ({ day: day(text), hours, isOnline });

describe('the living allowance', () => {
  it('R-055: the rural two-after student gets it, the urban one and the laid-off worker do not', () => {
    expect(refusal(['TWO_AFTER_RURAL'])).toBeUndefined();
    expect(refusal(['TWO_AFTER_STUDENT'])).toBe('NOT_ALLOWANCE_GROUP');
    expect(refusal(['LAID_OFF_UNEMPLOYED'])).toBe('NOT_ALLOWANCE_GROUP');
    expect(refusal(['LAID_OFF_UNEMPLOYED', 'EMPLOYMENT_DIFFICULTY'])).toBeUndefined();
    expect(refusal([])).toBe('NOT_ALLOWANCE_GROUP');
  });

  it('R-055: an urban low-income adult has it only under the wide reading of T-09', () => {
    const wide = { ...NARROW, isUrbanOnlyTwoAfter: false };
    expect(refusal(['URBAN_LOW_INCOME_MEMBER'])).toBe('NOT_ALLOWANCE_GROUP');
    expect(refusal(['URBAN_LOW_INCOME_MEMBER'], wide)).toBeUndefined();
    expect(refusal(['URBAN_LOW_INCOME_MEMBER', 'TWO_AFTER_STUDENT'])).toBeUndefined();
  });

  it('R-055: never without a training line', () => {
    expect(refusal(['TWO_AFTER_RURAL'], NARROW, false)).toBe('NO_TRAINING_LINE');
  });

  const RATE = { dailyRateFen: parseFen(2_500), maxDays: 180, countsOnline: false };
  const CLASS = { opensOn: day('2025-05-26'), endsOn: day('2025-06-10') };

  it('R-086: ten attended days of twelve at 25.00 are 250.00', () => {
    const twelve = Array.from({ length: 12 }, (_one, index) => on(addDays(CLASS.opensOn, index), index < 10 ? 6 : 0));
    expect(allowanceFen(twelve, CLASS, RATE)).toEqual({ days: 10, amountFen: 25_000 });
  });

  it('R-086: days outside the class, twice the same day and online days do not count; the ends of the class do', () => {
    const attended = [on('2025-05-25'), on('2025-05-26'), on('2025-05-26'), on('2025-06-10'), on('2025-06-11')];
    expect(allowanceFen(attended, CLASS, RATE).days).toBe(2);
    const online = [on('2025-05-27', 6, true), on('2025-05-28', 3, true), on('2025-05-28', 3)];
    expect(allowanceFen(online, CLASS, RATE).days).toBe(1);
    expect(allowanceFen(online, CLASS, { ...RATE, countsOnline: true }).days).toBe(2);
  });

  it('R-086: never more days than the cap, and nothing at a rate of zero', () => {
    const three = [on('2025-05-26'), on('2025-05-27'), on('2025-05-28')];
    expect(allowanceFen(three, CLASS, { ...RATE, maxDays: 3 }).days).toBe(3);
    expect(allowanceFen(three, CLASS, { ...RATE, maxDays: 2 })).toEqual({ days: 2, amountFen: 5_000 });
    expect(allowanceFen(three, CLASS, { ...RATE, dailyRateFen: parseFen(0) }).amountFen).toBe(0);
  });
});

describe('trial entrepreneurship', () => {
  const good: TrialFacts = {
    claimedOn: day('2026-03-01'),
    graduatesOn: day('2026-06-30'),
    earlier: 0,
    isCourseClaimed: false,
  };
  const codes = (change: Partial<TrialFacts>) => {
    const facts = { ...good, ...change };
    const refusals = [...trialOnceRefusals(facts, 1), graduationYearRefusal(facts)];
    return refusals.filter((one) => one !== undefined).map((one) => one.code);
  };

  it('R-059: the first claim stands, a second one of a life is refused, at another school too', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ earlier: 1 })).toEqual(['TRIAL_ALREADY_PAID']);
    expect(trialOnceRefusals({ ...good, earlier: 1 }, 2)).toEqual([]);
  });

  it('R-059: not beside entrepreneurship training for the same course', () => {
    expect(codes({ isCourseClaimed: true })).toEqual(['COURSE_CLAIMED_OTHERWISE']);
  });

  it.each([
    ['2025-12-31', ['NOT_GRADUATION_YEAR']],
    ['2026-01-01', []],
    ['2026-12-31', []],
    ['2027-01-01', ['NOT_GRADUATION_YEAR']],
  ])('R-060: who graduates in June 2026 and claims on %s meets %j', (claimedOn, expected) => {
    expect(codes({ claimedOn: day(claimedOn) })).toEqual(expected);
  });
});

const ask = (level: 'LEVEL_5' | 'LEVEL_3' | 'LEVEL_1' | 'NONE', earlier: string, occupation = '电工') =>
  lowerLevelRefusal({ occupation: '电工', level }, [{ occupation, level: earlier }], true)?.code;

describe('what comes once', () => {
  it('C07: each module of entrepreneurship training once per life, another module again', () => {
    expect(moduleRefusal('SYB', [])).toBeUndefined();
    expect(moduleRefusal('SYB', ['GYB'])).toBeUndefined();
    expect(moduleRefusal('SYB', ['GYB', 'SYB'])).toMatchObject({ code: 'MODULE_REPEATED', rule: 'C07' });
  });

  it('R-065: a second appraisal of welder level 5 is refused, of level 4 or of a cook not', () => {
    const earlier = [{ occupation: '焊工', level: 'LEVEL_5' }];
    expect(appraisalRefusal({ occupation: '焊工', level: 'LEVEL_5' }, earlier)?.rule).toBe('R-065');
    expect(appraisalRefusal({ occupation: '焊工', level: 'LEVEL_4' }, earlier)).toBeUndefined();
    expect(appraisalRefusal({ occupation: '中式烹调师', level: 'LEVEL_5' }, earlier)).toBeUndefined();
  });

  it('R-051: level 4 after level 3 of one occupation is allowed for training and refused for the skill upgrade', () => {
    const earlier = [{ occupation: '电工', level: 'LEVEL_3' }];
    const claimed = { occupation: '电工', level: 'LEVEL_4' } as const;
    expect(lowerLevelRefusal(claimed, earlier, false)).toBeUndefined();
    expect(lowerLevelRefusal(claimed, earlier, true)).toMatchObject({ code: 'LOWER_LEVEL_BARRED', rule: 'R-051' });
  });

  it('R-051: the same level, a higher one, another occupation and certificates without level are not barred', () => {
    expect(ask('LEVEL_3', 'LEVEL_3')).toBeUndefined();
    expect(ask('LEVEL_1', 'LEVEL_3')).toBeUndefined();
    expect(ask('LEVEL_5', 'LEVEL_3', '焊工')).toBeUndefined();
    expect(ask('NONE', 'LEVEL_3')).toBeUndefined();
    expect(ask('LEVEL_5', 'NONE')).toBeUndefined();
    expect(ask('LEVEL_5', 'LEVEL_4')).toBe('LOWER_LEVEL_BARRED');
  });
});
