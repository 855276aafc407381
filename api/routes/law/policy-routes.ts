import { dayAt, parseIsoDate } from '../../../domain/calendar.ts';
import type { ParameterValue, PolicyDocument, PolicyLibrary } from '../../../domain/policy/policy-pack.ts';
import { parameterKeys, resolveParameter, type Statement } from '../../../domain/policy/resolve-parameter.ts';
import { resolveRoute, routeCodes } from '../../../domain/policy/resolve-route.ts';
import { computeDeadline } from '../../../domain/rules/deadlines.ts';
import {
  CalendarAnswer,
  CalendarParams,
  CalendarQuery,
  DeadlineAnswer,
  DeadlineQuery,
  PoliciesAnswer,
  PolicyAnswer,
  PolicyParams,
  ResolveAnswer,
  ResolveQuery,
  RoutesAnswer,
  RoutesQuery,
} from '../../../schemas/law-schemas.ts';
import { Problem } from '../../problem.ts';
import { defineRoute, type Route } from '../../route.ts';

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
    answer: PoliciesAnswer,
    access: { signedIn: true },
    problems: [],
    async handle() {
      const items = library.packs.map((pack) => ({
        ...documentView(pack.document),
        parameters: pack.parameters.length,
      }));
      return { body: { items } };
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
    access: { signedIn: true },
    problems: ['NOT_FOUND'],
    async handle({ params: { document } }) {
      const pack = library.packs.find((one) => one.document.id === document);
      if (pack === undefined) {
        throw new Problem('NOT_FOUND');
      }
      return {
        body: {
          ...documentView(pack.document),
          parameters: pack.parameters.map((row) => ({
            key: row.key,
            value: valueView(row.value),
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

function resolvePolicyRoute({ library }: LawDependencies): Route {
  return defineRoute({
    operationId: 'resolvePolicy',
    method: 'get',
    path: '/api/v1/policies/resolve',
    summary: 'Every parameter of a route on a day: the winner, the losers, why (R-001, R-002)',
    query: ResolveQuery,
    answer: ResolveAnswer,
    access: { signedIn: true },
    problems: ['INVALID'],
    async handle({ query }) {
      const route = resolveRoute(library, query);
      const parameters = parameterKeys(library, query.route).map((key) => {
        const { winner, losers } = resolveParameter(library, { ...query, key });
        return {
          key,
          winner: winner === null ? null : statementView(winner),
          losers: losers.map((one) => ({ ...statementView(one), reason: one.reason })),
        };
      });
      return { body: { ...query, open: route.ok, missing: route.ok ? [] : [...route.missing], parameters } };
    },
  });
}

function listRoutesRoute({ library }: LawDependencies): Route {
  return defineRoute({
    operationId: 'listRoutes',
    method: 'get',
    path: '/api/v1/routes',
    summary: 'Which routes are open, and which parameter the others miss',
    query: RoutesQuery,
    answer: RoutesAnswer,
    access: { signedIn: true },
    problems: ['INVALID'],
    async handle({ query: { jurisdiction, on }, at }) {
      const day = on ?? dayAt(at.getTime());
      const items = routeCodes(library, jurisdiction).map((code) => {
        const found = resolveRoute(library, { jurisdiction, route: code, on: day });
        const { name, pipeline } = found.ok ? found.value : { name: null, pipeline: null };
        return {
          code,
          open: found.ok,
          reason: found.ok ? null : found.reason,
          missing: found.ok ? [] : [...found.missing],
          name: name === null ? null : { ...name },
          pipeline,
          document: found.ok ? found.document : null,
        };
      });
      return { body: { items } };
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
    access: { signedIn: true },
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
    access: { signedIn: true },
    problems: ['INVALID'],
    async handle({ caller, query: { rule, from, jurisdiction, route } }) {
      const question = { jurisdiction: jurisdiction ?? caller.jurisdiction, route, on: from };
      const winner = (key: string) => resolveParameter(library, { ...question, key }).winner;
      const days = winner(rule);
      const unit = days?.unit;
      if (typeof days?.value !== 'number' || (unit !== 'workingDays' && unit !== 'calendarDays' && unit !== 'months')) {
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

function statementView(statement: Statement) {
  const { key, unit, document, documentTitle, clause, quote, mark } = statement;
  return { key, value: valueView(statement.value), unit, document, documentTitle, clause, quote, mark };
}

function valueView(value: ParameterValue): number | string | boolean | string[] {
  return typeof value === 'object' ? [...value] : value;
}
