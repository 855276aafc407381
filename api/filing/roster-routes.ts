import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import {
  checkClassRosterRow,
  classRosterColumn,
  classRosterKey,
  neededColumns,
  rosterExtras,
  type ClassRosterColumn,
  type ClassRosterRow,
} from '../../domain/filing/class-roster.ts';
import { snapshotInt, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { mayAddToRoster } from '../../domain/filing/filing-rules.ts';
import { checkInTurns } from '../kernel/check-in-turns.ts';
import { FilingParams, RosterPersonParams, RosterView } from '../../schemas/filing-schemas.ts';
import { ImportQuery, ImportReport, PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import { isOwn, mayEdit } from './filing-acts.ts';
import { filingPolicy } from './filing-check.ts';
import { importTable, requireOwn, unwrap, type TableImport } from './filing-import.ts';
import type { Filing, FilingScope } from './filing-ports.ts';
import { rosterView } from './filing-view.ts';
import { Problem } from '../kernel/problem.ts';
import { TABLE_PROBLEMS } from '../kernel/read-table.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { FilingDependencies } from './filing-dependencies.ts';
import { present } from './filing-routes.ts';
import { pageOfAll } from '../kernel/paging.ts';

export function rosterRoutes(deps: FilingDependencies): readonly Route[] {
  return [importRosterRoute(deps), getRosterRoute(deps), removeFromRosterRoute(deps)];
}

function importRosterRoute({ filings, library }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'importRoster',
    method: 'post',
    path: '/api/v1/class-filings/:filingId/roster',
    summary: 'Import the student roster, the fifth document (R-030, R-031)',
    params: FilingParams,
    query: ImportQuery,
    multipart: 'required',
    answer: ImportReport,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'WRONG_STATE', 'ROSTER_CLOSED', 'ROUTE_NOT_OPEN', ...TABLE_PROBLEMS],
    async handle({ caller, params: { filingId }, query, file, language, at }) {
      const asked = { filingId, caller, at, file, query, language };
      return { body: await importTable(filings, asked, rosterImport(library, at)) };
    },
  });
}

function getRosterRoute({ filings }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'getRoster',
    method: 'get',
    path: '/api/v1/class-filings/:filingId/roster',
    summary: 'The roster; masked for everybody but the institution itself',
    params: FilingParams,
    query: PageQuery,
    answer: pageSchema(RosterView),
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { filingId }, query: { limit, cursor } }) {
      const filing = present(await filings.find(filingId, caller));
      const page = pageOfAll(await filings.roster(filingId), limit, cursor);
      return { body: { ...page, items: page.items.map((person) => rosterView(person, isOwn(filing, caller))) } };
    },
  });
}

function removeFromRosterRoute({ filings }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'removeFromRoster',
    method: 'delete',
    path: '/api/v1/class-filings/:filingId/roster/:personId',
    summary: 'Take somebody off the roster (R-034)',
    params: RosterPersonParams,
    status: 204,
    problems: ['NOT_FOUND', 'WRONG_STATE'],
    async handle({ caller, params: { filingId, personId }, at }) {
      await requireOwn(filings, { filingId, caller });
      const changed = await filings.change(
        { filingId, caller, at, isOpen: (filing) => mayEdit(filing, 'roster') },
        async (scope) => {
          if (!(await scope.removeFromRoster(personId))) {
            throw new Problem('NOT_FOUND');
          }
          await scope.audit('removeFromRoster', { personId });
        },
      );
      unwrap(changed);
      return { body: undefined };
    },
  });
}

function rosterImport(
  library: FilingDependencies['library'],
  at: Date,
): TableImport<ClassRosterRow, ClassRosterColumn> {
  const extrasOf = (filing: Filing) => rosterExtras(filingPolicy(library, { ...filing, data: filing }).routeDefinition);
  return {
    area: 'roster',
    act: 'importRoster',
    form(filing) {
      const extras = extrasOf(filing);
      return { columnOf: (header) => classRosterColumn(header, extras), needed: neededColumns(extras) };
    },
    async judge(scope, rows) {
      const { filing } = scope;
      const stored = new Map((await scope.roster()).map(({ row }) => [row.idNumber, row]));
      const snapshot = filingPolicy(library, { ...filing, data: filing });
      const context = {
        today: dayAt(at.getTime()),
        opensOn: filing.opensOn,
        minAge: snapshotInt(snapshot, 'roster.minAge'),
        jurisdiction: filing.jurisdiction,
        extras: rosterExtras(snapshot.routeDefinition),
        stored: (idNumber: string) => stored.get(idNumber),
      };
      return {
        check: await checkInTurns(rows, classRosterKey, (cells, seen) =>
          checkClassRosterRow(cells, { ...context, seen }),
        ),
        async write(fresh) {
          await refuseLateAddition(scope, snapshot, context.today);
          await scope.addToRoster(fresh);
        },
      };
    },
  };
}

async function refuseLateAddition(scope: FilingScope, snapshot: PolicySnapshot, today: IsoDate): Promise<void> {
  const { opensOn, classHours } = scope.filing;
  if (!mayAddToRoster({ today, opensOn, hoursDone: await hoursDoneIn(scope), classHours }, snapshot)) {
    throw new Problem('ROSTER_CLOSED');
  }
}

/** Class hours that were given: of each day the most that anybody attended. */
async function hoursDoneIn(scope: FilingScope): Promise<number> {
  const longest = new Map<string, number>();
  for (const { date, hours } of await scope.attendance()) {
    longest.set(date, Math.max(hours, longest.get(date) ?? 0));
  }
  return [...longest.values()].reduce((sum, hours) => sum + hours, 0);
}
