import { DEMAND_LISTS, type DemandList } from '../../domain/demand/demand-words.ts';
import { judgeDemandOfficer } from '../../domain/demand/demand-cycle-course.ts';
import type { DemandData } from '../../domain/demand/demand-entry.ts';
import { cell, columnOf, columnsOf, hasForbiddenCharacters, type Headers } from '../../domain/intake/table-cell.ts';
import type { TableRow } from '../../domain/intake/table-check.ts';
import { EntryBody } from '../../schemas/demand-schemas.ts';
import { ImportQuery, ImportReport } from '../../schemas/http-schemas.ts';
import { tableWarning } from '../filing/filing-import.ts';
import type { Language } from '../kernel/language.ts';
import { fieldMessage } from '../kernel/messages.ts';
import { parsePart } from '../kernel/parse-part.ts';
import { Problem } from '../kernel/problem.ts';
import { readTable, TABLE_PROBLEMS } from '../kernel/read-table.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { DemandDependencies } from './demand-dependencies.ts';
import { bodyOfTexts, POINTER_OF, type EnteredText } from './entered-texts.ts';
import { judged } from './entry-routes.ts';

type Column = EnteredText | 'list';

const HEADERS: Headers<Column> = {
  list: ['list', '清单'],
  employer: ['employer', '用人单位'],
  industry: ['industry', '行业'],
  post: ['post', '岗位'],
  occupation: ['occupation', '职业'],
  skillLevel: ['skillLevel', '技能等级'],
  openings: ['openings', '需求人数'],
  payFrom: ['payFrom', '月薪从'],
  payTo: ['payTo', '月薪到'],
  hasSkill: ['hasSkill', '有无技能'],
  wantsTraining: ['wantsTraining', '培训意愿'],
  wanted: ['wantedOccupation', '希望学习的职业'],
  personName: ['name', '姓名'],
  personPhone: ['phone', '手机号'],
  validUntil: ['validUntil', '有效期至'],
};

const FORM = {
  columnOf: (header: string) => columnOf(header, HEADERS),
  needed: ['list', 'post', 'payFrom', 'payTo'],
} as const satisfies { readonly columnOf: (header: string) => Column | undefined; readonly needed: readonly Column[] };

const LIST_WORDS: ReadonlyMap<string, DemandList> = new Map([
  ...DEMAND_LISTS.map((list) => [list, list] as const),
  ['用人单位', 'employer'],
  ['劳动者', 'worker'],
]);

/** Entries of the demand lists as a file, csv or xlsx; pay in CNY a month. */
export function importEntriesRoute({ demand, library }: DemandDependencies): Route {
  return defineRoute({
    operationId: 'importDemandEntries',
    method: 'post',
    path: '/api/v1/demand-entries/imports',
    summary: 'Enter many needs or wishes as a file; an officer’s own file counts as checked (R-022, R-023)',
    query: ImportQuery,
    multipart: 'required',
    answer: ImportReport,
    idempotency: 'accepted',
    problems: [...TABLE_PROBLEMS],
    async handle({ caller, query: { dryRun, acceptGood }, file, idempotencyKey, at, language }) {
      const { jurisdiction } = caller;
      const table = await readTable<Column>(file, FORM);
      const read = table.rows.map((row) => readRow(row, { library, jurisdiction, at, language }));
      const good = read.flatMap((one) => ('data' in one ? [one] : []));
      const errors = read.flatMap((one) => ('data' in one ? [] : [one]));
      const isStored = !dryRun && good.length > 0 && (errors.length === 0 || acceptGood);
      if (isStored) {
        const isChecked = judgeDemandOfficer(caller, jurisdiction).ok;
        const kept = { jurisdiction, source: 'FILE', isChecked, by: caller, at } as const;
        const keyOf = (row: number) => (idempotencyKey === undefined ? undefined : `${idempotencyKey}/${row}`);
        await demand.keepAll(good.map(({ data, row }) => ({ ...kept, data, key: keyOf(row) })));
      }
      return {
        body: {
          rows: read.length,
          accepted: good.length,
          imported: isStored ? good.length : 0,
          unchanged: 0,
          warnings: table.notices.map((notice) => tableWarning(notice, language)),
          errors,
        },
      };
    },
  });
}

interface Reading {
  readonly library: DemandDependencies['library'];
  readonly jurisdiction: string;
  readonly at: Date;
  readonly language: Language;
}

interface RowError {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

/** One row as the intake takes it, or its first error with its column. */
function readRow(
  { number: row, cells, fault }: TableRow<Column>,
  { library, jurisdiction, at, language }: Reading,
): { readonly row: number; readonly data: DemandData } | RowError {
  const wrong = (column: string, code: string, facts = {}): RowError => ({
    row,
    column,
    code,
    message: fieldMessage(code, language, facts),
  });
  if (fault !== null) {
    return wrong(nameOf(fault.column), fault.code);
  }
  const columns = columnsOf(HEADERS);
  const forbidden = columns.find((column) => hasForbiddenCharacters(cell(cells, column)));
  if (forbidden !== undefined) {
    return wrong(nameOf(forbidden), 'FORBIDDEN_CHARACTERS');
  }
  const list = LIST_WORDS.get(cell(cells, 'list'));
  if (list === undefined) {
    return wrong('list', cell(cells, 'list') === '' ? 'REQUIRED' : 'UNKNOWN_VALUE');
  }
  const texts = Object.fromEntries(columns.map((column) => [column, cell(cells, column)]));
  try {
    const body = bodyOfTexts(library, { jurisdiction, list }, texts);
    const { jurisdiction: _place, source: _source, ...entered } = EntryBody.parse(parsePart('body', EntryBody, body));
    return { row, data: judged(library, jurisdiction, entered, at) };
  } catch (error) {
    const first = error instanceof Problem ? error.details.errors?.[0] : undefined;
    if (first === undefined) {
      throw error;
    }
    return wrong(columnOfPointer(first.pointer), first.code, first.facts);
  }
}

function nameOf(column: Column): string {
  return HEADERS[column][0] ?? column;
}

function isText(column: Column): column is EnteredText {
  return column !== 'list';
}

function columnOfPointer(pointer: string): string {
  const found = columnsOf(HEADERS).find((column) =>
    pointer.startsWith(`/${(isText(column) ? POINTER_OF[column] : undefined) ?? column}`),
  );
  return found === undefined ? pointer.slice(1) : nameOf(found);
}
