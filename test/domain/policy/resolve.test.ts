import { describe, expect, it } from 'vitest';
import {
  PolicyParameterMissing,
  snapshotBool,
  snapshotInt,
  snapshotList,
  snapshotPolicy,
  snapshotText,
} from '../../../domain/policy/policy-snapshot.ts';
import { resolveParameter } from '../../../domain/policy/resolve-parameter.ts';
import { resolveRoute } from '../../../domain/policy/resolve-route.ts';
import { day, libraryOf, packOf, PRACTICE_LIBRARY, practiceSnapshot, ROUTE } from '../../support/policy-library.ts';

const QUESTION = { jurisdiction: '150600', route: ROUTE, on: day('2026-06-01'), key: 'limit.maxPerYear' };
const CITY = packOf({ id: 'city' }, [{ value: 3 }]);
const REGION = packOf(
  { id: 'region', level: 'region', jurisdiction: '150000', date: day('2026-01-01'), validFrom: day('2026-01-01') },
  [{ value: 2 }],
);

describe('which statement wins', () => {
  it('R-002 the region of 2026 beats the city of 2019, and the loser is kept with the reason', () => {
    const { winner, losers } = resolveParameter(libraryOf(CITY, REGION), QUESTION);
    expect(winner).toMatchObject({ value: 2, document: 'region' });
    expect(losers).toMatchObject([{ value: 3, document: 'city', reason: 'lowerLevel' }]);
  });

  it('R-001 before it is in force the region does not count', () => {
    const { winner, losers } = resolveParameter(libraryOf(CITY, REGION), { ...QUESTION, on: day('2025-12-31') });
    expect(winner).toMatchObject({ value: 3 });
    expect(losers).toMatchObject([{ document: 'region', reason: 'notInForce' }]);
  });

  it('a specific route beats a general statement of a higher level (R-002)', () => {
    const specific = packOf({ id: 'ours', level: 'ours', jurisdiction: '000000' }, [{ value: 5, route: ROUTE }]);
    const { winner, losers } = resolveParameter(libraryOf(REGION, specific), QUESTION);
    expect(winner).toMatchObject({ value: 5 });
    expect(losers).toMatchObject([{ reason: 'lessSpecific' }]);
  });

  it('at one level the newer document beats the older (R-002)', () => {
    const newer = packOf({ id: 'newer', date: day('2024-01-01') }, [{ value: 4 }]);
    const { winner, losers } = resolveParameter(libraryOf(CITY, newer), QUESTION);
    expect(winner).toMatchObject({ value: 4 });
    expect(losers).toMatchObject([{ document: 'city', reason: 'older' }]);
  });

  it('a city may be stricter than a region that lets it, never looser (§5.3)', () => {
    const tight = packOf({ id: 'region', level: 'region', jurisdiction: '150000' }, [
      { value: 3, tightenOnly: 'lower' },
    ]);
    const strict = packOf({ id: 'city' }, [{ value: 2 }]);
    const loose = packOf({ id: 'city' }, [{ value: 4 }]);
    expect(resolveParameter(libraryOf(tight, strict), QUESTION).winner).toMatchObject({ value: 2, document: 'city' });
    const { winner, losers } = resolveParameter(libraryOf(tight, loose), QUESTION);
    expect(winner).toMatchObject({ value: 3, document: 'region' });
    expect(losers).toMatchObject([{ document: 'city', reason: 'lowerLevel' }]);
  });

  it('where the stricter city wins, the region is kept as looser (§5.3)', () => {
    const tight = packOf({ id: 'region', level: 'region', jurisdiction: '150000' }, [
      { value: 3, tightenOnly: 'lower' },
    ]);
    const { losers } = resolveParameter(libraryOf(tight, packOf({ id: 'city' }, [{ value: 2 }])), QUESTION);
    expect(losers).toMatchObject([{ document: 'region', reason: 'looser' }]);
  });

  it('another city says nothing here, and what nobody says has no winner (R-003, §5.3)', () => {
    const elsewhere = packOf({ id: 'elsewhere', jurisdiction: '150200' }, [{ value: 9 }]);
    expect(resolveParameter(libraryOf(elsewhere), QUESTION)).toEqual({ winner: null, losers: [] });
  });
});

describe('whether a route is open', () => {
  const question = { jurisdiction: '150600', route: ROUTE, on: day('2025-05-26') };

  it('the practice library has institution project training open on 2025-05-26 with all five stages', () => {
    const route = resolveRoute(PRACTICE_LIBRARY, question);
    expect(route.ok && route.value.stages.map((stage) => stage.stage)).toEqual([
      'departmentReview',
      'bureauReview',
      'jointNotice',
      'disbursement',
      'contractCheck',
    ]);
  });

  it('without the practice rate it is closed, and names the rate (§5.3)', () => {
    const packs = PRACTICE_LIBRARY.packs.filter((pack) => pack.document.id !== 'practice');
    expect(resolveRoute({ ...PRACTICE_LIBRARY, packs }, question)).toEqual({
      ok: false,
      reason: 'ROUTE_NOT_OPEN',
      missing: ['rate.classHour'],
    });
  });

  it('a missing parameter closes it by its key, never a silent zero (§5.3)', () => {
    const packs = PRACTICE_LIBRARY.packs.map((pack) => ({
      ...pack,
      parameters: pack.parameters.filter((row) => row.key !== 'notice.days'),
    }));
    expect(resolveRoute({ ...PRACTICE_LIBRARY, packs }, question)).toMatchObject({ missing: ['notice.days'] });
  });

  it('a class of 2021 has no top-up, one of 2025 has 50 % (R-001)', () => {
    const packs = PRACTICE_LIBRARY.packs.map((pack) => ({
      ...pack,
      document: pack.document.id === 'practice' ? { ...pack.document, validFrom: day('2019-01-01') } : pack.document,
      rates: pack.rates.map((rate) => ({ ...rate, validFrom: day('2019-01-01') })),
    }));
    const library = { ...PRACTICE_LIBRARY, packs };
    const early = resolveRoute(library, { ...question, on: day('2021-06-01') });
    expect(early.ok && early.value.stages.some((stage) => stage.kind === 'contractCheck')).toBe(false);
    expect(early.ok).toBe(true);
    const late = snapshotPolicy(library, { ...question, on: day('2025-06-01') });
    expect(late.ok && snapshotInt(late.value, 'float.rate')).toBe(5000);
  });

  it('a route that no pack of the jurisdiction defines is closed', () => {
    expect(resolveRoute(PRACTICE_LIBRARY, { ...question, jurisdiction: '220100' })).toMatchObject({
      missing: [`route.${ROUTE}`],
    });
  });
});

describe('the snapshot of a claim', () => {
  it('keeps value, clause, quote, mark, rate, fund and calendar, frozen and plain JSON (R-150)', () => {
    const snapshot = practiceSnapshot();
    expect(snapshot.rates[0]).toMatchObject({ value: 1000, mark: 'practice' });
    expect(snapshot.fund).toBe('EMPLOYMENT_SUBSIDY');
    expect(snapshot.calendarVersion).toBe('cn-2025-1+cn-2026-1');
    expect(snapshot.parameters.find((one) => one.key === 'float.rate')).toMatchObject({
      value: 5000,
      document: '150000-2025-skills-light',
      clause: '16',
      quote: '课时基准补贴标准上浮50%',
      mark: 'seed',
    });
    expect(Object.isFrozen(snapshot.parameters[0])).toBe(true);
    const copy: unknown = JSON.parse(JSON.stringify(snapshot));
    expect(copy).toEqual(snapshot);
  });

  it('read in the wrong form or for a key that it lacks, it says so and is never zero', () => {
    const snapshot = practiceSnapshot();
    expect(snapshotInt(snapshot, 'notice.days')).toBe(5);
    expect(snapshotText(snapshot, 'notice.unit')).toBe('WORKING');
    expect(snapshotBool(snapshot, 'notice.autoDraft')).toBe(true);
    expect(snapshotList(snapshot, 'cert.accepted')).toHaveLength(5);
    expect(() => snapshotInt(snapshot, 'notice.unit')).toThrow(PolicyParameterMissing);
    expect(() => snapshotInt(snapshot, 'nobody.says')).toThrow(/PARAMETER_MISSING/);
    expect(() => snapshotList(snapshot, 'notice.days')).toThrow(PolicyParameterMissing);
  });
});
