import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { ROOT } from '../../main/config.ts';
import type { Say } from './class-play.ts';
import { shareClock } from './demo-clock.ts';
import { figuresOf, type ClaimFigures } from './demo-figures.ts';
import type { PlayedLife } from './demo-life.ts';
import { LIVES } from './demo-lives.ts';
import { loadRegisters } from './route-play.ts';
import type { Office } from './office-client.ts';

/** The expectation beside the files of a route; figures that it does not name are not compared. */
interface Expectation {
  readonly how: readonly string[];
  readonly claims: Readonly<Record<string, Partial<ClaimFigures>>>;
  readonly seen?: Readonly<Record<string, unknown>>;
}

/** One figure as it came and as it was counted by hand. */
export interface Compared {
  readonly what: string;
  readonly is: unknown;
  readonly expected: unknown;
}

export interface RouteResult {
  readonly route: string;
  readonly compared: readonly Compared[];
  /** Differences from the expected figures; for a life that failed, its error. */
  readonly wrong: readonly (Compared | { readonly what: string; readonly error: unknown })[];
  readonly played: PlayedLife | null;
}

export const DEMO_ROUTES: readonly string[] = Object.keys(LIVES).toSorted();

/** Allowance and top-up are lived through with the class that they ride on. */
const RIDING: Readonly<Record<string, string>> = { C09: 'C02', C12: 'C02' };

/** What may be asked for. */
export const ROUTE_WORDS: readonly string[] = [...DEMO_ROUTES, ...Object.keys(RIDING)].toSorted();

/** The routes that a demo of one number plays. */
export function routesOf(asked: string): readonly string[] | undefined {
  const route = RIDING[asked] ?? asked;
  if (route === 'all') {
    return DEMO_ROUTES;
  }
  return DEMO_ROUTES.includes(route) ? [route] : undefined;
}

/**
 * Plays whole lives at the same time on one office and one clock, and compares each with its expectation. The registers of
 * all of them are filled before: a register that changes forgets its answers, and a claim between its question and its
 * submission would wait for another one.
 */
export async function playRoutes(
  office: Office,
  routes: readonly string[],
  say: (route: string) => Say,
): Promise<readonly RouteResult[]> {
  for (const route of routes) {
    await loadRegisters({ office, folder: folderOf(route) });
  }
  const clock = shareClock(office, routes.length);
  return Promise.all(
    routes.map(async (route) => {
      try {
        return await playRoute(clock.office, route, { say: say(route), leave: () => clock.leave() });
      } catch (error) {
        return { route, compared: [], wrong: [{ what: 'the life broke off', error }], played: null };
      }
    }),
  );
}

async function playRoute(
  office: Office,
  route: string,
  { say, leave }: { readonly say: Say; readonly leave: () => void },
): Promise<RouteResult> {
  const folder = folderOf(route);
  const expected: Expectation = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
  const played = await lifeOf(route)({ office, folder, say }).finally(leave);
  const compared: Compared[] = [];
  for (const [name, wanted] of Object.entries(expected.claims)) {
    const claim = played.claims[name];
    const figures = claim === undefined ? undefined : await figuresOf(office, claim);
    for (const [what, value] of Object.entries({ unequal: [], ...wanted })) {
      compared.push({ what: `${name}.${what}`, is: figureOf(figures, what), expected: value });
    }
  }
  for (const [what, value] of Object.entries(expected.seen ?? {})) {
    compared.push({ what, is: played.seen?.[what], expected: value });
  }
  return { route, compared, wrong: compared.filter(({ is, expected: by }) => !isDeepStrictEqual(is, by)), played };
}

function folderOf(route: string): string {
  return join(ROOT, 'practice', `route-${route.toLowerCase()}`);
}

function lifeOf(route: string) {
  const life = LIVES[route];
  if (life === undefined) {
    throw new RangeError(`No demo plays ${route}`);
  }
  return life;
}

function figureOf(figures: ClaimFigures | undefined, what: string): unknown {
  return Object.entries(figures ?? {}).find(([name]) => name === what)?.[1];
}
