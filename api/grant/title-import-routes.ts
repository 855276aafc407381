import { covers } from '../../domain/authority/jurisdiction.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import type { DesignationType } from '../../domain/grant/designation.ts';
import { titleRoutes } from '../../domain/grant/designation-targets.ts';
import {
  checkTitleRow,
  TITLE_COLUMNS,
  titleColumn,
  titleKeyOfCells,
  type TitleColumn,
} from '../../domain/grant/title-import.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { snapshotPolicy } from '../../domain/policy/policy-snapshot.ts';
import { ShortListQuery } from '../../schemas/http-schemas.ts';
import {
  TitleImportPage,
  TitleImportParams,
  TitleImportQuery,
  TitleImportReport,
  TitleImportView,
} from '../../schemas/title-import-schemas.ts';
import { rowError, tableWarning } from '../filing/filing-import.ts';
import type { Caller } from '../kernel/caller.ts';
import { checkInTurns } from '../kernel/check-in-turns.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { readTable, TABLE_PROBLEMS } from '../kernel/read-table.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { GrantDependencies } from './find-grants.ts';
import { untilBegun } from './grant-act-routes.ts';
import type { LawOfTitle, TitleImport, TitleImports } from './title-import-ports.ts';

const FORM = { columnOf: titleColumn, needed: TITLE_COLUMNS };

/** Titles from before: a file of one person, in force once another one confirms it (api §9.5). */
export function titleImportRoutes(deps: GrantDependencies): readonly Route[] {
  return [importTitles(deps), listImports(deps), readImport(deps), confirmImport(deps)];
}

function importTitles({ imports, library }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'importDesignations',
    method: 'post',
    path: '/api/v1/designations/imports',
    summary: 'Enter titles from before as a file; they are in force once an approver confirms them (R-117)',
    query: TitleImportQuery,
    multipart: 'required',
    answer: TitleImportReport,
    status: 201,
    otherStatus: 200,
    idempotency: 'accepted',
    problems: ['OTHER_ORGAN', ...TABLE_PROBLEMS],
    async handle({ caller, query: { dryRun }, file, language, at, idempotencyKey }) {
      requireHr(caller);
      const table = await readTable<TitleColumn>(file, FORM);
      const living = await imports.living(caller.jurisdiction);
      const today = dayAt(at.getTime());
      const context = {
        today,
        living,
        isWithin: (city: string) => covers(caller.jurisdiction, city),
        isOpen: (title: DesignationType) => lawOfTitle(library, caller.jurisdiction, today)(title) !== null,
      };
      const check = await checkInTurns(table.rows, titleKeyOfCells, (cells, seen) =>
        checkTitleRow(cells, seen, context),
      );
      const isStored = !dryRun && check.errors.length === 0 && check.good.length > 0;
      const id = isStored ? await imports.enter(check.good, { caller, at, key: idempotencyKey }) : null;
      const report = {
        rows: check.rows,
        accepted: check.good.length,
        imported: isStored ? check.good.length : 0,
        unchanged: 0,
        warnings: table.notices.map((notice) => tableWarning(notice, language)),
        errors: check.errors.map((error) => rowError(error, language)),
      };
      const state = id === null ? null : ('waitsForConfirmation' as const);
      return { body: { ...report, id, state }, isOther: !isStored };
    },
  });
}

/** The first route in force that designates a kind and level, with its law. */
function lawOfTitle(library: PolicyLibrary, jurisdiction: string, on: IsoDate) {
  const routes = titleRoutes(library, jurisdiction);
  return ({ kind, level }: DesignationType): LawOfTitle | null => {
    for (const { route } of routes.filter((one) => one.kind === kind && one.level === level)) {
      const law = snapshotPolicy(library, { jurisdiction, route, on });
      if (law.ok) {
        return { route, snapshot: law.value };
      }
    }
    return null;
  };
}

function listImports({ imports }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'listDesignationImports',
    method: 'get',
    path: '/api/v1/designations/imports',
    summary: 'Files of titles from before, the newest first',
    query: ShortListQuery,
    answer: TitleImportPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor } }) {
      const rows = await imports.list(caller.jurisdiction, { limit, after: instantKeyset(cursor) });
      const page = pageOf(rows, limit, ({ enteredAt, id }) => [enteredAt.getTime(), id], importView);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readImport({ imports }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'readDesignationImport',
    method: 'get',
    path: '/api/v1/designations/imports/:importId',
    summary: 'One file of titles from before, as it was entered',
    params: TitleImportParams,
    answer: TitleImportView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { importId } }) {
      return { body: importView(await findImport(imports, importId, caller)) };
    },
  });
}

function confirmImport({ imports, library, desk, grants }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'confirmDesignationImport',
    method: 'post',
    path: '/api/v1/designations/imports/:importId/confirmation',
    summary: 'Put the titles of a file in force: they are assessed from their next full year on (R-117)',
    params: TitleImportParams,
    answer: TitleImportView,
    idempotency: 'required',
    problems: [
      'NOT_FOUND',
      'OTHER_ORGAN',
      'FORBIDDEN',
      'SAME_PERSON_FORBIDDEN',
      'ALREADY_CONFIRMED',
      'ALREADY_DESIGNATED',
      'ROUTE_NOT_OPEN',
      'WORKER_UNAVAILABLE',
    ],
    async handle({ caller, params: { importId }, at }) {
      const found = await findImport(imports, importId, caller);
      requireHr(caller);
      if (found.jurisdiction !== caller.jurisdiction) {
        throw new Problem('FORBIDDEN');
      }
      // A repeat of who confirmed it reads on, because the first answer may have been that no worker ran.
      if (found.deciderId !== caller.personId) {
        const lawOf = lawOfTitle(library, found.jurisdiction, dayAt(at.getTime()));
        const confirmed = await imports.confirm(importId, { caller, at, lawOf });
        if (!confirmed.ok) {
          throw new Problem(confirmed.code);
        }
      }
      await beginTitles({ grants, desk }, await findImport(imports, importId, caller));
      return { body: importView(await findImport(imports, importId, caller)) };
    },
  });
}

/** Where Temporal does not answer, the sweep of starts begins them. @throws Problem WORKER_UNAVAILABLE */
async function beginTitles(
  { grants, desk }: Pick<GrantDependencies, 'grants' | 'desk'>,
  { titles }: TitleImport,
): Promise<void> {
  const grantIds = titles.flatMap(({ grantId }) => (grantId === null ? [] : [grantId]));
  for (const grantId of grantIds) {
    await desk.start('grant', grantId).catch(() => undefined);
  }
  for (const grantId of grantIds) {
    await untilBegun(grants, grantId);
  }
}

/** @throws Problem NOT_FOUND */
async function findImport(imports: TitleImports, importId: string, caller: Caller): Promise<TitleImport> {
  const found = await imports.find(importId, caller.jurisdiction);
  if (found === null) {
    throw new Problem('NOT_FOUND');
  }
  return found;
}

/** @throws Problem OTHER_ORGAN */
function requireHr({ organ }: Caller): void {
  if (organ !== 'HRSS') {
    throw new Problem('OTHER_ORGAN');
  }
}

function importView({ makerId: _maker, deciderId: _decider, enteredAt, decidedAt, titles, ...one }: TitleImport) {
  return {
    ...one,
    enteredAt: enteredAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    titles: titles.map((title) => ({ ...title })),
  };
}
