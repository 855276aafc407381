import { ROW_ERROR_CODES } from '../codes.ts';
import type { EntryColumnCode } from '../policy/route-codes.ts';
import type { EntryAccount, EntryFacts } from '../intake/entry.ts';
import { checkEntryRow, entryColumn } from '../intake/entry-columns.ts';
import type { RouteColumn, RouteDefinition } from '../policy/policy-pack.ts';
import {
  checkRosterRow,
  rosterColumn,
  rosterKey,
  type RosterColumn,
  type RosterContext,
  type RosterRow,
} from '../intake/roster-row.ts';
import { cell, type Cells, type RowError, type RowOutcome } from '../intake/table-cell.ts';

/** The common columns of a roster and those of the class's route share one list of names. */
export type ClassRosterColumn = EntryColumnCode;

/** One trainee, with the additional values that the class's route requires. */
export interface ClassRosterRow extends RosterRow {
  readonly facts: EntryFacts;
  /** The account for the living allowance; null when the file gives none. */
  readonly account: EntryAccount | null;
}

export interface ClassRosterContext extends Omit<RosterContext, 'stored'> {
  readonly jurisdiction: string;
  /** In the form that `rosterExtras` returns. */
  readonly extras: readonly RouteColumn[];
  readonly stored: (idNumber: string) => ClassRosterRow | undefined;
}

const COMMON = [
  'name',
  'idNumber',
  'phone',
  'categories',
  'registeredAt',
  'employer',
  'fee',
] as const satisfies readonly RosterColumn[];
const NEEDED = ['name', 'idNumber', 'phone', 'categories'] as const satisfies readonly RosterColumn[];
const ACCOUNT = ['accountHolder', 'accountBank', 'accountNumber'] as const satisfies readonly EntryColumnCode[];

/**
 * Columns required by a route that pays its people by name. The account holder is the person unless the file names
 * another.
 */
const PAID_TO: readonly EntryColumnCode[] = ['accountBank', 'accountNumber'];

/**
 * Returns a class's additional roster columns: those of its route, common ones that the route requires, and an account,
 * which is optional for every class and required if its people are paid by name.
 */
export function rosterExtras({ columns, payee }: Pick<RouteDefinition, 'columns' | 'payee'>): readonly RouteColumn[] {
  const paidTo = payee === 'person' ? PAID_TO.map((code) => ({ code, required: true })) : [];
  const others = columns.filter(({ code }) => !paidTo.some((column) => column.code === code));
  const ownColumns = [...others.filter(({ code, required }) => required || !isCommon(code)), ...paidTo];
  const account = ACCOUNT.filter((code) => !ownColumns.some((column) => column.code === code));
  return [...ownColumns, ...account.map((code) => ({ code, required: false }))];
}

/**
 * Returns the columns that the file must have: the common ones that are always required, and those that the route
 * requires.
 */
export function neededColumns(extras: readonly RouteColumn[]): readonly ClassRosterColumn[] {
  return [...new Set([...NEEDED, ...extras.filter(({ required }) => required).map(({ code }) => code)])];
}

function isCommon(code: EntryColumnCode): boolean {
  return COMMON.some((common) => common === code);
}

export function classRosterColumn(header: string, extras: readonly RouteColumn[]): ClassRosterColumn | undefined {
  return rosterColumn(header) ?? entryColumn(header, extras);
}

/** Like `rosterKey`: rows with the same ID number are the same person. */
export function classRosterKey(cells: Cells<ClassRosterColumn>): string | undefined {
  return rosterKey(cells);
}

/**
 * Checks one row of a class's roster: the common columns as always, then the route's. Of two errors it
 * reports the one with the earlier code in ROW_ERROR_CODES; with equal codes, the common column's.
 */
export function checkClassRosterRow(
  cells: Cells<ClassRosterColumn>,
  context: ClassRosterContext,
): RowOutcome<ClassRosterRow, ClassRosterColumn> {
  const common = checkRosterRow(cells, context);
  const extra = checkExtras(cells, context);
  if (!common.ok || !extra.ok) {
    const errors = [common, extra].flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
    return { ok: false, error: firstOf(errors) };
  }
  const row: ClassRosterRow = { ...common.row, facts: extra.row.facts, account: extra.row.account };
  const stored = context.stored(row.idNumber);
  return stored !== undefined && !hasSameExtras(stored, row)
    ? { ok: false, error: { column: 'idNumber', code: 'ALREADY_ON_ROSTER' } }
    : { ok: true, row, isUnchanged: common.isUnchanged };
}

interface Extras {
  readonly facts: EntryFacts;
  readonly account: EntryAccount | null;
}

const NO_EXTRAS = { ok: true, row: { facts: {}, account: null }, isUnchanged: false } as const;

/** The account is the trainee's own unless the file names another holder. */
function checkExtras(
  cells: Cells<ClassRosterColumn>,
  { extras, today, jurisdiction }: ClassRosterContext,
): RowOutcome<Extras, ClassRosterColumn> {
  if (!extras.some(({ code, required }) => required || cell(cells, code) !== '')) {
    return NO_EXTRAS;
  }
  const empty = extras.find(({ code, required }) => required && isCommon(code) && cell(cells, code) === '');
  if (empty !== undefined) {
    return { ok: false, error: { column: empty.code, code: 'REQUIRED' } };
  }
  const hasAccount = cell(cells, 'accountNumber') !== '' || cell(cells, 'accountBank') !== '';
  const holder = cell(cells, 'accountHolder');
  const asked = { ...cells, accountHolder: hasAccount && holder === '' ? cell(cells, 'name') : holder };
  const columns = extras.filter(({ code }) => !isCommon(code));
  // The check of the common columns finds repeated people.
  const outcome = checkEntryRow(
    asked,
    { columns, intake: 'class', checks: [] },
    { today, jurisdiction, seen: new Set() },
  );
  return outcome.ok
    ? { ok: true, row: { facts: outcome.row.facts, account: outcome.row.account }, isUnchanged: false }
    : outcome;
}

function firstOf(errors: readonly RowError<ClassRosterColumn>[]): RowError<ClassRosterColumn> {
  const [first] = errors.toSorted((a, b) => ROW_ERROR_CODES.indexOf(a.code) - ROW_ERROR_CODES.indexOf(b.code));
  if (first === undefined) {
    throw new RangeError('A row without an error was refused');
  }
  return first;
}

function hasSameExtras(stored: ClassRosterRow, row: ClassRosterRow): boolean {
  return wordsOf(stored.facts) === wordsOf(row.facts) && wordsOf(stored.account) === wordsOf(row.account);
}

/** Equal for every order in which the parts were written. */
function wordsOf(said: EntryFacts | EntryAccount | null): string {
  return JSON.stringify(Object.entries(said ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
