import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SkillLevel } from '../../../domain/codes.ts';
import type { EntitlementKind } from '../../../domain/policy/route-codes.ts';
import type { HeldEntitlement } from '../../../domain/intake/entry.ts';
import type { PolicySnapshot } from '../../../domain/policy/policy-snapshot.ts';
import { judgeLine } from '../../../domain/line/eligibility.ts';
import type { LineContext, LineFacts } from '../../../domain/line/line-facts.ts';
import { wantedKeysOf, type WantedKey } from '../../../domain/line/entitlement-keys.ts';
import type { SubsidyRegisterRow } from '../../../domain/line/register-answers.ts';
import { CONTEXT, firstSnapshot, GOOD_LINE, routeSnapshot, withLaw, withRoute } from '../../support/line-facts.ts';
import { day, ROUTE } from '../../support/policy-library.ts';

const keysOf = (snapshot: PolicySnapshot, change: Partial<LineFacts> = {}, context: Partial<LineContext> = {}) =>
  wantedKeysOf({ ...GOOD_LINE, ...change, context: { ...CONTEXT, ...context } }, snapshot);
const named = (snapshot: PolicySnapshot, change: Partial<LineFacts> = {}, context: Partial<LineContext> = {}) =>
  keysOf(snapshot, change, context).map(({ kind, key, slots }) => [kind, key, ...(slots === undefined ? [] : [slots])]);
const only = (snapshot: PolicySnapshot, ...keys: readonly EntitlementKind[]) => withRoute(snapshot, { keys });

const year = ({ facts }: Living) => facts.submittedOn.slice(0, 4);
const level = ({ facts }: Living) => `${facts.occupation}/${facts.skillLevel}`;

describe('the keys of a line', () => {
  it('R-048, R-049, R-066: a class takes a slot of the year, its occupation and level, and its training', () => {
    const law = only(firstSnapshot(), 'YEARLY_SLOT', 'OCCUPATION_LEVEL', 'TRAINING');
    expect(named(law, {}, { trainingId: 'fil_1' })).toEqual([
      ['YEARLY_SLOT', '2025', 3],
      ['OCCUPATION_LEVEL', '6-18-02-04/LEVEL_5'],
      ['TRAINING', 'fil_1'],
    ]);
    expect(keysOf(law, {}, { trainingId: 'fil_1' })[0]?.keys).toEqual(['2025/1', '2025/2', '2025/3']);
    expect(named(law, { result: null })).toEqual([['OCCUPATION_LEVEL', '6-18-02-04/LEVEL_5']]);
  });

  it('R-048: a route that does not count takes no slot, and the year is the one of the counting date', () => {
    const law = only(firstSnapshot(), 'YEARLY_SLOT');
    expect(named({ ...law, route: 'LIVING_ALLOWANCE' })).toEqual([]);
    const line = { submittedOn: day('2026-01-05') };
    expect(named(withLaw(law, { 'limit.countingDate': 'SUBMISSION' }), line)).toEqual([['YEARLY_SLOT', '2026', 3]]);
    expect(named(withLaw(law, { 'limit.countingDate': 'CLASS_END' }), line)).toEqual([['YEARLY_SLOT', '2025', 3]]);
  });

  it('C06, C11: one certificate serves one claim of either route', () => {
    const person = keysOf(routeSnapshot('INDIVIDUAL_CERTIFICATE')).find(({ kind }) => kind === 'CERTIFICATE');
    const upgrade = keysOf(routeSnapshot('SKILL_UPGRADE_SUBSIDY')).find(({ kind }) => kind === 'CERTIFICATE');
    expect(person).toEqual(upgrade);
    expect(person).toMatchObject({ keys: ['SKILL_LEVEL/A1'], refusal: 'COURSE_CLAIMED_OTHERWISE' });
  });

  it('R-056: an upgrade takes the level of the training subsidies too, while they exclude each other by level', () => {
    const law = only(routeSnapshot('SKILL_UPGRADE_SUBSIDY'), 'UPGRADE_LEVEL');
    expect(named(law)).toEqual([
      ['UPGRADE_LEVEL', '6-18-02-04/LEVEL_5'],
      ['OCCUPATION_LEVEL', '6-18-02-04/LEVEL_5'],
    ]);
    expect(named(withLaw(law, { 'exclusion.trainingVsUpgrade.scope': 'PERSON_EVER' }))).toEqual([
      ['UPGRADE_LEVEL', '6-18-02-04/LEVEL_5'],
    ]);
  });

  it('R-058: an urgently needed occupation takes the extra numbers first', () => {
    const law = only(
      withLaw(routeSnapshot('SKILL_UPGRADE_SUBSIDY'), { 'upgrade.urgentOccupations': ['6-18-02-04'] }),
      'UPGRADE_SLOT',
    );
    expect(keysOf(law)[0]?.keys).toEqual(['2025/2', '2025/3', '2025/1']);
    expect(keysOf(law, { occupation: '4-03-02-01' })[0]?.keys).toEqual(['2025/1']);
  });

  it('R-059, R-062, R-065, C07: the other kinds, and none for what the line does not say', () => {
    const trial = only(routeSnapshot('TRIAL_ENTREPRENEURSHIP_2000'), 'TRIAL', 'COURSE');
    expect(named(trial, { entry: { courseNo: 'K-7' } })).toEqual([
      ['TRIAL', 'life', 1],
      ['COURSE', 'K-7'],
    ]);
    expect(named(trial, { entry: { courseNo: 'K-7' } }, { trainingId: 'fil_7' })[1]).toEqual(['COURSE', 'fil_7']);
    expect(named(trial)).toEqual([['TRIAL', 'life', 1]]);
    const work = only(routeSnapshot('WORK_FOR_TRAINING'), 'WORK_MONTH', 'WORK_SLOT');
    expect(named(work, {}, { month: '2025-03' })).toEqual([
      ['WORK_MONTH', '2025-03'],
      ['WORK_SLOT', 'life', 6],
    ]);
    expect(named(withLaw(work, { 'wft.capScope': 'PERSON_AND_EMPLOYER' }), {}, { month: '2025-03' })[1]).toEqual([
      'WORK_SLOT',
      'party_1',
      6,
    ]);
    expect(named(only(firstSnapshot(), 'MODULE', 'APPRAISAL'), { entry: { module: 'START' } })).toEqual([
      ['MODULE', 'START'],
      ['APPRAISAL', '6-18-02-04/LEVEL_5'],
    ]);
  });

  it('R-050: a result is known by its document, else by what it is', () => {
    const law = only(firstSnapshot(), 'RESULT');
    expect(named(law, { entry: { reference: 'No. 5', title: 'T' } })).toEqual([['RESULT', 'No. 5']]);
    expect(named(law, { entry: { title: 'T', result: '1', achievedOn: day('2025-05-01') } })).toEqual([
      ['RESULT', 'T/1/2025-05-01'],
    ]);
    expect(named(law)).toEqual([]);
  });
});

/** Acts of one person: claims that are handed in, and claims that are rejected or withdrawn. */
type Act =
  | {
      readonly kind: 'claim';
      readonly route: 'training' | 'upgrade';
      readonly occupation: string;
      readonly level: SkillLevel;
      readonly year: number;
      readonly certificateNo: string;
    }
  | { readonly kind: 'give back'; readonly which: number };

const URGENT = '6-00-00-01';
const ACT: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      route: fc.constantFrom('training' as const, 'upgrade' as const),
      occupation: fc.constantFrom(URGENT, '6-00-00-02', '6-00-00-03'),
      level: fc.constantFrom<SkillLevel>('LEVEL_5', 'LEVEL_4', 'LEVEL_3'),
      year: fc.constantFrom(2025, 2026),
      certificateNo: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('give back' as const), which: fc.nat(20) }) },
);

interface Living {
  readonly facts: LineFacts;
  readonly route: 'training' | 'upgrade';
  readonly taken: ReadonlyMap<string, { readonly wanted: WantedKey; readonly key: string }>;
}

const TRAINING = withRoute(firstSnapshot(), {
  checks: ['YEARLY_LIMIT', 'OCCUPATION_LEVEL_ONCE', 'NOT_BY_UPGRADE'],
  keys: ['YEARLY_SLOT', 'OCCUPATION_LEVEL', 'CERTIFICATE'],
});
const UPGRADE = withLaw(
  withRoute(routeSnapshot('SKILL_UPGRADE_SUBSIDY'), {
    checks: ['UPGRADE_YEARLY', 'UPGRADE_EXCLUSION', 'LOWER_LEVEL'],
    keys: ['UPGRADE_LEVEL', 'UPGRADE_SLOT', 'CERTIFICATE'],
  }),
  { 'upgrade.urgentOccupations': [URGENT] },
);

function lineOf(act: Extract<Act, { kind: 'claim' }>, living: readonly Living[], isBlind: boolean): LineFacts {
  const on = day(`${act.year}-06-01`);
  const held: HeldEntitlement[] = living.flatMap(({ facts, route, taken }) =>
    [...taken.values()].map(({ wanted, key }) => ({
      kind: wanted.kind,
      key,
      route: route === 'training' ? ROUTE : 'SKILL_UPGRADE_SUBSIDY',
      jurisdiction: '150600',
      occupation: facts.occupation,
      level: facts.skillLevel,
      partyId: 'p',
      on: facts.submittedOn,
    })),
  );
  const ownSubsidies: SubsidyRegisterRow[] = living
    .filter(({ route }) => route === 'training')
    .map(({ facts }) => ({
      route: ROUTE,
      occupation: facts.occupation,
      level: facts.skillLevel,
      date: facts.submittedOn,
    }));
  const certificate = { kind: 'SKILL_LEVEL', certificateNo: act.certificateNo, issuedOn: on } as const;
  return {
    ...GOOD_LINE,
    opensOn: on,
    endsOn: on,
    submittedOn: on,
    occupation: act.occupation,
    skillLevel: act.level,
    result: { idNumber: 'x', hasPassed: true, certificate },
    ownSubsidies: isBlind ? [] : ownSubsidies,
    context: { ...CONTEXT, held: isBlind ? [] : held },
  };
}

/** As the database does it: judged, then one free key of every wanted kind or none at all. `isBlind`: judged too early. */
function play(acts: readonly Act[], isBlind: boolean): readonly Living[] {
  let living: readonly Living[] = [];
  for (const act of acts) {
    if (act.kind === 'give back') {
      living = living.filter((_one, index) => index !== act.which);
      continue;
    }
    const law = act.route === 'training' ? TRAINING : UPGRADE;
    const facts = lineOf(act, living, isBlind);
    const holds = new Set(living.flatMap(({ taken }) => [...taken.keys()]));
    const wantedKeys = wantedKeysOf(facts, law).map((wanted) => ({
      wanted,
      key: wanted.keys.find((key) => !holds.has(`${wanted.kind} ${key}`)),
    }));
    const taken = wantedKeys.flatMap(({ wanted, key }) =>
      key === undefined ? [] : [[`${wanted.kind} ${key}`, { wanted, key }] as const],
    );
    if (judgeLine(facts, law).state === 'eligible' && taken.length === wantedKeys.length) {
      living = [...living, { facts, route: act.route, taken: new Map(taken) }];
    }
  }
  return living;
}

const count = <Row>(rows: readonly Row[], keyOf: (row: Row) => string) => {
  const counts = new Map<string, number>();
  for (const row of rows) {
    counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
};

describe('no person exceeds a limit in any order of acts (R-048 to R-050, R-056, R-058)', () => {
  test.prop([fc.array(ACT, { maxLength: 25 }), fc.boolean()])(
    'judged with what is held, or held by the keys alone because two came at once',
    (acts, isBlind) => {
      const living = play(acts, isBlind);
      const trainings = living.filter(({ route }) => route === 'training');
      const upgrades = living.filter(({ route }) => route === 'upgrade');
      expect(count(trainings, year)).toBeLessThanOrEqual(3);
      expect(count(upgrades, year)).toBeLessThanOrEqual(3);
      expect(
        count(
          upgrades.filter(({ facts }) => facts.occupation !== URGENT),
          year,
        ),
      ).toBeLessThanOrEqual(1);
      expect(count(living, level)).toBeLessThanOrEqual(1);
      expect(count(living, ({ facts }) => facts.result?.certificate?.certificateNo ?? '')).toBeLessThanOrEqual(1);
    },
  );

  test.prop([
    fc.array(fc.record({ month: fc.integer({ min: 1, max: 12 }), employer: fc.constantFrom('a', 'b', 'c') })),
  ])('work-for-training gives six months of a life, each once, over all employers (R-062)', (asked) => {
    const law = withRoute(routeSnapshot('WORK_FOR_TRAINING'), {
      checks: ['WORK_MONTHS'],
      keys: ['WORK_MONTH', 'WORK_SLOT'],
    });
    const taken: HeldEntitlement[] = [];
    for (const { month, employer } of asked) {
      const text = `2025-${String(month).padStart(2, '0')}`;
      const context = { ...CONTEXT, month: text, partyId: employer, held: taken };
      const facts = { ...GOOD_LINE, entry: { months: [text] }, context };
      const isFree = wantedKeysOf(facts, law).every(({ kind, keys }) =>
        keys.some((key) => !taken.some((one) => one.kind === kind && one.key === key)),
      );
      const isEligible = judgeLine(facts, law).state === 'eligible';
      expect(isEligible).toBe(isFree);
      if (isEligible) {
        taken.push(
          ...wantedKeysOf(facts, law).map(({ kind, keys }) => ({
            kind,
            key: keys.find((key) => !taken.some((one) => one.kind === kind && one.key === key)) ?? '',
            route: law.route,
            jurisdiction: '150600',
            occupation: '',
            level: 'NONE',
            partyId: employer,
            on: null,
          })),
        );
      }
    }
    const months = taken.filter(({ kind }) => kind === 'WORK_MONTH').map(({ key }) => key);
    expect(months.length).toBeLessThanOrEqual(6);
    expect(new Set(months).size).toBe(months.length);
  });
});
