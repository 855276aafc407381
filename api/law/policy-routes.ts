import { valueWords } from '../../domain/texts/parameter-words.ts';
import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { parseIsoDate } from '../../domain/calendar.ts';
import type { PolicyDocument, PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { resolveParameter } from '../../domain/policy/resolve-parameter.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { computeDeadline, DEADLINE_UNITS } from '../../domain/task/deadlines.ts';
import {
  CalendarAnswer,
  CalendarParams,
  CalendarQuery,
  DeadlineAnswer,
  DeadlineQuery,
  PoliciesAnswer,
  PolicyAnswer,
  PolicyParams,
} from '../../schemas/law-schemas.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { routeWords, valueView } from './law-view.ts';
import { resolvePolicyRoute } from './resolve-policy-route.ts';
import { listRoutesRoute } from './route-routes.ts';

export interface LawDependencies {
  readonly library: PolicyLibrary;
}

export function policyRoutes(deps: LawDependencies): readonly Route[] {
  return [
    listPoliciesRoute(deps),
    resolvePolicyRoute(deps),
    getPolicyRoute(deps),
    listRoutesRoute(deps),
    calendarRoute(deps),
    deadlineRoute(deps),
  ];
}

function listPoliciesRoute({ library }: LawDependencies): Route {
  return defineRoute({
    operationId: 'listPolicies',
    method: 'get',
    path: '/api/v1/policies',
    summary: 'The documents that the rules come from',
    query: ShortListQuery,
    answer: PoliciesAnswer,
    problems: ['CURSOR_INVALID'],
    async handle({ query: { limit, cursor } }) {
      const items = library.packs.map((pack) => ({
        ...documentView(pack.document),
        parameters: pack.parameters.length,
      }));
      return { body: pageOfAll(items, limit, cursor) };
    },
  });
}

function getPolicyRoute({ library }: LawDependencies): Route {
  return defineRoute({
    operationId: 'getPolicy',
    method: 'get',
    path: '/api/v1/policies/:document',
    summary: 'One document: every parameter with clause, quote and mark',
    params: PolicyParams,
    answer: PolicyAnswer,
    problems: ['NOT_FOUND'],
    async handle({ params: { document } }) {
      const pack = library.packs.find((one) => one.document.id === document);
      if (pack === undefined) {
        throw new Problem('NOT_FOUND');
      }
      const routeWord = routeWords(library);
      return {
        body: {
          ...documentView(pack.document),
          parameters: pack.parameters.map((row) => ({
            key: row.key,
            value: valueView(row.value),
            valueLabel: valueWords(row, routeWord),
            unit: row.unit,
            route: row.route ?? null,
            clause: row.clause,
            quote: row.quote ?? null,
            mark: row.mark,
            note: row.note ?? null,
          })),
          routes: pack.routes.map(({ code, name, pipeline }) => ({ code, name: { ...name }, pipeline })),
          rates: pack.rates.map(({ kind, unit, value, clause, mark }) => ({
            kind,
            unit,
            value: Number(value),
            clause,
            mark,
          })),
        },
      };
    },
  });
}

function calendarRoute({ library }: LawDependencies): Route {
  return defineRoute({
    operationId: 'getCalendar',
    method: 'get',
    path: '/api/v1/calendars/:jurisdiction',
    summary: 'Published holidays and make-up days (R-098)',
    params: CalendarParams,
    query: CalendarQuery,
    answer: CalendarAnswer,
    problems: ['NOT_FOUND', 'INVALID'],
    async handle({ params: { jurisdiction }, query: { year } }) {
      const { version, publishedThrough, holidays, workedWeekendDays } = library.calendar;
      const ofYear = (day: string) => year === undefined || day.startsWith(year);
      return {
        body: {
          jurisdiction,
          version,
          publishedThrough,
          holidays: holidays.filter(ofYear),
          workedWeekendDays: workedWeekendDays.filter(ofYear),
        },
      };
    },
  });
}

function deadlineRoute({ library }: LawDependencies): Route {
  return defineRoute({
    operationId: 'computeDeadline',
    method: 'get',
    path: '/api/v1/deadlines',
    summary: 'When a deadline ends that begins on a day (R-097, R-108)',
    query: DeadlineQuery,
    answer: DeadlineAnswer,
    problems: ['INVALID'],
    async handle({ caller, query: { rule, from, jurisdiction, route } }) {
      const question = { jurisdiction: jurisdiction ?? caller.jurisdiction, route, on: from };
      const winner = (key: string) => resolveParameter(library, { ...question, key }).winner;
      const days = winner(rule);
      const unit = days?.unit;
      if (typeof days?.value !== 'number' || unit === undefined || !isOneOf(DEADLINE_UNITS, unit)) {
        throw new Problem('INVALID', { errors: [{ pointer: '/query/rule', code: 'UNKNOWN_VALUE' }] });
      }
      const deadline = computeDeadline(
        {
          startsOn: parseIsoDate(from),
          days: days.value,
          unit,
          movesToWorkingDay: unit !== 'workingDays',
          nearShareBp: Number(winner('reminder.nearShare')?.value ?? 5_000),
          escalateShareBp: Number(winner('reminder.escalateShare')?.value ?? 15_000),
        },
        library.calendar,
      );
      return { body: { ...deadline, rule, document: days.document, clause: days.clause } };
    },
  });
}

function documentView(document: PolicyDocument) {
  const { id, title, date, issuer, level, jurisdiction, validFrom } = document;
  return {
    id,
    title,
    number: document.number ?? null,
    date,
    issuer,
    level,
    jurisdiction,
    validFrom,
    validTo: document.validTo ?? null,
  };
}
