import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { custodyWindowStart, isInCustody, namesForNotice } from '../../../domain/notice/custody.ts';
import { elsewhereRefusal, placeRefusal } from '../../../domain/line/place-of-training.ts';
import {
  allotWorkMonths,
  workTrainingVariant,
  type CapScope,
  type WorkTrainingVariant,
} from '../../../domain/line/work-for-training.ts';
import { day } from '../../support/policy-library.ts';

const ENTITIES = ['ENTERPRISE', 'FARMER_COOPERATIVE', 'POVERTY_RELIEF_WORKSHOP'];
const VARIANTS: readonly WorkTrainingVariant[] = [
  { variant: 'A', employerKinds: ENTITIES, wantsInsuredEmployer: false, categories: ['REGISTERED_POOR_WORKER'] },
  {
    variant: 'B',
    employerKinds: ['ENTERPRISE'],
    wantsInsuredEmployer: true,
    categories: ['EMPLOYMENT_DIFFICULTY', 'ZERO_EMPLOYMENT_FAMILY_MEMBER'],
  },
];
const variantOf = (employerKind: string, category: string, isInsuredEmployer = false) =>
  workTrainingVariant({ employerKind, isInsuredEmployer, categories: [category] }, VARIANTS);

const months = (count: number, year = 2025) =>
  Array.from({ length: count }, (_one, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
const heldBy = (employer: string, list: readonly string[]) => list.map((month) => ({ employer, month }));
const allot = (asked: readonly string[], held: ReturnType<typeof heldBy> = [], scope: CapScope = 'PERSON') =>
  allotWorkMonths({ employer: '甲厂', months: asked }, held, { maxMonths: 6, scope });

describe('work-for-training', () => {
  it('R-061: a cooperative may take on a poor worker, but nobody of a zero-employment family', () => {
    expect(variantOf('FARMER_COOPERATIVE', 'REGISTERED_POOR_WORKER')).toBe('A');
    expect(variantOf('FARMER_COOPERATIVE', 'ZERO_EMPLOYMENT_FAMILY_MEMBER', true)).toMatchObject({ rule: 'R-061' });
  });

  it('R-061: an enterprise takes on the second groups only while it is insured', () => {
    expect(variantOf('ENTERPRISE', 'EMPLOYMENT_DIFFICULTY', true)).toBe('B');
    expect(variantOf('ENTERPRISE', 'EMPLOYMENT_DIFFICULTY', false)).toMatchObject({ code: 'NOT_WORK_TRAINING_CASE' });
    expect(variantOf('ENTERPRISE', 'REGISTERED_POOR_WORKER', false)).toBe('A');
  });

  it('R-062: of eight months six are given, the first ones, and two are refused', () => {
    const { granted, refused } = allot(months(8).toReversed());
    expect(granted).toEqual(months(6));
    expect(refused.map(({ month, remark }) => [month, remark.code])).toEqual([
      ['2025-07', 'WORK_MONTHS_USED_UP'],
      ['2025-08', 'WORK_MONTHS_USED_UP'],
    ]);
  });

  it('R-062: six months are inside, a month between does not matter, and a new year gives none back', () => {
    expect(allot(['2025-10', '2025-12', '2026-02', '2026-03', '2026-05', '2026-06']).refused).toEqual([]);
    expect(allot(months(1, 2026), heldBy('甲厂', months(6))).granted).toEqual([]);
  });

  it('R-062: after four months at one employer two are left at the next, six where the pack counts by employer', () => {
    const held = heldBy('乙厂', months(4));
    expect(allot(months(6, 2026), held).granted).toEqual(months(2, 2026));
    expect(allot(months(7, 2026), held, 'PERSON_AND_EMPLOYER').granted).toEqual(months(6, 2026));
  });

  it('R-062: one month goes to one employer, and once', () => {
    const { granted, refused } = allot(['2025-01', '2025-01', '2025-02'], heldBy('乙厂', ['2025-02']));
    expect(granted).toEqual(['2025-01']);
    expect(refused.map(({ remark }) => remark.code)).toEqual(['WORK_MONTH_TAKEN']);
  });

  test.prop([
    fc.array(fc.tuple(fc.constantFrom('甲厂', '乙厂', '丙厂'), fc.constantFrom(...months(12)))),
    fc.integer({ min: 0, max: 12 }),
  ])(
    'R-062: in whatever order employers ask, nobody gets more months than the cap or a month twice',
    (asks, maxMonths) => {
      const held: { employer: string; month: string }[] = [];
      for (const [employer, month] of asks) {
        const { granted } = allotWorkMonths({ employer, months: [month] }, held, { maxMonths, scope: 'PERSON' });
        held.push(...heldBy(employer, granted));
      }
      expect(held.length).toBeLessThanOrEqual(maxMonths);
      expect(new Set(held.map(({ month }) => month)).size).toBe(held.length);
    },
  );
});

const CUSTODY = ['PRISONER', 'COMPULSORY_DETOX_PERSON'];
const line = (lineId: string, birth: string, ...categories: readonly string[]) => ({
  lineId,
  idNumber: `159901${birth}0010`,
  categories,
});

const start = (released: string | null) =>
  custodyWindowStart(day('2025-06-10'), released === null ? null : day(released));

describe('people in custody', () => {
  const parameters = { custodyGroups: CUSTODY, adultAge: 18 };
  const lines = [line('lin_1', '19900101'), line('lin_2', '19900101', 'PRISONER'), line('lin_3', '20070701')];
  const names = (publishedOn: string) => namesForNotice(lines, day(publishedOn), parameters);

  it('R-063: are entitled, and no notice bears their names', () => {
    expect(isInCustody(['PRISONER'], CUSTODY)).toBe(true);
    expect(isInCustody(['VETERAN'], CUSTODY)).toBe(false);
    expect(names('2025-07-01')).toEqual({ named: ['lin_1', 'lin_3'], unnamed: 1 });
  });

  it('R-096: a minor on the day of publication is not named, from the eighteenth birthday on is', () => {
    expect(names('2025-06-30').named).toEqual(['lin_1']);
    expect(names('2025-07-01').named).toEqual(['lin_1', 'lin_3']);
  });

  it('C22: the window of the contract begins with a later release', () => {
    expect([start(null), start('2025-06-09'), start('2025-06-10'), start('2025-12-31')]).toEqual([
      '2025-06-10',
      '2025-06-10',
      '2025-06-10',
      '2025-12-31',
    ]);
  });
});

describe('the place', () => {
  const nowhere = { registeredAt: null, residesAt: null, worksAt: null };

  it('R-047: trained in the city of work though registered elsewhere is entitled there', () => {
    expect(placeRefusal('150600', { ...nowhere, registeredAt: '150200', worksAt: '150621' })).toBeUndefined();
    expect(placeRefusal('150600', { ...nowhere, residesAt: '150600' })).toBeUndefined();
    expect(placeRefusal('150600', { ...nowhere, registeredAt: '150621' })).toBeUndefined();
  });

  it('R-047: none of the three places in the jurisdiction is refused, a neighbouring banner too', () => {
    expect(placeRefusal('150600', { ...nowhere, registeredAt: '150200' })?.code).toBe('PLACE_NOT_ENTITLED');
    expect(placeRefusal('150621', { ...nowhere, registeredAt: '150622' })?.rule).toBe('R-047');
    expect(placeRefusal('150600', nowhere)).toBeDefined();
  });

  it('R-064: a migrant herder claims at the place of work, and the same training at home is a duplicate', () => {
    const herder = { ...nowhere, registeredAt: '150621', worksAt: '150200' };
    const inCity = { trainingId: 'class-1', jurisdiction: '150200' };
    expect(placeRefusal('150200', herder)).toBeUndefined();
    expect(elsewhereRefusal(inCity, [])).toBeUndefined();
    const atHome = { trainingId: 'class-1', jurisdiction: '150621' };
    expect(elsewhereRefusal(atHome, [inCity])).toMatchObject({ code: 'CLAIMED_ELSEWHERE', rule: 'R-064' });
    expect(elsewhereRefusal({ ...atHome, trainingId: 'class-2' }, [inCity])).toBeUndefined();
  });
});
