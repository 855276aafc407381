import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../../api/kernel/route.ts';
import { listAllRoutes } from '../../../scripts/rules/route-list.ts';
import { httpClient, type Answer, type HttpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { signInAll } from '../../support/permissions/askers.ts';
import { makeObjects, type Objects } from '../../support/permissions/objects.ts';
import { isNamed, isPermitted, type Asker, type Facts } from '../../support/permissions/oracle.ts';
import { KIND_OF_PARAMETER, LISTS, RECIPES, type Recipe } from '../../support/permissions/recipes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** Some thousand requests. */
const PATIENCE_MS = 1_800_000;

let database: TestDatabase;
let office: Office;
let objects: Objects;
let askers: readonly (Asker & { readonly client: HttpClient })[];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  objects = await makeObjects(office);
  askers = (await signInAll(office)).map((asker) => ({ ...asker, client: httpClient(office.base, asker.token) }));
}, PATIENCE_MS);

afterAll(async () => {
  await office.close();
  await database.drop();
});

interface Question {
  readonly route: Route;
  readonly recipe: Recipe;
  /** Null where no object of the matrix is asked for. */
  readonly object: { readonly name: string; readonly facts: Facts } | null;
  /** The door asks for the role alone, so one object of a kind is enough for who is turned away there. */
  readonly isFirst: boolean;
}

/** Each operation on each object that its path may name. A session that ends would end the matrix. */
function questions(): readonly Question[] {
  return listAllRoutes()
    .filter(({ operationId }) => operationId !== 'signOut')
    .flatMap((route): readonly Question[] => {
      const recipe = RECIPES[route.operationId] ?? (route.method === 'get' ? {} : DOOR_ALONE);
      const parameters = Array.from(route.path.matchAll(/:(\w+)/g), ([, name]) => name ?? '');
      const kind = parameters.map((name) => KIND_OF_PARAMETER[name]).find((one) => one !== undefined);
      const all: readonly (readonly [string, Facts])[] = kind === undefined ? [] : Object.entries(objects[kind]);
      const named = all.map(([name, facts], position) => {
        const object = { name: `${kind}.${name}`, facts };
        return { route, recipe, object, isFirst: position === 0 };
      });
      return named.length === 0 ? [{ route, recipe, object: null, isFirst: true }] : named;
    });
}

/** An operation without a recipe: its body may name things that nobody here knows. */
const DOOR_ALONE: Recipe = { judged: 'door', body: { unknownField: true } };

type Expected = 'noSignIn' | 'noRole' | 'refused' | 'permitted' | 'open' | 'any';

function expectedOf(asker: Asker, { route, recipe, object }: Question): Expected {
  const { operationId } = route;
  if (!isNamed(asker, operationId)) {
    return asker.token === null ? 'noSignIn' : 'noRole';
  }
  if (recipe.judged !== undefined) {
    return recipe.judged === 'door' ? 'open' : 'any';
  }
  if (object === null || isPermitted(asker, operationId, object.facts)) {
    return 'permitted';
  }
  const isOpen = recipe.openOn?.some((name) => object.name.endsWith(`.${name}`)) ?? true;
  return !isOpen && isPermitted(asker, recipe.seenBy ?? operationId, object.facts) ? 'any' : 'refused';
}

const SUITS: Readonly<Record<Expected, (status: number, code: unknown) => boolean>> = {
  noSignIn: (status) => status === 401,
  noRole: (status, code) => status === 403 && code === 'FORBIDDEN',
  refused: (status) => status === 403 || status === 404,
  permitted: (status) => status < 500 && status !== 401 && status !== 403 && status !== 404,
  open: (status, code) => status < 500 && status !== 401 && code !== 'FORBIDDEN',
  any: (status) => status < 500,
};

async function ask(client: HttpClient, { route, recipe, object }: Question): Promise<Answer> {
  const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) =>
    KIND_OF_PARAMETER[name] === undefined ? (recipe.params?.[name] ?? 'none') : (object?.facts.id ?? 'none'),
  );
  const asked = recipe.query === undefined ? path : `${path}?${recipe.query}`;
  const method = route.method.toUpperCase();
  return recipe.file === undefined
    ? client.send(method, asked, method === 'GET' ? undefined : recipe.body, { 'If-Match': '"99999"' })
    : client.upload(method, asked, recipe.file);
}

/** What is wrong with the answers to one question; counts what was expected of them. */
async function wrongAnswers(question: Question, counts: Map<string, number>): Promise<readonly string[]> {
  const { route, object } = question;
  const wrong: string[] = [];
  // Who may ask last, because a permitted act may move its object.
  const asking = askers.filter((asker) => question.isFirst || isNamed(asker, route.operationId));
  for (const asker of asking.toSorted((a, b) => rank(a, question) - rank(b, question))) {
    const expected = expectedOf(asker, question);
    const { status, body } = await ask(asker.client, question);
    counts.set(expected, (counts.get(expected) ?? 0) + 1);
    if (!SUITS[expected](status, body?.code)) {
      const place = `${route.operationId} ${object?.name ?? ''} ${asker.username}`;
      wrong.push(`${place}: ${expected}, but ${status} ${body?.code ?? ''}`);
    }
  }
  return wrong;
}

/** What one asker's list shows that it should not, or lacks. */
async function wrongPlaces(
  { operation, path, kind }: (typeof LISTS)[number],
  { client, ...asker }: (typeof askers)[number],
  counts: Map<string, number>,
): Promise<readonly string[]> {
  const { body } = await client.send('GET', `${path}?limit=200`);
  const shown = new Set(body.items.map(({ id }: { readonly id: string }) => id));
  return Object.entries<Facts>(objects[kind]).flatMap(([name, facts]) => {
    const expected = isPermitted(asker, operation, facts) ? 'shown' : 'hidden';
    counts.set(expected, (counts.get(expected) ?? 0) + 1);
    const isRight = shown.has(facts.id) === (expected === 'shown');
    return isRight ? [] : [`${operation} ${kind}.${name} ${asker.username}: should be ${expected}`];
  });
}

describe('the table of permissions', () => {
  it(
    'S7: is what every operation answers to every account, in Ordos and elsewhere, to the machine and to nobody',
    { timeout: PATIENCE_MS },
    async () => {
      const wrong: string[] = [];
      const counts = new Map<string, number>();
      for (const question of questions()) {
        wrong.push(...(await wrongAnswers(question, counts)));
      }
      report('answers', counts);
      expect(wrong).toEqual([]);
      expect(counts.get('refused')).toBeGreaterThan(500);
      expect(counts.get('permitted')).toBeGreaterThan(500);
    },
  );

  it(
    'S7: lists to each account what it may read: drafts to their owner alone, to policy staff and machines nothing',
    { timeout: PATIENCE_MS },
    async () => {
      const wrong: string[] = [];
      const counts = new Map<string, number>();
      for (const list of LISTS) {
        for (const asker of askers.filter((one) => isNamed(one, list.operation))) {
          wrong.push(...(await wrongPlaces(list, asker, counts)));
        }
      }
      report('places in lists', counts);
      expect(wrong).toEqual([]);
      expect(Math.min(counts.get('shown') ?? 0, counts.get('hidden') ?? 0)).toBeGreaterThan(50);
    },
  );
});

function rank(asker: Asker, { route, object }: Question): number {
  return object !== null && isPermitted(asker, route.operationId, object.facts) ? 1 : 0;
}

function report(what: string, counts: ReadonlyMap<string, number>): void {
  const said = Array.from(counts, ([word, count]) => `${count} ${word}`).join(', ');
  process.stdout.write(`Permissions, ${what}: ${said}; ${askers.length} accounts\n`);
}
