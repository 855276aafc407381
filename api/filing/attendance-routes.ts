import { dayAt } from '../../domain/calendar.ts';
import { firstUnclaimedDay } from '../../domain/filing/instalments.ts';
import {
  attendanceColumn,
  attendanceKey,
  checkAttendanceRow,
  type AttendanceColumn,
  type AttendanceRow,
} from '../../domain/intake/attendance-row.ts';
import { cell, idNumberOf } from '../../domain/intake/table-cell.ts';
import { checkInTurns } from '../kernel/check-in-turns.ts';
import { AttendanceView, FilingParams } from '../../schemas/filing-schemas.ts';
import { ImportQuery, ImportReport, PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import { attendanceOpensOn, isOwn } from './filing-acts.ts';
import { importTable, type TableImport } from './filing-import.ts';
import { attendanceView, namesOf } from './filing-view.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { FilingDependencies } from './filing-dependencies.ts';
import { present } from './filing-routes.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { TABLE_PROBLEMS } from '../kernel/read-table.ts';

export function attendanceRoutes({ filings }: FilingDependencies): readonly Route[] {
  return [
    defineRoute({
      operationId: 'importAttendance',
      method: 'post',
      path: '/api/v1/class-filings/:filingId/attendance',
      summary: 'Import attendance: hours per person and day, until the claim is submitted (R-036)',
      params: FilingParams,
      query: ImportQuery,
      multipart: 'required',
      answer: ImportReport,
      idempotency: 'accepted',
      problems: ['NOT_FOUND', 'WRONG_STATE', ...TABLE_PROBLEMS],
      async handle({ caller, params: { filingId }, query, file, language, at }) {
        const asked = { filingId, caller, at, file, query, language };
        return { body: await importTable(filings, asked, attendanceImport(at)) };
      },
    }),

    defineRoute({
      operationId: 'getAttendance',
      method: 'get',
      path: '/api/v1/class-filings/:filingId/attendance',
      summary: 'The attendance as imported',
      params: FilingParams,
      query: PageQuery,
      answer: pageSchema(AttendanceView),
      problems: ['NOT_FOUND', 'CURSOR_INVALID'],
      async handle({ caller, params: { filingId }, query: { limit, cursor } }) {
        const filing = present(await filings.find(filingId, caller));
        const page = pageOfAll(await filings.attendance(filingId), limit, cursor);
        const names = namesOf(await filings.roster(filingId));
        return { body: { ...page, items: page.items.map((day) => attendanceView(day, names, isOwn(filing, caller))) } };
      },
    }),
  ];
}

function attendanceImport(at: Date): TableImport<AttendanceRow, AttendanceColumn> {
  return {
    area: 'attendance',
    act: 'importAttendance',
    form: () => ({ columnOf: attendanceColumn, needed: ['idNumber', 'date', 'hours'] }),
    async judge(scope, rows) {
      const { endsOn } = scope.filing;
      const people = await scope.onRoster(rows.map(({ cells }) => idNumberOf(cell(cells, 'idNumber'))));
      const inClaims = await scope.peopleInClaims('attendance');
      const stored = new Map((await scope.attendance()).map((day) => [`${day.idNumber} ${day.date}`, day.hours]));
      const check = await checkInTurns(rows, attendanceKey, (cells, seen) =>
        checkAttendanceRow(cells, {
          today: dayAt(at.getTime()),
          opensOn: attendanceOpensOn(scope.filing),
          endsOn,
          isOnRoster: (idNumber) => people.has(idNumber),
          seen,
          stored: (idNumber, date) => stored.get(`${idNumber} ${date}`),
          isInClaim: (idNumber, date) => {
            const year = inClaims.get(people.get(idNumber) ?? '');
            return year !== undefined && date < firstUnclaimedDay(scope.filing, year);
          },
        }),
      );
      return {
        check,
        async write(fresh) {
          await scope.putAttendance(fresh.map((row) => ({ ...row, personId: people.get(row.idNumber) ?? '' })));
          await scope.markClaimChanged();
        },
      };
    },
  };
}
