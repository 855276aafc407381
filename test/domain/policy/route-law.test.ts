import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import { lawDifference } from '../../../domain/policy/policy-difference.ts';
import type { PolicyPack, PolicyRate } from '../../../domain/policy/policy-pack.ts';
import { LOSING_REASONS } from '../../../domain/policy/resolve-parameter.ts';
import { routeLaw } from '../../../domain/policy/route-law.ts';
import { day, PRACTICE_LIBRARY, packOf, ROUTE } from '../../support/policy-library.ts';

const QUESTION = { jurisdiction: '150600', route: ROUTE, on: day('2025-06-02') };

function rate(value: number, change: Partial<PolicyRate> = {}): PolicyRate {
  return {
    kind: 'classHour',
    unit: 'fenPerClassHour',
    value: parseFen(value),
    validFrom: day('2019-01-01'),
    clause: '1',
    mark: 'ours',
    ...change,
  };
}

function withPacks(...packs: readonly PolicyPack[]) {
  return { ...PRACTICE_LIBRARY, packs: [...PRACTICE_LIBRARY.packs, ...packs] };
}

const NOTICE = packOf({ id: 'newer', level: 'region', jurisdiction: '150000', date: day('2025-07-01') }, [
  { key: 'notice.days', value: 7, unit: 'workingDays', clause: '八', validFrom: day('2025-07-01') },
]);

describe('the law of a route on a day', () => {
  it('names document, clause, quote and mark of the definition, a rate, a fund and each parameter (§4)', () => {
    const law = routeLaw(PRACTICE_LIBRARY, QUESTION);
    expect(law.missing).toEqual([]);
    expect(law.definition.winner?.row).toMatchObject({ code: ROUTE });
    expect(law.rates).toMatchObject([
      { occupation: null, level: null, winner: { document: 'practice', row: { value: 1000 } } },
    ]);
    const base = law.funds.find(({ purpose }) => purpose === 'base');
    expect(base?.winner).toMatchObject({
      document: '150000-2025-skills-light',
      row: { fund: 'EMPLOYMENT_SUBSIDY', clause: '15' },
    });
    expect(base?.losers.map(({ document, reason }) => [document, reason])).toContainEqual(['defaults', 'lessSpecific']);
    const days = law.stages.find(({ stage }) => stage.stage === 'jointNotice');
    expect(days?.days).toMatchObject({ key: 'notice.days', value: 5, unit: 'workingDays' });
  });

  it('says which part of the route asks for a parameter', () => {
    const { parameters } = routeLaw(PRACTICE_LIBRARY, QUESTION);
    const neededBy = (key: string) => parameters.find((one) => one.key === key)?.neededBy;
    expect(neededBy('notice.days')).toEqual(['stage:jointNotice']);
    expect(neededBy('attendance.minShare')).toEqual(['check:ATTENDANCE']);
    expect(neededBy('float.rate')).toContain('stage:contractCheck');
  });

  it('explains each cell of a rate table, and why the others lost (R-002, R-068)', () => {
    const here = packOf({ id: 'here', date: day('2025-01-01') }, []);
    const elder = packOf({ id: 'elder' }, []);
    const library = withPacks(
      { ...here, rates: [rate(1200, { occupation: '6-18-02-04' })] },
      { ...elder, rates: [rate(900), rate(800, { validFrom: day('2019-01-01'), validTo: day('2020-12-31') })] },
    );
    const { rates } = routeLaw(library, QUESTION);
    const general = rates.find(({ occupation }) => occupation === null);
    const welders = rates.find(({ occupation }) => occupation === '6-18-02-04');
    expect(general?.winner).toMatchObject({ document: 'practice', row: { value: 1000 } });
    expect(general?.losers.map(({ document, row, reason }) => [document, row.value, reason])).toEqual([
      ['elder', 900, 'lessSpecific'],
      ['elder', 800, 'notInForce'],
    ]);
    const candidates = [welders?.winner, ...(welders?.losers ?? [])].map((one) => one?.row.value);
    expect(new Set(candidates)).toEqual(new Set([800, 900, 1000, 1200]));
  });

  it('tells of a route that nobody defines only that it is missing', () => {
    expect(routeLaw(PRACTICE_LIBRARY, { ...QUESTION, route: 'NOBODYS_ROUTE' })).toMatchObject({
      missing: ['route.NOBODYS_ROUTE'],
      definition: { winner: null, losers: [] },
      stages: [],
      rates: [],
    });
  });

  it('has every reason in both languages', () => {
    for (const { zh, en } of Object.values(LOSING_REASONS)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('what changed between two days', () => {
  const library = withPacks(NOTICE);
  const before = routeLaw(library, QUESTION);

  it('is nothing for one day', () => {
    expect(lawDifference(before, before)).toEqual({
      definition: null,
      parameters: [],
      rates: [],
      funds: [],
      stages: [],
    });
  });

  it('has both values with their documents, and the stage whose days they are (R-001)', () => {
    const after = routeLaw(library, { ...QUESTION, on: day('2025-07-02') });
    const { parameters, stages } = lawDifference(before, after);
    const own = before.parameters.find(({ key }) => key === 'notice.days')?.winner;
    expect(parameters.filter(({ key }) => key === 'notice.days')).toMatchObject([
      {
        change: 'changed',
        before: { value: 5, document: own?.document },
        after: { value: 7, document: 'newer', clause: '八' },
      },
    ]);
    expect(stages).toMatchObject([
      { stage: 'jointNotice', change: 'changed', before: { days: { value: 5 } }, after: { days: { value: 7 } } },
    ]);
  });

  it('tells what came, what went and what is only said elsewhere now', () => {
    const early = routeLaw(library, { ...QUESTION, on: day('2025-05-01') });
    const { parameters, funds, stages } = lawDifference(early, before);
    expect(parameters.filter(({ key }) => key === 'float.rate')).toMatchObject([
      { change: 'added', before: null, after: { value: 5000, document: '150000-2025-skills-light' } },
    ]);
    expect(funds.find(({ purpose }) => purpose === 'base')).toMatchObject({
      change: 'restated',
      before: { document: 'defaults' },
      after: { document: '150000-2025-skills-light' },
    });
    expect(stages).toMatchObject([{ stage: 'contractCheck', change: 'added', before: null }]);
    const back = lawDifference(before, early);
    expect(back.parameters.filter(({ key }) => key === 'float.rate')).toMatchObject([{ change: 'removed' }]);
  });
});
