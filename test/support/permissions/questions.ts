import type { Route } from '../../../api/kernel/route.ts';
import { listAllRoutes } from '../../../scripts/rules/route-list.ts';
import type { Answer, HttpClient } from '../http-client.ts';
import type { Objects } from './objects.ts';
import { isNamed, isPermitted, likenessOf, unknownOf, type Asker, type Facts } from './oracle.ts';
import { KIND_OF_PARAMETER, KINDS, RECIPES, type Kind, type Recipe } from './recipes.ts';

export interface Question {
  readonly route: Route;
  readonly recipe: Recipe;
  /** Null where no object of the matrix is asked for. */
  readonly object: { readonly kind: Kind; readonly name: string; readonly facts: Facts } | null;
  /** The door asks for the role alone, so one object of a kind is enough for who is turned away there. */
  readonly isFirst: boolean;
}

/** An operation without a recipe: its body may name things that nobody here knows. */
const DOOR_ALONE: Recipe = { judged: 'door', body: { unknownField: true } };

/** What ends a session would end the matrix, so it has questions of its own. */
const ENDS_SESSIONS: readonly string[] = ['signOut', 'endOwnSession'];

/** Each operation on each object that its path or its body may name. */
export function questions(objects: Objects): readonly Question[] {
  return (
    listAllRoutes()
      // A stream has no end; who may read it and what it tells has tests of its own.
      .filter(({ operationId, streams }) => !ENDS_SESSIONS.includes(operationId) && streams !== true)
      .flatMap((route): readonly Question[] => {
        const recipe = recipeOf(route);
        const kind = recipe.names ?? kindOfPath(route.path);
        const all: readonly (readonly [string, Facts])[] =
          kind === undefined || recipe.judged === 'door' ? [] : Object.entries(objects[kind]);
        const named = all
          .filter(([name]) => recipe.on?.includes(name) ?? true)
          .flatMap(([name, facts], position) =>
            kind === undefined ? [] : [{ route, recipe, object: { kind, name, facts }, isFirst: position === 0 }],
          );
        return named.length === 0 ? [{ route, recipe, object: null, isFirst: true }] : named;
      })
  );
}

export function recipeOf({ operationId, method }: Route): Recipe {
  return RECIPES[operationId] ?? (method === 'get' ? {} : DOOR_ALONE);
}

function kindOfPath(path: string): Kind | undefined {
  const parameters = Array.from(path.matchAll(/:(\w+)/g), ([, name]) => name ?? '');
  return parameters.map((name) => KIND_OF_PARAMETER[name]).find((one) => one !== undefined);
}

/**
 * Of the first object all whom the door knows, and one of each seat that it turns away; of further objects one of those
 * who are alike to it. Who speaks for the others changes from turn to turn, so that everybody is asked.
 */
export function askersOf<One extends Asker>(all: readonly One[], question: Question, turn: number): readonly One[] {
  const { route, object, isFirst } = question;
  const known = all.filter((asker) => isNamed(asker, route.operationId));
  if (object !== null && !isFirst) {
    return someOf(known, turn, (asker) => likenessOf(asker, route.operationId, object.facts));
  }
  const turnedAway = all.filter((asker) => !known.includes(asker));
  return [...known, ...someOf(turnedAway, turn, ({ roles }) => roles.join())];
}

function someOf<One>(all: readonly One[], turn: number, likeness: (one: One) => string): readonly One[] {
  const alike = new Map<string, One[]>();
  for (const one of all) {
    alike.set(likeness(one), [...(alike.get(likeness(one)) ?? []), one]);
  }
  return Array.from(alike.values()).flatMap((some) => some.slice(turn % some.length).slice(0, 1));
}

export type Expected = 'noSignIn' | 'noRole' | 'refused' | 'permitted' | 'open' | 'any';

export function expectedOf(asker: Asker, { route, recipe, object }: Question): Expected {
  const { operationId } = route;
  if (!isNamed(asker, operationId)) {
    return asker.token === null ? 'noSignIn' : 'noRole';
  }
  if (recipe.judged === 'door' || recipe.judged === 'credential') {
    return recipe.judged === 'door' ? 'open' : 'any';
  }
  if (object === null) {
    return 'permitted';
  }
  const isGranted = isPermitted(asker, operationId, object.facts);
  const isKnown = knows(asker, object);
  if (recipe.judged === 'sight') {
    return isGranted || isKnown ? 'any' : 'refused';
  }
  const isOpen = recipe.openOn?.includes(object.name) ?? true;
  if (isGranted) {
    return 'permitted';
  }
  return isKnown && !isOpen ? 'any' : 'refused';
}

/** Whether somebody may know that an object is there at all. */
export function knows(asker: Asker, { kind, facts }: NonNullable<Question['object']>): boolean {
  return isPermitted(asker, KINDS[kind].reading, facts);
}

/** The same question about what does not exist. */
export function ofNothing({ object, ...question }: Question): Question {
  const facts = object === null ? null : { ...object, name: 'unknown', facts: unknownOf(KINDS[object.kind].prefix) };
  return { ...question, object: facts };
}

export async function ask(client: HttpClient, asker: Asker, { route, recipe, object }: Question): Promise<Answer> {
  const facts = object?.facts ?? unknownOf('non');
  const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) =>
    KIND_OF_PARAMETER[name] === undefined
      ? (facts.parts?.[route.operationId] ??
        facts.parts?.[name] ??
        recipe.params?.[name] ??
        unknownOf(PART_PREFIXES[name] ?? 'non').id)
      : facts.id,
  );
  const asked = recipe.query === undefined ? path : `${path}?${recipe.query}`;
  const method = route.method.toUpperCase();
  const body = typeof recipe.body === 'function' ? recipe.body(facts, asker) : recipe.body;
  return recipe.file === undefined
    ? client.send(method, asked, method === 'GET' ? undefined : body, { 'If-Match': '"99999"' })
    : client.upload(method, asked, recipe.file);
}

/** How the ids of parts begin. */
const PART_PREFIXES: Readonly<Record<string, string>> = {
  holdId: 'hld',
  repaymentId: 'rcs',
  setOffId: 'rcs',
  resultId: 'res',
};

/** Whether an id that the body names is refused as one that is not there. */
export function refusesId({ body }: Answer, { recipe }: Question): boolean {
  const errors: readonly { readonly code?: string }[] = body?.errors ?? [];
  return recipe.names !== undefined && errors.some(({ code }) => code === 'NOT_FOUND');
}

/** What an answer tells; the address of the request and the number of its trace are its own. */
export function told({ status, body }: Answer, { object }: Question): string {
  const { code, title, detail, errors } = typeof body === 'object' && body !== null ? body : {};
  return JSON.stringify({ status, code, title, detail, errors }).replaceAll(object?.facts.id ?? '…', '…');
}
