import { covers } from '../../domain/authority/jurisdiction.ts';
import { dayAt, parseIsoDate, type IsoDate } from '../../domain/calendar.ts';
import { designationRows, programmeFen, titleRoutes } from '../../domain/grant/designation-targets.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import {
  DesignationPage,
  DesignationQuery,
  DesignationReport,
  DesignationReportQuery,
  PublicDesignationPage,
} from '../../schemas/title-schemas.ts';
import { pageOf, pageOfAll, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { FILE_TYPES, tableReply } from '../kernel/table-file.ts';
import { designationTable } from './designation-file.ts';
import type { GrantDependencies } from './find-grants.ts';
import type { DesignationRecord, TitleStore } from './title-ports.ts';

/** The register of titles, and their report (R-112, api §9.5). */
export function designationRoutes(deps: GrantDependencies): readonly Route[] {
  return [listDesignations(deps), listPublicDesignations(deps), readDesignationReport(deps)];
}

function listDesignations({ titles }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'listDesignations',
    method: 'get',
    path: '/api/v1/designations',
    summary: 'Titles of bases and studios, by name',
    query: DesignationQuery,
    answer: DesignationPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor, ...query } }) {
      const asked = { ...query, on: dayOf(query.on), limit, after: keysetOf(cursor) };
      const rows = await titles.register(asked, caller.jurisdiction);
      const page = pageOf(
        rows,
        limit,
        ({ name, grantId }) => [name, grantId],
        (row) => ({ ...row }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function listPublicDesignations({ titles }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'listPublicDesignations',
    method: 'get',
    path: '/public/designations',
    summary: 'The public list of titles',
    query: DesignationQuery,
    answer: PublicDesignationPage,
    problems: ['CURSOR_INVALID'],
    async handle({ query: { limit, cursor, ...query } }) {
      const asked = { ...query, on: dayOf(query.on), limit, after: keysetOf(cursor) };
      const rows = await titles.register(asked, null);
      const page = pageOf(rows, limit, ({ name, grantId }) => [name, grantId], publicView);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

/** The title alone, without its number in the system and without money. */
function publicView({ kind, level, name, holder, city, number, state, from, to }: DesignationRecord) {
  return { kind, level, name, holder, city, number, state, from, to };
}

function dayOf(text: string | undefined): IsoDate | undefined {
  return text === undefined ? undefined : parseIsoDate(text);
}

function keysetOf(cursor: string | undefined): readonly [string, string] | null {
  const [name, id] = parseCursor(cursor, 2) ?? [];
  if (cursor === undefined) {
    return null;
  }
  if (typeof name !== 'string' || typeof id !== 'string') {
    throw new Problem('CURSOR_INVALID');
  }
  return [name, id];
}

function readDesignationReport({ titles, library }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'readDesignationReport',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/reports/designations',
    summary: 'Titles that exist beside every goal, with their money, and the sum of the programme (R-112)',
    query: DesignationReportQuery,
    answer: DesignationReport,
    rawAnswers: FILE_TYPES,
    problems: ['FORBIDDEN', 'CURSOR_INVALID'],
    async handle({ caller, query, at }) {
      const jurisdiction = query.jurisdiction ?? caller.jurisdiction;
      if (!covers(caller.jurisdiction, jurisdiction)) {
        throw new Problem('FORBIDDEN');
      }
      const body = await reportOf({ titles, library }, jurisdiction, dayOf(query.on) ?? dayAt(at.getTime()));
      const format = query.format ?? 'json';
      const name = `designations-${jurisdiction}-${body.on}`;
      return format === 'json'
        ? { body: { ...body, ...pageOfAll(body.items, query.limit, query.cursor) } }
        : tableReply(designationTable(body), name, format);
    },
  });
}

/** Every kind and level with an amount or a goal, with what exists on the day. */
async function reportOf(
  { titles, library }: { readonly titles: TitleStore; readonly library: PolicyLibrary },
  jurisdiction: string,
  on: IsoDate,
) {
  const rows = designationRows(library, { jurisdiction, on }, titleRoutes(library, jurisdiction));
  const counts = await titles.counts(jurisdiction, on);
  return {
    jurisdiction,
    on,
    items: rows.map(({ kind, level, targets }) => {
      const found = counts.find((one) => one.kind === kind && one.level === level);
      return {
        kind,
        level,
        active: found?.active ?? 0,
        suspended: found?.suspended ?? 0,
        ended: found?.ended ?? 0,
        committedFen: found?.committedFen ?? 0,
        paidFen: found?.paidFen ?? 0,
        recoveredFen: found?.recoveredFen ?? 0,
        targets: targets.map((target) => ({ ...target })),
      };
    }),
    nextCursor: null,
    programmeFen: programmeFen(rows),
  };
}
