import { describe, expect, it } from 'vitest';
import { TRAINEE_CATEGORIES } from '../../../domain/filing/trainee-categories.ts';
import { listDefects } from '../../../domain/policy/check/route-defects.ts';
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

const isNoGroupCheck = (check: string) => check !== 'OF_GROUP';

const routesIn = (jurisdiction: string) =>
  listRoutes(PRACTICE_LIBRARY, { jurisdiction, on: day('2025-06-01') }).flatMap(({ route }) => route ?? []);

const groupsIn = (jurisdiction: string) =>
  routesIn(jurisdiction).flatMap(({ code, groups, checks }) =>
    groups === undefined && !checks.includes('OF_GROUP') ? [] : [[code, groups, checks.includes('OF_GROUP')]],
  );

const programmesIn = (jurisdiction: string) =>
  routesIn(jurisdiction).flatMap(({ code, planPrograms }) =>
    planPrograms === undefined ? [] : [[code, planPrograms]],
  );

const FOUR_KINDS = GROUPS.map(([route, groups]) => [route, groups, true]);
const COMMON_PROGRAMMES = [
  ['NEW_APPRENTICESHIP', ['NEW_APPRENTICESHIP']],
  ['ENTREPRENEURSHIP_TRAINING', ['ENTREPRENEURSHIP']],
  ['FARMER_TRAINING', ['FARMER']],
  ['DISABLED_TRAINING', ['DISABLED']],
  ['VETERAN_TRAINING', ['VETERAN']],
  ['CUSTODY_TRAINING', ['CUSTODY']],
  ['TECHNICIAN_TRAINING', ['TECHNICIAN']],
];
/** The region's own: entrepreneurs claim their modules themselves. */
const OF_REGION = ['ENTREPRENEURSHIP_TRAINING_PERSON', ['ENTREPRENEURSHIP']];
const ORDOS_PROGRAMMES = [
  OF_REGION,
  ['SAFETY_TRAINING', ['SAFETY', 'COAL_SAFETY']],
  ['UNION_STAFF_TRAINING', ['STAFF']],
  ['COLLEGE_SUBSIDISED_TRAINING', ['COLLEGE']],
];
const inOrder = (rows: readonly (readonly unknown[])[]) =>
  rows.toSorted((one, other) => String(one[0]).localeCompare(String(other[0])));

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
          en: 'This training is for prisoners, persons in compulsory detoxification; the person belongs to none of them.',
        },
      },
    ]);
  });

  it.each(['150600', '150200', '220100'])(
    'L6: is a route of the four kinds and no other, in Ordos, in the region and in Jilin: %s',
    (jurisdiction) => {
      expect(inOrder(groupsIn(jurisdiction))).toEqual(inOrder(FOUR_KINDS));
    },
  );

  it('L6: is filed under the lines of its programmes in every pack that has the route', () => {
    expect(inOrder(programmesIn('150200'))).toEqual(inOrder([...COMMON_PROGRAMMES, OF_REGION]));
    expect(inOrder(programmesIn('220100'))).toEqual(inOrder(COMMON_PROGRAMMES));
    expect(inOrder(programmesIn('150600'))).toEqual(inOrder([...COMMON_PROGRAMMES, ...ORDOS_PROGRAMMES]));
  });

  it('L6: a route without a list of groups refuses nobody', () => {
    expect(codes(practiceSnapshot(), { line: { categories: [] } })).not.toContain('NOT_OF_GROUP');
  });
});

describe('the check of packs', () => {
  const named = PRACTICE_LIBRARY.packs.flatMap(({ routes }) => routes).find(({ groups }) => groups !== undefined);
  if (named === undefined) {
    throw new Error('the shipped packs have a route with groups');
  }
  const { groups: _groups, ...nameless } = named;

  it('L6: refuses a route whose check asks for groups that it does not name, and groups that no check reads', () => {
    expect(listDefects(named, [])).toEqual([]);
    expect(listDefects(nameless, [])).toMatchObject([
      { path: ['checks', 1], what: `${named.code}: OF_GROUP refuses nobody, because the route names no groups` },
    ]);
    expect(listDefects({ ...named, checks: named.checks.filter(isNoGroupCheck) }, [])).toMatchObject([
      { path: ['groups'], what: `${named.code}: no check asks who belongs to the groups` },
    ]);
    expect(listDefects({ ...nameless, checks: named.checks.filter(isNoGroupCheck) }, [])).toEqual([]);
  });
});
