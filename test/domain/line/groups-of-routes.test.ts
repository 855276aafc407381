import { describe, expect, it } from 'vitest';
import { TRAINEE_CATEGORIES } from '../../../domain/filing/trainee-categories.ts';
import { listRoutes } from '../../../domain/policy/route-list.ts';
import { codes, judge } from '../../support/judged-lines.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day, PRACTICE_LIBRARY, practiceSnapshot } from '../../support/policy-library.ts';

const GROUPS = [
  ['POVERTY_FREE_TRAINING', ['REGISTERED_POOR_WORKER', 'POOR_FAMILY_CHILD']],
  ['DISABLED_TRAINING', ['DISABLED_PERSON']],
  ['VETERAN_TRAINING', ['VETERAN', 'SOLDIER_BEFORE_DISCHARGE']],
  ['CUSTODY_TRAINING', ['PRISONER', 'COMPULSORY_DETOX_PERSON']],
] as const;

const isStranger = (route: string, categories: readonly string[]) =>
  codes(routeSnapshot(route), { line: { categories } }).includes('NOT_OF_GROUP');

const namedIn = (jurisdiction: string) =>
  listRoutes(PRACTICE_LIBRARY, { jurisdiction, on: day('2025-06-01') }).flatMap(({ number, route }) =>
    route?.groups === undefined ? [] : [[number, route.checks.includes('OF_GROUP')]],
  );

describe('a route for a group', () => {
  it.each(GROUPS)('L6: %s takes its own people and refuses everybody else', (route, groups) => {
    const taken = Object.keys(TRAINEE_CATEGORIES).filter((category) => !isStranger(route, [category]));
    expect(taken.toSorted()).toEqual(groups.toSorted());
    expect(isStranger(route, [])).toBe(true);
    expect(isStranger(route, ['ENTERPRISE_EMPLOYEE', groups[0]])).toBe(false);
  });

  it('L6: refuses staff of an enterprise in custody training, by the card of the route and with its groups', () => {
    const { refusals } = judge(routeSnapshot('CUSTODY_TRAINING'), { line: { categories: ['ENTERPRISE_EMPLOYEE'] } });
    expect(refusals).toEqual([
      {
        code: 'NOT_OF_GROUP',
        rule: 'C22',
        detail: {
          zh: '本项培训面向服刑人员、强制隔离戒毒人员，该人员的类别不在其中。',
          en: 'This training is for PRISONER, COMPULSORY_DETOX_PERSON; the person belongs to none of them.',
        },
      },
    ]);
  });

  it('L6: is a route of the four kinds only, in Ordos, in the region and in Jilin', () => {
    expect(namedIn('150600')).toEqual([
      ['C16', true],
      ['C18', true],
      ['C19', true],
      ['C22', true],
    ]);
    expect(namedIn('150200').flat()).toEqual(expect.arrayContaining(['C19', 'C22']));
    expect(namedIn('220100').flat()).toEqual(expect.arrayContaining(['C19', 'C22']));
    expect(codes(practiceSnapshot(), { line: { categories: [] } })).not.toContain('NOT_OF_GROUP');
  });
});
