import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { claimKeys } from '../../../domain/policy/claim-keys.ts';
import { snapshotPolicy } from '../../../domain/policy/policy-snapshot.ts';
import { keysOf } from '../../../domain/policy/resolve-route.ts';
import { listRoutes } from '../../../domain/policy/route-list.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const ON = day('2025-06-01');
const OPEN = listRoutes(PRACTICE_LIBRARY, { jurisdiction: '150600', on: ON }).flatMap(({ route, missing }) =>
  route === null || missing.length > 0 ? [] : [route],
);
const pinnedOf = (route: string): readonly string[] => routeSnapshot(route, ON).parameters.map(({ key }) => key);
const familiesOf = (route: string) => new Set(pinnedOf(route).map((key) => key.slice(0, key.indexOf('.'))));

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const READ = /snapshot(?:Int|Text|Bool|List|Unit)\(\s*\w+,\s*'([^']+)'/g;
const READ_IN_CODE = ['domain', 'prisma', 'api'].flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
    .flatMap((name) => [...readFileSync(join(ROOT, room, name), 'utf8').matchAll(READ)].map(([, key = '']) => key)),
);

describe('the law that a claim pins (R-150)', () => {
  it.each([
    [
      'INDIVIDUAL_CERTIFICATE',
      ['filing', 'float', 'advance', 'wft', 'attendance', 'roster', 'grant', 'target', 'trial2000'],
    ],
    ['WORK_FOR_TRAINING', ['filing', 'float', 'advance', 'limit', 'cert', 'living', 'upgrade']],
    ['SKILL_UPGRADE_SUBSIDY', ['filing', 'float', 'advance', 'wft', 'living', 'cert', 'p2']],
    // L18: the +50 % and the living allowance ride on it as well.
    ['ENTREPRENEURSHIP_TRAINING', ['wft', 'upgrade', 'trial2000']],
    ['CONTEST_HONOUR_AND_LEVEL', ['notice', 'finance', 'filing', 'limit', 'review']],
  ])('of %s has nothing that such a claim cannot use', (route, unused) => {
    expect(unused.filter((family) => familiesOf(route).has(family))).toEqual([]);
  });

  it.each([
    [
      'INSTITUTION_PROJECT_TRAINING',
      ['filing', 'float', 'advance', 'limit', 'cert', 'living', 'notice', 'review', 'return'],
    ],
    ['INDIVIDUAL_CERTIFICATE', ['claimWindow', 'living', 'limit', 'place', 'notice', 'p2', 'recovery']],
    ['WORK_FOR_TRAINING', ['wft', 'notice', 'pension']],
    ['TRIAL_ENTREPRENEURSHIP_2000', ['trial2000', 'graduationYear']],
  ])('of %s has what such a claim uses', (route, used) => {
    expect(used.filter((family) => !familiesOf(route).has(family))).toEqual([]);
  });

  it('holds whatever the route’s own definition, its checks, keys and stages ask', () => {
    const lacking = OPEN.flatMap((route) => {
      const asked = [...keysOf(route), ...route.stages.map(({ daysKey }) => daysKey)];
      const pinned = pinnedOf(route.code);
      return asked.filter((key) => !pinned.includes(key)).map((key) => `${route.code} ${key}`);
    });
    expect(lacking).toEqual([]);
  });

  it('knows every key that code reads of a snapshot', () => {
    const grants = PRACTICE_LIBRARY.packs.flatMap(({ routes }) => routes.filter(({ intake }) => intake === 'grant'));
    const known = new Set([...OPEN, ...grants].flatMap((route) => claimKeys(PRACTICE_LIBRARY, route)));
    expect(READ_IN_CODE.length).toBeGreaterThan(50);
    expect(READ_IN_CODE.filter((key) => !known.has(key))).toEqual([]);
  });

  it('has the conditions of what rides on the route, and of nothing that rides elsewhere', () => {
    expect(pinnedOf('INSTITUTION_CLASS_TRAINING')).toContain('living.groups');
    expect(pinnedOf('APPRAISAL_SUBSIDY')).not.toContain('living.groups');
    const outcome = snapshotPolicy(PRACTICE_LIBRARY, { jurisdiction: '150600', route: 'NEW_APPRENTICESHIP', on: ON });
    expect(outcome.ok && outcome.value.parameters.map(({ key }) => key)).toContain('advance.rate.NEW_APPRENTICESHIP');
    expect(pinnedOf('FARMER_TRAINING')).not.toContain('advance.rate.NEW_APPRENTICESHIP');
  });
});
