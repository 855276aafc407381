import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dayAt, endOfDayMs, startOfDayMs } from '../../../domain/calendar.ts';
import { judgeOpening } from '../../../domain/period/period-opening.ts';
import {
  nextPeriod,
  periodRhythm,
  periodRowOf,
  periodRows,
  periodsBetween,
  periodWithKey,
  type PeriodRow,
} from '../../../domain/period/period-rule.ts';
import type { ExpectedPeriod } from '../../../domain/period/period-words.ts';
import type { PolicyLibrary } from '../../../domain/policy/policy-pack.ts';
import { day, PRACTICE_LIBRARY, shippedLibrary } from '../../support/policy-library.ts';

const HOUR_MS = 3_600_000;
const YEARS: { readonly grants: { readonly callsUntilEnd: Readonly<Record<string, number>> } } = JSON.parse(
  readFileSync(new URL('../../../practice/years/expected.json', import.meta.url), 'utf8'),
);

function rowOf(kind: 'DEMAND_CYCLE' | 'ANNUAL_PLAN', library: PolicyLibrary = PRACTICE_LIBRARY): PeriodRow {
  const row = periodRowOf(library, { kind, jurisdiction: '150600', route: null });
  if (row === null) {
    throw new Error(`no row ${kind}`);
  }
  return row;
}

const between = (kind: 'DEMAND_CYCLE' | 'ANNUAL_PLAN', from: string, to: string, library = PRACTICE_LIBRARY) =>
  periodsBetween(library, rowOf(kind, library), { fromMs: startOfDayMs(day(from)) - 1, toMs: startOfDayMs(day(to)) });

const changed = (key: string, value: string): PolicyLibrary => ({
  ...PRACTICE_LIBRARY,
  packs: PRACTICE_LIBRARY.packs.map((pack) => ({
    ...pack,
    parameters: pack.parameters.map((row) => (row.key === key ? { ...row, value } : row)),
  })),
});

describe('the thirty-day cycle (R-021)', () => {
  it('counts exactly thirty days from the anchor: cycle 2 starts on 07-01, cycle 13 on 2026-05-27 (R-021)', () => {
    const cycles = between('DEMAND_CYCLE', '2025-05-12', '2026-05-28');
    expect(cycles.map(({ key }) => key)).toEqual(Array.from({ length: 13 }, (_, index) => String(index + 1)));
    const days = cycles.map(({ opensAtMs, dueAtMs }) => [dayAt(opensAtMs), dayAt((dueAtMs ?? 0) - 1)]);
    expect(days[0]).toEqual(['2025-06-01', '2025-06-30']);
    expect(days[1]).toEqual(['2025-07-01', '2025-07-30']);
    expect(days[12]?.[0]).toBe('2026-05-27');
  });

  it('keeps the hour 0:00 of Shanghai in each of 122 cycles of ten years (R-145)', () => {
    const cycles = between('DEMAND_CYCLE', '2025-05-12', '2035-05-28');
    expect(cycles).toHaveLength(122);
    expect(cycles.every(({ opensAtMs }) => opensAtMs === startOfDayMs(dayAt(opensAtMs)))).toBe(true);
  });

  it('follows calendar months where the switch says so: the first month begins with the anchor (R-021)', () => {
    const library = changed('demand.cycleMode', 'CALENDAR_MONTH');
    const cycles = between('DEMAND_CYCLE', '2025-05-12', '2025-09-01', library);
    expect(cycles.map(({ opensAtMs }) => dayAt(opensAtMs))).toEqual([
      '2025-06-01',
      '2025-07-01',
      '2025-08-01',
      '2025-09-01',
    ]);
    expect(periodRhythm(library, rowOf('DEMAND_CYCLE', library), day('2025-06-01'))).toEqual({
      every: 'month',
      from: '2025-06-01',
    });
  });

  it('does not begin while nobody gave an anchor', () => {
    const live = shippedLibrary({ practice: false });
    expect(between('DEMAND_CYCLE', '2025-05-12', '2035-05-28', live)).toEqual([]);
    expect(periodRhythm(live, rowOf('DEMAND_CYCLE', live), day('2025-06-01'))).toBeNull();
  });
});

describe('the annual plan (R-012, R-013)', () => {
  it('opens on 1 January and is due on the last day of February, weekend or not (R-012)', () => {
    const plans = between('ANNUAL_PLAN', '2025-05-12', '2028-12-31');
    expect(plans.map(({ key, opensAtMs, dueAtMs }) => [key, dayAt(opensAtMs), dayAt((dueAtMs ?? 0) - 1)])).toEqual([
      ['2026', '2026-01-01', '2026-02-28'],
      ['2027', '2027-01-01', '2027-02-28'],
      ['2028', '2028-01-01', '2028-02-29'],
    ]);
  });

  it('that of 2019 is due on 30 November, and there is none before (R-013)', () => {
    expect(periodWithKey(PRACTICE_LIBRARY, rowOf('ANNUAL_PLAN'), '2019')?.dueAtMs).toBe(endOfDayMs(day('2019-11-30')));
    expect(periodWithKey(PRACTICE_LIBRARY, rowOf('ANNUAL_PLAN'), '2018')).toBeNull();
    expect(periodWithKey(PRACTICE_LIBRARY, rowOf('ANNUAL_PLAN'), '19')).toBeNull();
  });
});

const callsUntilEnd = (library: PolicyLibrary): ReadonlyMap<string, readonly ExpectedPeriod[]> =>
  new Map(
    periodRows(library)
      .filter(({ kind }) => kind === 'GRANT_CALL')
      .map((row) => {
        const span = { fromMs: startOfDayMs(day('2025-05-12')), toMs: startOfDayMs(day('2029-12-31')) };
        return [row.route ?? '', periodsBetween(library, row, span)];
      }),
  );

describe('the calls of the region (R-153)', () => {
  it('one a year for each title, from 1 to 30 June in the practice region (R-153)', () => {
    const calls = callsUntilEnd(PRACTICE_LIBRARY);
    const counts = Object.fromEntries([...calls].map(([route, periods]) => [route, periods.length]));
    expect(counts).toEqual(YEARS.grants.callsUntilEnd);
    expect(
      calls.get('BASE_GRANT_REGIONAL')?.map(({ key, opensAtMs, dueAtMs }) => [key, opensAtMs, dueAtMs])[0],
    ).toEqual(['2025', startOfDayMs(day('2025-06-01')), endOfDayMs(day('2025-06-30'))]);
  });

  it('none for a route that is closed, here without its amount (R-153)', () => {
    const library = {
      ...PRACTICE_LIBRARY,
      packs: PRACTICE_LIBRARY.packs.map((pack) => ({
        ...pack,
        parameters: pack.parameters.filter(({ key }) => key !== 'grant.amount.STUDIO_GRANT_REGIONAL'),
      })),
    };
    const calls = callsUntilEnd(library);
    expect(calls.get('STUDIO_GRANT_REGIONAL')).toEqual([]);
    expect(calls.get('STUDIO_GRANT_NATIONAL')).toHaveLength(5);
  });
});

describe('rows of the packs', () => {
  it('each period follows the one before, and a span that is empty has none', () => {
    for (const row of periodRows(PRACTICE_LIBRARY)) {
      const first = nextPeriod(PRACTICE_LIBRARY, row, startOfDayMs(day('2025-05-12')));
      expect(first).not.toBeNull();
      const span = { fromMs: first?.opensAtMs ?? 0, toMs: first?.opensAtMs ?? 0 };
      expect(periodsBetween(PRACTICE_LIBRARY, row, span)).toEqual([]);
      expect(periodWithKey(PRACTICE_LIBRARY, row, first?.key ?? '')).toEqual(first);
    }
  });
});

describe('late', () => {
  const opensAtMs = startOfDayMs(day('2025-07-01'));
  const judged = (nowMs: number, jumpedFromMs: number | null = null) =>
    judgeOpening(opensAtMs, { nowMs, jumpedFromMs, lateAfterMinutes: 60 });

  it('a period is late for good from more than an hour after its instant', () => {
    expect(judged(opensAtMs + HOUR_MS)).toEqual({ openedAtMs: opensAtMs + HOUR_MS, late: false });
    expect(judged(opensAtMs + HOUR_MS + 1)).toEqual({ openedAtMs: opensAtMs + HOUR_MS + 1, late: true });
  });

  it('a jump of the practice clock opens what it passes on time, and what was missing before it late', () => {
    const targetMs = opensAtMs + 90 * 24 * HOUR_MS;
    expect(judged(targetMs, opensAtMs - HOUR_MS)).toEqual({ openedAtMs: opensAtMs, late: false });
    expect(judged(targetMs, opensAtMs + 2 * HOUR_MS)).toEqual({ openedAtMs: targetMs, late: true });
  });

  it('nothing opens before its instant', () => {
    expect(judged(opensAtMs - HOUR_MS)).toBeNull();
  });
});
