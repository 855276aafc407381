import { createHash } from 'node:crypto';
import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_LEVELS, type PolicyPack } from '../../../domain/policy/policy-pack.ts';
import { snapshotPolicy } from '../../../domain/policy/policy-snapshot.ts';
import { resolveParameter } from '../../../domain/policy/resolve-parameter.ts';
import { routeCodes } from '../../../domain/policy/resolve-route.ts';
import { routeLaw } from '../../../domain/policy/route-law.ts';
import { day, packOf, PRACTICE_LIBRARY, practiceSnapshot, ROUTE } from '../../support/policy-library.ts';

const DAYS = ['2019-01-01', '2021-01-01', '2025-05-01', '2026-01-01'] as const;
const KEYS = ['notice.days', 'attendance.minShare', 'limit.maxPerYear', 'made.up'] as const;

const row = fc.record({
  key: fc.constantFrom(...KEYS),
  value: fc.integer({ min: 0, max: 9_000 }),
  route: fc.constantFrom(ROUTE, 'FARMER_TRAINING', undefined),
  tightenOnly: fc.constantFrom('lower' as const, 'higher' as const, undefined),
  validFrom: fc.constantFrom(...DAYS),
});

/** Documents of any level and age, many alike, none with an id that another has. */
const packs = fc
  .array(
    fc.record({
      level: fc.constantFrom(...POLICY_LEVELS),
      jurisdiction: fc.constantFrom('000000', '150000', '150600', '220000'),
      date: fc.constantFrom(...DAYS),
      rows: fc.uniqueArray(row, { maxLength: 4, selector: ({ key, route }) => `${key} ${route}` }),
    }),
    { maxLength: 8 },
  )
  .map((drawn) => drawn.map((one, index) => madePack(`made-${index}`, one)));

function madePack(
  id: string,
  drawn: {
    readonly level: (typeof POLICY_LEVELS)[number];
    readonly jurisdiction: string;
    readonly date: string;
    readonly rows: readonly {
      readonly key: string;
      readonly value: number;
      readonly route: string | undefined;
      readonly tightenOnly: 'lower' | 'higher' | undefined;
      readonly validFrom: string;
    }[];
  },
): PolicyPack {
  const { level, jurisdiction, date, rows } = drawn;
  return packOf(
    { id, title: id, level, jurisdiction, date: day(date) },
    rows.map(({ route, tightenOnly, validFrom, ...said }) => ({
      ...said,
      unit: said.key === 'notice.days' ? ('workingDays' as const) : ('count' as const),
      validFrom: day(validFrom),
      ...(route !== undefined && { route }),
      ...(tightenOnly !== undefined && { tightenOnly }),
    })),
  );
}

describe('the order in which packs are read', () => {
  test.prop([packs, fc.integer(), fc.constantFrom(...DAYS)], { numRuns: 25 })(
    'changes no snapshot and no explanation (R-002, R-150)',
    (made, seed, on) => {
      const all = [...PRACTICE_LIBRARY.packs, ...made];
      const shuffled = all.toSorted((a, b) => (placeOf(a, seed) < placeOf(b, seed) ? -1 : 1));
      const question = { jurisdiction: '150600', route: ROUTE, on: day(on) };
      const one = { ...PRACTICE_LIBRARY, packs: all };
      const other = { ...PRACTICE_LIBRARY, packs: shuffled };
      expect(JSON.stringify(snapshotPolicy(other, question))).toBe(JSON.stringify(snapshotPolicy(one, question)));
      expect(routeLaw(other, question)).toEqual(routeLaw(one, question));
    },
  );

  test.prop([packs, fc.constantFrom(...KEYS), fc.constantFrom(...DAYS)])(
    'every statement either wins or loses for a reason, once (R-002)',
    (made, key, on) => {
      const library = { ...PRACTICE_LIBRARY, packs: made };
      const { winner, losers } = resolveParameter(library, { jurisdiction: '150600', route: ROUTE, on: day(on), key });
      const heard = made
        .filter(({ document }) => document.jurisdiction !== '220000')
        .flatMap(({ parameters }) => parameters)
        .filter((one) => one.key === key && (one.route === undefined || one.route === ROUTE));
      expect(losers.length + (winner === null ? 0 : 1)).toBe(heard.length);
      const beaten = losers.filter(({ reason }) => reason !== 'notInForce');
      expect(winner === null && beaten.length > 0).toBe(false);
    },
  );
});

describe('what a snapshot holds', () => {
  it('is at most 40 KB on every route', () => {
    const sizes = routeCodes(PRACTICE_LIBRARY, '150600').map((route) => {
      const outcome = snapshotPolicy(PRACTICE_LIBRARY, { jurisdiction: '150600', route, on: day('2025-05-26') });
      return { route, bytes: outcome.ok ? Buffer.byteLength(JSON.stringify(outcome.value)) : 0 };
    });
    expect(sizes.filter(({ bytes }) => bytes > 40 * 1024)).toEqual([]);
  });

  it('is nothing of targets, grants, contests and demand cycles, which judge no claim', () => {
    const families = new Set(practiceSnapshot().parameters.map(({ key }) => key.split('.')[0]));
    for (const family of ['target', 'assessment', 'grant', 'award', 'demand', 'disclosure']) {
      expect(families).not.toContain(family);
    }
  });

  it('has the title of every document that it names, losers too', () => {
    const { documents, parameters } = practiceSnapshot();
    const named = parameters.flatMap((one) => [one, ...one.losers]).map(({ document }) => document);
    expect(documents.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
  });
});

function placeOf({ document }: PolicyPack, seed: number): string {
  return createHash('sha256').update(`${seed} ${document.id}`).digest('hex');
}
