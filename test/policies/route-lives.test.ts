import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRoutes } from '../../domain/policy/route-list.ts';
import { ROOT } from '../../main/config.ts';
import { ROUTE_WORDS } from '../../scripts/demo/demo-routes.ts';
import { CLASS_LIVES } from '../support/class-lives.ts';
import { FILE_LIVES } from '../support/file-lives.ts';
import { day, PRACTICE_LIBRARY } from '../support/policy-library.ts';

const OPEN = listRoutes(PRACTICE_LIBRARY, { jurisdiction: '150600', on: day('2025-06-01') })
  // Grants are played by their calls (test/servers/grant).
  .filter(({ missing, route }) => missing.length === 0 && route?.intake !== 'grant')
  .map(({ code, number }) => ({ code, number: number ?? '' }));

/** A test file, the word of its source that names its table of lives, and the routes of that table. */
interface PlayedIn {
  readonly file: string;
  readonly table: string;
  readonly routes: readonly string[];
}

/** C07 has a second row for persons, which no demo plays. */
const demoOf = (number: string) =>
  OPEN.filter((one) => one.number === number && one.code !== 'ENTREPRENEURSHIP_TRAINING_PERSON').map(
    ({ code }) => code,
  );

const LIVES: readonly PlayedIn[] = [
  { file: 'test/servers/claim/life.test.ts', table: 'WELDERS', routes: ['INSTITUTION_PROJECT_TRAINING'] },
  { file: 'test/servers/practice/demos.test.ts', table: 'DEMO_ROUTES', routes: ROUTE_WORDS.flatMap(demoOf) },
  {
    file: 'test/servers/filing/class-lives.test.ts',
    table: 'CLASS_LIVES',
    routes: CLASS_LIVES.map(({ route }) => route),
  },
  { file: 'test/servers/claim/file-lives.test.ts', table: 'FILE_LIVES', routes: FILE_LIVES.map(({ route }) => route) },
];

describe('the routes that are open', () => {
  it('are each played from intake to their end by a test, each by one table, and no table plays a closed one', () => {
    const played = LIVES.flatMap(({ routes }) => routes);
    expect(OPEN.map(({ code }) => code).filter((code) => !played.includes(code))).toEqual([]);
    expect(played.toSorted()).toEqual(OPEN.map(({ code }) => code).toSorted());
  });

  it.for(LIVES)('$file plays its table', ({ file, table, routes }) => {
    expect(routes.length).toBeGreaterThan(0);
    const path = join(ROOT, file);
    expect(existsSync(path) && readFileSync(path, 'utf8').split(table).length > 2).toBe(true);
  });

  it.for(ROUTE_WORDS)('%s has figures that were counted by hand beside its files', (number) => {
    const folder = ['C09', 'C12'].includes(number) ? 'route-c02' : `route-${number.toLowerCase()}`;
    const { how, claims } = JSON.parse(readFileSync(join(ROOT, 'practice', folder, 'expected.json'), 'utf8'));
    expect([how.length, Object.keys(claims).length].every((count) => count > 0)).toBe(true);
  });
});
