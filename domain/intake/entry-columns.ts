import type { IsoDate } from '../calendar.ts';
import { ROW_ERROR_CODES, type RowErrorCode } from '../codes.ts';
import { ENTRY_COLUMN_CODES, type EntryColumnCode } from '../policy/route-codes.ts';
import type { RouteColumn, RouteDefinition } from '../policy/policy-pack.ts';
import { oneOfColumns } from '../policy/check/route-columns.ts';
import { ageOn, birthDateOf } from './id-number.ts';
import { contestRank } from '../line/contest-rank.ts';
import { judgeAccountHolder } from '../line/insurance-path.ts';
import {
  cell,
  columnOf,
  idNumberError,
  idNumberOf,
  textError,
  type Cells,
  type RowError,
  type RowOutcome,
} from './table-cell.ts';
import type { Entry, EntryAccount, EntryFacts } from './entry.ts';
import { isEntryRefused, readEntryCell } from './entry-cells.ts';
import { ENTRY_HEADERS } from './entry-headers.ts';

export interface EntryContext {
  readonly today: IsoDate;
  /** Keys (`entryKey`) of the earlier rows of the file, and of the rows already stored. */
  readonly seen: ReadonlySet<string>;
  /** The claim's jurisdiction; a place written as 本地 is this one. */
  readonly jurisdiction: string;
  /** The name of an applicant who is a person and may claim only for themselves; null for organisations. */
  readonly ownName?: string | null;
  /** `roster.minAge`, in full years today; sixteen when no pack sets it. */
  readonly minAge?: number;
}

const WORKING_AGE = 16;
const CERTIFICATE = ['certificateKind', 'certificateNo', 'certificateDate'] as const;
const ACCOUNT = ['accountBank', 'accountNumber'] as const;
/** The column that, with the person, identifies a row; all months of one person are in one row. */
const KEY_COLUMNS = ['certificateNo', 'module', 'title', 'reference'] as const;
const SPANS = [
  ['internshipFrom', 'internshipTo'],
  ['contractFrom', 'contractTo'],
] as const;

/** Returns the column of the route for a header; undefined if the route has no such column. */
export function entryColumn(header: string, columns: readonly RouteColumn[]): EntryColumnCode | undefined {
  const known = ENTRY_COLUMN_CODES.filter((code) => columns.some((column) => column.code === code));
  const found = columnOf(header, ENTRY_HEADERS);
  return known.find((code) => code === found);
}

/**
 * Checks one row of a route's own file, or its one person put into cells: one error at most, the first in the order of
 * ROW_ERROR_CODES and, within one code, the leftmost column. Columns that the route does not have are ignored. A
 * certificate has kind, number and date or none of them; an account has bank and number and is the person's own unless
 * the file names a holder. At least one place is required if the route needs the person's place.
 */
export function checkEntryRow(
  cells: Cells<EntryColumnCode>,
  route: Pick<RouteDefinition, 'columns' | 'intake' | 'checks'>,
  context: EntryContext,
): RowOutcome<Entry, EntryColumnCode> {
  const known = ownCells(cells, route.columns);
  const textual = textError(known, ENTRY_HEADERS, requiredOf(known, route));
  if (textual !== undefined) {
    return { ok: false, error: textual };
  }
  const key = entryKey(known);
  const personal = personError(known, context);
  if (personal !== undefined) {
    return { ok: false, error: { column: 'idNumber', code: personal } };
  }
  if (key !== undefined && context.seen.has(key)) {
    return { ok: false, error: { column: keyColumn(known), code: 'DUPLICATE_IN_FILE' } };
  }
  const { facts, errors } = readFacts(known, context);
  errors.push(...nothingOf(known, oneOfColumns(route)), ...strangerOf(known, context), ...unreadRank(known, route));
  const [first] = errors.toSorted((a, b) => ROW_ERROR_CODES.indexOf(a.code) - ROW_ERROR_CODES.indexOf(b.code));
  return first === undefined
    ? { ok: true, row: entryOf(known, facts), isUnchanged: false }
    : { ok: false, error: first };
}

/**
 * Returns the key for comparison with later rows of the file: the person, with the certificate, module or result of the
 * row; undefined when the row has no identifying value.
 */
export function entryKey(cells: Cells<EntryColumnCode>): string | undefined {
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  const person = idNumberError(idNumber) === undefined ? [idNumber] : [];
  const about = KEY_COLUMNS.map((column) => cell(cells, column)).filter((text) => text !== '');
  const parts = [...person, ...about];
  return parts.length === 0 ? undefined : parts.join('|');
}

function keyColumn(cells: Cells<EntryColumnCode>): EntryColumnCode {
  const columns = ['idNumber', ...KEY_COLUMNS] as const;
  return columns.find((column) => cell(cells, column) !== '') ?? 'idNumber';
}

function ownCells(cells: Cells<EntryColumnCode>, columns: readonly RouteColumn[]): Cells<EntryColumnCode> {
  const named: Partial<Record<EntryColumnCode, string>> = {};
  for (const { code } of columns) {
    named[code] = cell(cells, code);
  }
  return named;
}

/** In the order of the list; name and number are required if the route pays or judges people. */
function requiredOf(
  cells: Cells<EntryColumnCode>,
  { columns, intake }: Pick<RouteDefinition, 'columns' | 'intake'>,
): readonly EntryColumnCode[] {
  const has = (code: EntryColumnCode) => columns.some((column) => column.code === code);
  const isFilled = (code: EntryColumnCode) => cell(cells, code) !== '';
  const person: readonly EntryColumnCode[] =
    intake === 'persons' || intake === 'months' || isFilled('name') || isFilled('idNumber') ? ['name', 'idNumber'] : [];
  const asked: readonly EntryColumnCode[] = [
    ...columns.filter(({ required }) => required).map(({ code }) => code),
    ...person,
    ...(intake === 'months' ? (['months'] as const) : []),
    ...(CERTIFICATE.some(isFilled) ? CERTIFICATE : []),
    ...(ACCOUNT.some(isFilled) || isFilled('accountHolder') ? ACCOUNT : []),
  ];
  return ENTRY_COLUMN_CODES.filter((code) => asked.includes(code) && has(code));
}

function personError(cells: Cells<EntryColumnCode>, context: EntryContext): RowErrorCode | undefined {
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  if (idNumber === '') {
    return undefined;
  }
  const formal = idNumberError(idNumber);
  if (formal !== undefined) {
    return formal;
  }
  if (birthDateOf(idNumber) > context.today) {
    return 'BORN_IN_FUTURE';
  }
  return ageOn(idNumber, context.today) < (context.minAge ?? WORKING_AGE) ? 'TOO_YOUNG' : undefined;
}

/** Checks every column by itself, then the pairs of days; errors from left to right. */
function readFacts(
  cells: Cells<EntryColumnCode>,
  context: EntryContext,
): { readonly facts: EntryFacts; readonly errors: RowError<EntryColumnCode>[] } {
  const errors: RowError<EntryColumnCode>[] = [];
  const facts: EntryFacts = {};
  for (const column of ENTRY_COLUMN_CODES) {
    const text = cell(cells, column);
    const read = text === '' ? undefined : readEntryCell(column, text, context);
    if (read !== undefined && isEntryRefused(read)) {
      errors.push({ column, code: read.code });
    } else {
      Object.assign(facts, read);
    }
  }
  for (const [from, to] of SPANS) {
    const [first, last] = [facts[from], facts[to]];
    if (first !== undefined && last !== undefined && last < first) {
      errors.push({ column: to, code: 'ENDS_BEFORE_STARTS' });
    }
  }
  return { facts, errors };
}

/** Returns an error if all of several columns are empty of which one is required. */
function nothingOf(
  cells: Cells<EntryColumnCode>,
  columns: readonly EntryColumnCode[],
): readonly RowError<EntryColumnCode>[] {
  const [column] = columns;
  return column === undefined || columns.some((one) => cell(cells, one) !== '') ? [] : [{ column, code: 'NO_PLACE' }];
}

/** returns an error if the route judges ranks and cannot read this one. */
function unreadRank(
  cells: Cells<EntryColumnCode>,
  { checks }: Pick<RouteDefinition, 'checks'>,
): readonly RowError<EntryColumnCode>[] {
  const text = cell(cells, 'result');
  const isUnread = checks.includes('CONTEST_RANK') && text !== '' && contestRank(text) === undefined;
  return isUnread ? [{ column: 'result', code: 'RANK_FORMAT' }] : [];
}

/** Returns an error if the row names another person than the applicant; names are compared as for accounts. */
function strangerOf(
  cells: Cells<EntryColumnCode>,
  { ownName = null }: EntryContext,
): readonly RowError<EntryColumnCode>[] {
  const name = cell(cells, 'name');
  const isStranger = ownName !== null && name !== '' && !judgeAccountHolder(ownName, name).ok;
  return isStranger ? [{ column: 'name', code: 'NOT_THE_APPLICANT' }] : [];
}

function entryOf(cells: Cells<EntryColumnCode>, facts: EntryFacts): Entry {
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  const phone = cell(cells, 'phone').replaceAll(/[ -]/g, '');
  return {
    name: cell(cells, 'name'),
    idNumber: idNumber === '' ? null : idNumber,
    phone: phone === '' ? null : phone,
    account: accountOf(cells),
    facts,
  };
}

function accountOf(cells: Cells<EntryColumnCode>): EntryAccount | null {
  const number = cell(cells, 'accountNumber').replaceAll(/[ -]/g, '');
  const holder = cell(cells, 'accountHolder');
  return number === ''
    ? null
    : { holder: holder === '' ? cell(cells, 'name') : holder, bank: cell(cells, 'accountBank'), number };
}
