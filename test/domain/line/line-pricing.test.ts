import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SKILL_LEVELS } from '../../../domain/codes.ts';
import { RATE_KINDS, type RateKind } from '../../../domain/policy/route-codes.ts';
import { parseFen, sumFen } from '../../../domain/money.ts';
import type { PolicySnapshot } from '../../../domain/policy/policy-snapshot.ts';
import { snapshotPolicy } from '../../../domain/policy/policy-snapshot.ts';
import { settleAdvance } from '../../../domain/recovery/advance-settlement.ts';
import { judgeLine } from '../../../domain/line/eligibility.ts';
import type { LineContext, LineFacts } from '../../../domain/line/line-facts.ts';
import type { EntryFacts } from '../../../domain/intake/entry.ts';
import { routeCodes } from '../../../domain/policy/resolve-route.ts';
import { ENTITLEMENT_NEEDS, LINE_CHECK_NEEDS } from '../../../domain/policy/route-needs.ts';
import { wantedKeysOf } from '../../../domain/line/entitlement-keys.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import {
  CONTEXT,
  firstSnapshot,
  GOOD_LINE,
  rateOf,
  routeSnapshot,
  withLaw,
  withRoute,
} from '../../support/line-facts.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const fen = parseFen;

const priced = (snapshot: PolicySnapshot, line: Partial<LineFacts> = {}, context: Partial<LineContext> = {}) =>
  priceLine({ ...GOOD_LINE, ...line, context: { ...CONTEXT, ...context } }, snapshot);
const law = (rateKind: RateKind, ...rates: PolicySnapshot['rates']): PolicySnapshot => ({
  ...withRoute(firstSnapshot(), { rateKind }),
  rates,
});

describe('the price of a line', () => {
  it('R-068: 36 passed × 80 h × 10.00 = 28,800.00, by the filed hours and not the attended ones', () => {
    const line = priced(law('classHour', rateOf('classHour', 1_000)), { attendedHours: 64 });
    expect(line).toMatchObject({
      ok: true,
      baseFen: 80_000,
      formula: { en: expect.stringContaining('80 × 10.00 = 800.00') },
    });
    expect(sumFen(Array.from({ length: 36 }, () => (line.ok ? line.baseFen : fen(0))))).toBe(2_880_000);
  });

  it('R-068: a rate of the occupation and level comes before a general one, and a level without a rate is never zero', () => {
    const rates = [
      rateOf('perHead', 150_000, { level: 'LEVEL_4', occupation: '6-18-02-04' }),
      rateOf('perHead', 100_000, { level: 'LEVEL_5' }),
    ];
    expect(priced(law('perHead', ...rates))).toMatchObject({ baseFen: 100_000 });
    expect(priced(law('perHead', ...rates), { skillLevel: 'LEVEL_4' })).toMatchObject({ baseFen: 150_000 });
    expect(priced(law('perHead', ...rates), { skillLevel: 'LEVEL_4', occupation: '4-03-02-01' })).toMatchObject({
      ok: false,
      refusal: { code: 'NO_RATE', rule: 'R-068' },
    });
    expect(priced(law('perHead'))).toMatchObject({ ok: false });
    expect(priced(law('perHead', rateOf('classHour', 1_000)))).toMatchObject({ ok: false });
  });

  it('R-087: three people for six months at 500.00 are 9,000.00, a line for each month', () => {
    const month = priced(routeSnapshot('WORK_FOR_TRAINING'), {}, { month: '2025-03' });
    expect(month).toMatchObject({ baseFen: 50_000, formula: { en: '2025-03 × standard per month: 500.00 CNY' } });
    expect(sumFen(Array.from({ length: 18 }, () => (month.ok ? month.baseFen : fen(0))))).toBe(900_000);
  });

  it('R-059, R-089: trial entrepreneurship is 2,000.00 to the fen, and nothing where no document says it', () => {
    const trial = routeSnapshot('TRIAL_ENTREPRENEURSHIP_2000');
    expect(priced(trial)).toMatchObject({ ok: true, baseFen: 200_000 });
    expect(priced(withLaw(trial, { 'trial2000.amount': undefined }))).toMatchObject({
      ok: false,
      refusal: { code: 'NO_RATE' },
    });
    expect(priced(withLaw(trial, { 'trial2000.amount': 0 }))).toMatchObject({ ok: false });
  });

  it('R-083: of a fee of 1,000.00 the 600.00 of the government are claimed', () => {
    const shares = {
      feeFen: fen(100_000),
      governmentFen: fen(60_000),
      enterpriseFen: fen(30_000),
      personFen: fen(10_000),
    };
    expect(priced(law('classHour', rateOf('classHour', 1_000)), {}, { shares })).toMatchObject({ baseFen: 60_000 });
    expect(priced(law('classHour', rateOf('classHour', 100)), {}, { shares })).toMatchObject({ baseFen: 8_000 });
    expect(
      priced(law('classHour', rateOf('classHour', 1_000)), {}, { shares: { ...shares, governmentFen: fen(0) } }),
    ).toMatchObject({
      ok: false,
    });
  });

  it('R-088: of a technician’s cost of 4,000.00 the standard of 3,000.00 is claimed, on its budget line', () => {
    const technician = routeSnapshot('TECHNICIAN_TRAINING');
    const shares = {
      feeFen: fen(400_000),
      governmentFen: fen(300_000),
      enterpriseFen: fen(100_000),
      personFen: fen(0),
    };
    expect(priced(technician, {}, { shares })).toMatchObject({ baseFen: 300_000 });
    const more = { ...shares, governmentFen: fen(300_001), enterpriseFen: fen(99_999) };
    expect(priced(technician, {}, { shares: more })).toMatchObject({ baseFen: 300_000 });
    expect(technician.routeDefinition.budgetLine).toBe('HIGH_SKILL_TRAINING_SUBSIDY');
  });

  it('R-102: an amount is decided by somebody, above zero; a route without money says so', () => {
    expect(priced(law('entered'), { entry: { amountFen: fen(1) } })).toMatchObject({ ok: true, baseFen: 1 });
    expect(priced(law('entered'), { entry: { amountFen: fen(0) } })).toMatchObject({
      refusal: { code: 'AMOUNT_MISSING' },
    });
    expect(priced(law('entered'))).toMatchObject({ refusal: { code: 'AMOUNT_MISSING' } });
    expect(priced(law('none'))).toMatchObject({ ok: true, baseFen: 0 });
    expect(priced(law('perDay', rateOf('perDay', 2_500)))).toMatchObject({ ok: false });
  });
});

const ON = day('2025-05-26');
const OPEN_ROUTES = routeCodes(PRACTICE_LIBRARY, '150600').filter(
  (route) => snapshotPolicy(PRACTICE_LIBRARY, { jurisdiction: '150600', route, on: ON }).ok,
);
const NEEDED_KEYS = [
  ...new Set([...Object.values(LINE_CHECK_NEEDS), ...Object.values(ENTITLEMENT_NEEDS)].flat()),
  'trial2000.amount',
];
const EVERYTHING: EntryFacts = {
  registeredAt: '150600',
  employerKind: 'ENTERPRISE',
  employer: 'E',
  module: 'START',
  courseNo: 'K-7',
  graduatesOn: day('2025-07-01'),
  insuredMonths: 12,
  months: ['2025-03'],
  amountFen: fen(1),
  title: 'T',
};

const MONEY_KINDS = RATE_KINDS.filter((kind) => kind !== 'none');
const RATE = fc
  .record({
    kind: fc.constantFrom(
      'classHour' as const,
      'perHead' as const,
      'perYear' as const,
      'perMonth' as const,
      'perDay' as const,
    ),
    value: fc.integer({ min: 0, max: 1_000_000 }),
    level: fc.option(fc.constantFrom(...SKILL_LEVELS)),
    occupation: fc.option(fc.constantFrom('6-18-02-04', '4-03-02-01')),
  })
  .map(({ kind, value, level, occupation }) => rateOf(kind, value, { level, occupation }));
const LINE = fc.record({
  classHours: fc.nat(400),
  skillLevel: fc.constantFrom(...SKILL_LEVELS),
  occupation: fc.constantFrom('6-18-02-04', '4-03-02-01', ''),
  amountFen: fc.option(fc.integer({ min: -5, max: 1_000_000 })),
  governmentFen: fc.option(fc.nat(500_000)),
});

describe('over random packs and lines', () => {
  test.prop([
    fc.constantFrom(...MONEY_KINDS),
    fc.array(RATE, { maxLength: 4 }),
    fc.option(fc.integer({ min: 0, max: 500_000 })),
    fc.array(LINE, { minLength: 1, maxLength: 10 }),
  ])(
    'R-068: a line is worth more than nothing or is refused with its reason, and the total is the sum (§5.3)',
    (rateKind, rates, fixed, lines) => {
      const snapshot = withLaw(
        { ...withRoute(firstSnapshot(), { rateKind, amountKey: 'trial2000.amount' }), rates },
        { 'trial2000.amount': fixed ?? undefined },
      );
      const prices = lines.map(({ amountFen, governmentFen, ...line }) =>
        priced(
          snapshot,
          {
            ...line,
            endsOn: day('2026-05-25'),
            submittedOn: day('2026-06-01'),
            ...(amountFen === null ? {} : { entry: { amountFen: fen(amountFen) } }),
          },
          governmentFen === null
            ? {}
            : {
                shares: {
                  feeFen: fen(governmentFen),
                  governmentFen: fen(governmentFen),
                  enterpriseFen: fen(0),
                  personFen: fen(0),
                },
              },
        ),
      );
      for (const price of prices) {
        expect(price.ok ? price.baseFen > 0 : price.refusal.detail.zh.length > 0).toBe(true);
      }
    },
  );

  test.prop([fc.nat(10_000_000), fc.nat(10_000_000)])(
    'R-073, R-074: advance and settlement are the approved amount, or what is too much is due back',
    (approved, advance) => {
      const { payFen, recoverFen } = settleAdvance(fen(approved), fen(advance));
      expect(advance + payFen - recoverFen).toBe(approved);
      expect(Math.min(payFen, recoverFen)).toBe(0);
    },
  );

  test.prop([fc.constantFrom(...OPEN_ROUTES), fc.subarray(NEEDED_KEYS, { maxLength: 4 }), fc.boolean()])(
    'a pack that says less closes the route or changes nothing: no line is judged or priced without its parameters (§5.3)',
    (route, silenced, withRates) => {
      const packs = PRACTICE_LIBRARY.packs.map((pack) => ({
        ...pack,
        parameters: pack.parameters.filter((row) => !silenced.includes(row.key)),
        rates: withRates ? pack.rates : [],
      }));
      const outcome = snapshotPolicy({ ...PRACTICE_LIBRARY, packs }, { jurisdiction: '150600', route, on: ON });
      if (!outcome.ok) {
        expect(outcome.missing.length).toBeGreaterThan(0);
        return;
      }
      const facts: LineFacts = { ...GOOD_LINE, entry: EVERYTHING, context: { ...CONTEXT, route, month: '2025-03' } };
      const price = priceLine(facts, outcome.value);
      expect(judgeLine(facts, outcome.value).state).toMatch(/eligible|refused|proposed/);
      expect(wantedKeysOf(facts, outcome.value).every(({ keys }) => keys.length > 0)).toBe(true);
      expect(price.ok ? price.baseFen > 0 || outcome.value.routeDefinition.rateKind === 'none' : true).toBe(true);
    },
  );
});
