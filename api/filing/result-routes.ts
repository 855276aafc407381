import { dayAt } from '../../domain/calendar.ts';
import { isResultWindowOver } from '../../domain/filing/class-claims.ts';
import {
  checkResultRow,
  resultColumn,
  resultKey,
  type ResultColumn,
  type ResultRow,
} from '../../domain/intake/result-row.ts';
import { cell, idNumberOf } from '../../domain/intake/table-cell.ts';
import { checkInTurns } from '../kernel/check-in-turns.ts';
import { FilingParams, ResultView } from '../../schemas/filing-schemas.ts';
import { ImportQuery, ImportReport, PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import { isOwn } from './filing-acts.ts';
import { importTable, requireOwn, type TableImport } from './filing-import.ts';
import { Problem } from '../kernel/problem.ts';
import { namesOf, resultView } from './filing-view.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { FilingDependencies } from './filing-dependencies.ts';
import { present } from './filing-routes.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { TABLE_PROBLEMS } from '../kernel/read-table.ts';

export function resultRoutes({ filings, desk }: FilingDependencies): readonly Route[] {
  return [
    defineRoute({
      operationId: 'importResults',
      method: 'post',
      path: '/api/v1/class-filings/:filingId/results',
      summary:
        'Import assessment results and certificates (R-038, R-046); of people without a certificate to the end of the claim window',
      params: FilingParams,
      query: ImportQuery,
      multipart: 'required',
      answer: ImportReport,
      idempotency: 'accepted',
      problems: [
        'NOT_FOUND',
        'WRONG_STATE',
        'CLAIM_WINDOW_CLOSED',
        'WORKER_UNAVAILABLE',
        'FORGED_ACT',
        ...TABLE_PROBLEMS,
      ],
      async handle({ caller, params: { filingId }, query, file, idempotencyKey, language, at }) {
        const asked = { filingId, caller, at, file, query, language };
        if (isResultWindowOver(await requireOwn(filings, asked), dayAt(at.getTime()))) {
          throw new Problem('CLAIM_WINDOW_CLOSED');
        }
        const report = await importTable(filings, asked, resultImport(at));
        const filing = present(await filings.find(filingId, caller));
        // Rows that are stored already count too: a repeat after a missing answer still moves the class on.
        if (!query.dryRun && filing.state === 'ended' && report.imported + report.unchanged > 0) {
          await desk.resultsRecorded({ filingId, caller, idempotencyKey, at });
        }
        return { body: report };
      },
    }),

    defineRoute({
      operationId: 'getResults',
      method: 'get',
      path: '/api/v1/class-filings/:filingId/results',
      summary: 'The assessment results as imported',
      params: FilingParams,
      query: PageQuery,
      answer: pageSchema(ResultView),
      problems: ['NOT_FOUND', 'CURSOR_INVALID'],
      async handle({ caller, params: { filingId }, query: { limit, cursor } }) {
        const filing = present(await filings.find(filingId, caller));
        const page = pageOfAll(await filings.results(filingId), limit, cursor);
        const names = namesOf(await filings.roster(filingId));
        return { body: { ...page, items: page.items.map((one) => resultView(one, names, isOwn(filing, caller))) } };
      },
    }),
  ];
}

function resultImport(at: Date): TableImport<ResultRow, ResultColumn> {
  return {
    area: 'results',
    act: 'importResults',
    form: () => ({ columnOf: resultColumn, needed: ['idNumber', 'assessed'] }),
    async judge(scope, rows) {
      const people = await scope.onRoster(rows.map(({ cells }) => idNumberOf(cell(cells, 'idNumber'))));
      const stored = new Map((await scope.results()).map((result) => [result.idNumber, result]));
      const inClaims = await scope.peopleInClaims('results');
      const check = await checkInTurns(rows, resultKey, (cells, seen) =>
        checkResultRow(cells, {
          today: dayAt(at.getTime()),
          isOnRoster: (idNumber) => people.has(idNumber),
          seen,
          stored: (idNumber) => stored.get(idNumber),
          isInClaim: (idNumber) => inClaims.has(people.get(idNumber) ?? ''),
        }),
      );
      return {
        check,
        async write(fresh) {
          await scope.putResults(fresh.map((row) => ({ ...row, personId: people.get(row.idNumber) ?? '' })));
          await scope.markClaimChanged();
        },
      };
    },
  };
}
