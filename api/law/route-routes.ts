import { pageOfAll } from '../kernel/paging.ts';
import { dayAt } from '../../domain/calendar.ts';
import { columnWord } from '../../domain/intake/entry-headers.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import type { PolicyLibrary, RouteColumn, RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { oneOfColumns } from '../../domain/policy/check/route-columns.ts';
import { listRoutes, type ListedRoute } from '../../domain/policy/route-list.ts';
import { partyWord, payeeWord } from '../../domain/texts/route-words.ts';
import { factsToAsk, wantedFacts } from '../../domain/line/asked-evidence.ts';
import { REGISTER_NAMES } from '../../domain/line/register-answers.ts';
import { RoutesAnswer, RoutesQuery } from '../../schemas/law-schemas.ts';
import { defineRoute, type Route } from '../kernel/route.ts';

/** Answers kept per jurisdiction and day: packs never change while a process runs. */
const KEPT_ANSWERS = 100;

export function listRoutesRoute({ library }: { readonly library: PolicyLibrary }): Route {
  const kept = new Map<string, readonly ListedRoute[]>();
  return defineRoute({
    operationId: 'listRoutes',
    method: 'get',
    path: '/api/v1/routes',
    summary: 'Every route: open or not and why, who may apply, documents, steps, days, clause (R-142)',
    query: RoutesQuery,
    answer: RoutesAnswer,
    problems: ['INVALID', 'CURSOR_INVALID'],
    async handle({ query: { jurisdiction, on, limit, cursor }, at }) {
      const day = on ?? dayAt(at.getTime());
      const key = `${jurisdiction} ${day}`;
      const items = kept.get(key) ?? listRoutes(library, { jurisdiction, on: day });
      if (kept.size < KEPT_ANSWERS) {
        kept.set(key, items);
      }
      return { body: pageOfAll(items.map(routeView), limit, cursor) };
    },
  });
}

function routeView(listed: ListedRoute) {
  const { code, number, name, route, document, steps, expectedDays } = listed;
  return {
    code,
    number,
    open: listed.missing.length === 0,
    reason: listed.missing.length === 0 ? null : 'ROUTE_NOT_OPEN',
    missing: listed.missing.map(({ key }) => key),
    why: listed.missing.map(({ key, zh, en }) => ({ key, zh, en })),
    name: name === null ? null : { ...name },
    pipeline: route?.pipeline ?? null,
    document,
    clause: route?.clause ?? null,
    quote: route?.quote ?? null,
    intake: route?.intake ?? null,
    applicants: [...(route?.applicants ?? [])],
    applicantWords: (route?.applicants ?? []).map((kind) => ({ ...partyWord(kind) })),
    payee: route?.payee ?? null,
    payeeWord: route === null ? null : { ...payeeWord(route) },
    department: route?.department ?? null,
    departmentWord: route?.department === undefined ? null : organWord(route.department),
    rateKind: route?.rateKind ?? null,
    documents: (route?.documents ?? []).map((one) => ({ ...one, label: { ...one.label } })),
    columns: (route?.columns ?? []).map((column) => columnView(column, route)),
    asked: route === null ? [] : [...factsToAsk(wantedFacts(route), REGISTER_NAMES)],
    steps: steps.map(({ labels, ...step }) => ({ ...step, labels: { ...labels }, organWord: organWord(step.organ) })),
    expectedDays,
    ridesOn: [...(route?.ridesOn ?? [])],
    riddenBy: [...listed.riddenBy],
  };
}

/** `oneOf`: at least one of these columns is filled in; empty where the column is wanted or not by itself. */
function columnView(column: RouteColumn, route: RouteDefinition | null) {
  const oneOf = route === null ? [] : oneOfColumns(route);
  return { ...column, header: columnWord(column.code), oneOf: oneOf.includes(column.code) ? [...oneOf] : [] };
}
