import { judgeDemandOfficer } from '../../domain/demand/demand-cycle-course.ts';
import {
  DEMAND_FILE_HEADERS,
  faultInRow,
  readDemandRow,
  type DemandColumn,
  type DemandRowFault,
} from '../../domain/demand/demand-file.ts';
import { needOf, standsForOne } from '../../domain/demand/demand-file-rows.ts';
import { surveyedBy, surveyPlaces } from '../../domain/demand/demand-places.ts';
import type { DemandList, NamedOccupation } from '../../domain/demand/demand-words.ts';
import { columnOf } from '../../domain/intake/table-cell.ts';
import type { TableRow } from '../../domain/intake/table-check.ts';
import { listedOccupations } from '../../domain/policy/directories.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { EntryImportQuery } from '../../schemas/demand-schemas.ts';
import { ImportReport } from '../../schemas/http-schemas.ts';
import { tableWarning } from '../filing/filing-import.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { fieldMessage } from '../kernel/messages.ts';
import { Problem } from '../kernel/problem.ts';
import { readTable, TABLE_PROBLEMS } from '../kernel/read-table.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { DemandDependencies } from './demand-dependencies.ts';
import type { RowToKeep } from './demand-ports.ts';
import { judgedEntry, mayEnterFor } from './entry-judging.ts';

/** Each row is an entry with an audit of its own, all of them in one transaction. */
const MOST_ROWS = 1_000;

/** Entries from a file of a survey: reported as a roster, and an officer's count as checked. */
export function importEntriesRoute({ demand, library }: DemandDependencies): Route {
  return defineRoute({
    operationId: 'importDemandEntries',
    method: 'post',
    path: '/api/v1/demand-entries/imports',
    summary: 'Enter what a file lists of enterprises’ needs and workers’ wishes, as csv or xlsx (R-022, R-023)',
    query: EntryImportQuery,
    multipart: 'required',
    answer: ImportReport,
    idempotency: 'accepted',
    problems: TABLE_PROBLEMS,
    async handle({ caller, query: { dryRun, acceptGood, list = null, jurisdiction }, file, language, at }) {
      const table = await readTable(file, {
        columnOf: (header) => columnOf<DemandColumn>(header, DEMAND_FILE_HEADERS),
        needed: [...(list === null ? (['list'] as const) : []), 'post', 'payFrom', 'payTo'],
      });
      if (table.rows.length > MOST_ROWS) {
        throw new Problem('FILE_TOO_MANY_ROWS', { facts: { maximum: MOST_ROWS } });
      }
      const asked = { library, caller, at, list, jurisdiction: jurisdiction ?? caller.jurisdiction };
      const { good, errors } = checkRows(table.rows, asked);
      const isDry = dryRun || (errors.length > 0 && !acceptGood);
      const { fresh } = await demand.keepFile(good, { by: caller, at, isDry });
      return {
        body: {
          rows: table.rows.length,
          accepted: good.length,
          imported: isDry ? 0 : fresh,
          unchanged: good.length - fresh,
          warnings: table.notices.map((notice) => tableWarning(notice, language)),
          errors: errors.map((error) => shownError(error, language)),
        },
      };
    },
  });
}

interface Asked {
  readonly library: PolicyLibrary;
  readonly caller: Caller;
  readonly at: Date;
  readonly list: DemandList | null;
  readonly jurisdiction: string;
}

type RowError = DemandRowFault & { readonly row: number };

function checkRows(rows: readonly TableRow<DemandColumn>[], asked: Asked) {
  const listedAs = directoryOf(asked.library);
  const good: RowToKeep[] = [];
  const errors: RowError[] = [];
  const seen = new Set<string>();
  for (const { number: row, cells, fault } of rows) {
    const judged = fault === null ? judgeRow(cells, { ...asked, listedAs }) : { ok: false as const, fault };
    if (!judged.ok) {
      errors.push({ row, ...judged.fault });
      continue;
    }
    const { data, jurisdiction } = judged.row;
    const need = needOf({ ...data, jurisdiction });
    if (standsForOne(data) && seen.has(need)) {
      errors.push({ row, column: 'post', code: 'DUPLICATE_IN_FILE' });
    } else {
      good.push(judged.row);
    }
    seen.add(need);
  }
  return { good, errors };
}

/** Finds an occupation of the directories by its code or its name. */
function directoryOf(library: PolicyLibrary): (text: string) => NamedOccupation | undefined {
  const listed = listedOccupations(library);
  const found = new Map([
    ...listed.map((one) => [one.name, one] as const),
    ...listed.map((one) => [one.code, one] as const),
  ]);
  return (text) => found.get(text);
}

type JudgedRow =
  | { readonly ok: true; readonly row: RowToKeep }
  | { readonly ok: false; readonly fault: DemandRowFault };

function judgeRow(
  cells: TableRow<DemandColumn>['cells'],
  asked: Asked & { readonly listedAs: (text: string) => NamedOccupation | undefined },
): JudgedRow {
  const { library, caller, at, listedAs } = asked;
  const read = readDemandRow(cells, { list: asked.list, jurisdiction: asked.jurisdiction, listedAs });
  if (!read.ok) {
    return read;
  }
  const { entered, jurisdiction } = read;
  const surveyed = surveyedBy(library, jurisdiction);
  if (surveyed === null) {
    const facts = { places: surveyPlaces(library).join(', ') };
    return { ok: false, fault: { column: 'jurisdiction', code: 'NO_SURVEY_HERE', facts } };
  }
  if (!mayEnterFor(caller, { jurisdiction, surveyed })) {
    return { ok: false, fault: { column: 'jurisdiction', code: 'OTHER_JURISDICTION' } };
  }
  const verdict = judgedEntry(library, jurisdiction, entered, at);
  if (!verdict.ok) {
    const [first] = verdict.faults;
    return { ok: false, fault: first === undefined ? { column: 'post', code: 'REQUIRED' } : faultInRow(first, cells) };
  }
  const isChecked = judgeDemandOfficer(caller, surveyed).ok;
  const saysEnd = entered.validUntil !== undefined;
  return { ok: true, row: { jurisdiction, isChecked, data: verdict.data, saysEnd } };
}

function shownError({ row, column, code, facts }: RowError, language: Language) {
  return { row, column, code, message: fieldMessage(code, language, facts) };
}
