import type { IsoDate } from '../calendar.ts';
import type { RowErrorCode } from '../codes.ts';
import { parseFen, type Fen } from '../money.ts';
import { ageOn, birthDateOf } from './id-number.ts';
import {
  cell,
  columnOf,
  idNumberError,
  idNumberOf,
  listOf,
  textError,
  type Cells,
  type Headers,
  type RowOutcome,
} from './table-cell.ts';
import { traineeCategoryOf, type TraineeCategory } from '../filing/trainee-categories.ts';

export type RosterColumn = 'name' | 'idNumber' | 'phone' | 'categories' | 'registeredAt' | 'employer' | 'fee';

export const ROSTER_HEADERS: Headers<RosterColumn> = {
  name: ['姓名', 'name'],
  idNumber: ['证件号码', '身份证号', '身份证号码', 'idNumber'],
  phone: ['手机号', '手机号码', '联系电话', 'phone'],
  categories: ['人员类别', 'categories'],
  registeredAt: ['户籍', '户籍地', '户籍所在地', 'registeredAt'],
  employer: ['用人单位', '工作单位', 'employer'],
  fee: ['收费', 'fee'],
};

/** One trainee of a class as filed. */
export interface RosterRow {
  readonly name: string;
  /** Eighteen characters, a final X in capitals. */
  readonly idNumber: string;
  readonly phone: string;
  readonly categories: readonly TraineeCategory[];
  readonly registeredAt: string;
  readonly employer: string;
  /** The fee charged to the trainee; zero when the column is empty. */
  readonly feeFen: Fen;
}

export interface RosterContext {
  readonly today: IsoDate;
  readonly opensOn: IsoDate;
  /** `roster.minAge`, full years on the opening day. */
  readonly minAge: number;
  /** ID numbers of the earlier rows of the file. */
  readonly seen: ReadonlySet<string>;
  /** The stored row of an ID number, if the roster has it already. */
  readonly stored: (idNumber: string) => RosterRow | undefined;
}

export function rosterColumn(header: string): RosterColumn | undefined {
  return columnOf(header, ROSTER_HEADERS);
}

/** Checks one row of a roster; one error at most, the first in the order of the practice data. */
export function checkRosterRow(
  cells: Cells<RosterColumn>,
  context: RosterContext,
): RowOutcome<RosterRow, RosterColumn> {
  const textual = textError(cells, ROSTER_HEADERS, ['name', 'idNumber', 'phone']);
  if (textual !== undefined) {
    return { ok: false, error: textual };
  }
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  const personal = idNumberError(idNumber) ?? personError(idNumber, context);
  if (personal !== undefined) {
    return { ok: false, error: { column: 'idNumber', code: personal } };
  }
  const stored = context.stored(idNumber);
  const read = readRow(cells, idNumber);
  if (stored !== undefined && !(read.ok && isSameRow(stored, read.row))) {
    return { ok: false, error: { column: 'idNumber', code: 'ALREADY_ON_ROSTER' } };
  }
  return read.ok ? { ...read, isUnchanged: stored !== undefined } : read;
}

/** Returns the ID number for comparison with later rows of the file; undefined when the row has no valid one. */
export function rosterKey(cells: Cells<RosterColumn>): string | undefined {
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  return idNumberError(idNumber) === undefined ? idNumber : undefined;
}

function personError(idNumber: string, context: RosterContext): RowErrorCode | undefined {
  if (birthDateOf(idNumber) > context.today) {
    return 'BORN_IN_FUTURE';
  }
  if (ageOn(idNumber, context.opensOn) < context.minAge) {
    return 'TOO_YOUNG';
  }
  return context.seen.has(idNumber) ? 'DUPLICATE_IN_FILE' : undefined;
}

function readRow(cells: Cells<RosterColumn>, idNumber: string): RowOutcome<RosterRow, RosterColumn> {
  const categories: TraineeCategory[] = [];
  for (const word of listOf(cell(cells, 'categories'))) {
    const category = traineeCategoryOf(word);
    if (category === undefined) {
      return { ok: false, error: { column: 'categories', code: 'UNKNOWN_CATEGORY' } };
    }
    categories.push(category);
  }
  const phone = cell(cells, 'phone').replaceAll(/[ -]/g, '');
  if (!/^1[3-9]\d{9}$/.test(phone)) {
    return { ok: false, error: { column: 'phone', code: 'PHONE_FORMAT' } };
  }
  const feeFen = feeOf(cell(cells, 'fee'));
  if (feeFen === undefined) {
    return { ok: false, error: { column: 'fee', code: 'FEE_FORMAT' } };
  }
  const text = {
    name: cell(cells, 'name'),
    registeredAt: cell(cells, 'registeredAt'),
    employer: cell(cells, 'employer'),
  };
  const row = { ...text, idNumber, phone, categories: [...new Set(categories)].toSorted(), feeFen };
  return { ok: true, row, isUnchanged: false };
}

/** CNY with at most two decimals, exactly to the fen; an empty cell means no charge. */
function feeOf(text: string): Fen | undefined {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text === '' ? '0' : text);
  if (parts === null) {
    return undefined;
  }
  const [, yuan = '0', cents = ''] = parts;
  return parseFen(Number(yuan) * 100 + Number(cents.padEnd(2, '0')));
}

function isSameRow(stored: RosterRow, row: RosterRow): boolean {
  return (
    stored.name === row.name &&
    stored.phone === row.phone &&
    stored.registeredAt === row.registeredAt &&
    stored.employer === row.employer &&
    stored.feeFen === row.feeFen &&
    stored.categories.toSorted().join(';') === row.categories.join(';')
  );
}
