import { dayAt } from '../../domain/calendar.ts';
import { checkDemandRow, demandColumn, NEEDED_DEMAND_COLUMNS } from '../../domain/demand/demand-row.ts';
import { demandRules } from '../../domain/demand/demand-rules.ts';
import { EntryImportQuery } from '../../schemas/demand-schemas.ts';
import { ImportReport } from '../../schemas/http-schemas.ts';
import { rowError, tableWarning } from '../filing/filing-import.ts';
import { checkInTurns } from '../kernel/check-in-turns.ts';
import { readTable, TABLE_PROBLEMS } from '../kernel/read-table.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { DemandDependencies } from './demand-dependencies.ts';

/** A survey's list as a file, by an officer, whose entries count as checked. */
export function importEntries({ demand, library }: DemandDependencies): Route {
  return defineRoute({
    operationId: 'importDemandEntries',
    method: 'post',
    path: '/api/v1/demand-entries/imports',
    summary: 'Import entries of one list from a csv or xlsx file; a file with errors stores nothing unless asked to',
    query: EntryImportQuery,
    multipart: 'required',
    answer: ImportReport,
    idempotency: 'accepted',
    problems: ['INVALID', ...TABLE_PROBLEMS],
    async handle({ caller, query: { list, dryRun, acceptGood }, file, at, language, idempotencyKey }) {
      const { jurisdiction } = caller;
      const today = dayAt(at.getTime());
      const { entryValidDays: validDays } = demandRules(library, jurisdiction, today);
      const read = await readTable(file, { columnOf: demandColumn, needed: NEEDED_DEMAND_COLUMNS[list] });
      const check = await checkInTurns(
        read.rows,
        () => undefined,
        (cells) => checkDemandRow(cells, { list, today, jurisdiction, validDays }),
      );
      const stores = !dryRun && check.good.length > 0 && (check.errors.length === 0 || acceptGood);
      if (stores) {
        const kept = { jurisdiction, source: 'FILE', isChecked: true, by: caller, at } as const;
        const keyOf = (position: number) =>
          idempotencyKey === undefined ? undefined : `${idempotencyKey}/${position}`;
        await demand.keepAll(check.good.map((data, position) => ({ ...kept, data, key: keyOf(position) })));
      }
      return {
        body: {
          rows: check.rows,
          accepted: check.good.length,
          imported: stores ? check.good.length : 0,
          unchanged: 0,
          warnings: read.notices.map((notice) => tableWarning(notice, language)),
          errors: check.errors.map((error) => rowError(error, language)),
        },
      };
    },
  });
}
