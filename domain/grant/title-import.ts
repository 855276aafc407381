import type { IsoDate } from '../calendar.ts';
import type { RowErrorCode } from '../codes.ts';
import { fenOf } from '../intake/entry-cells.ts';
import {
  cell,
  columnOf,
  columnsOf,
  dayOf,
  textError,
  type Cells,
  type Headers,
  type RowOutcome,
} from '../intake/table-cell.ts';
import { DESIGNATION_KINDS, DESIGNATION_LEVELS, type DesignationType } from './designation.ts';

/** A title from before, as a file says it (api §9.5); amounts in fen. */
export interface ImportedTitle extends DesignationType {
  readonly name: string;
  readonly holder: string;
  /** The jurisdiction of the holder. */
  readonly city: string;
  readonly designatedOn: IsoDate;
  readonly amountFen: number;
  readonly paidFen: number;
}

export const TITLE_COLUMNS = ['kind', 'level', 'name', 'holder', 'city', 'designatedOn', 'amount', 'paid'] as const;
export type TitleColumn = (typeof TITLE_COLUMNS)[number];

const HEADERS: Headers<TitleColumn> = {
  kind: ['kind', '称号类型'],
  level: ['level', '级别'],
  name: ['name', '名称'],
  holder: ['holder', '单位'],
  city: ['city', '盟市'],
  designatedOn: ['designatedOn', '认定日期'],
  amount: ['amount', '资助金额'],
  paid: ['paid', '已付金额'],
};

export function titleColumn(header: string): TitleColumn | undefined {
  return columnOf(header, HEADERS);
}

/** What the rows of a file are judged by. */
export interface TitleImportContext {
  readonly today: IsoDate;
  /** Whether the office that imports has the place in it. */
  readonly isWithin: (city: string) => boolean;
  /** Whether a route in force designates the kind and level. */
  readonly isOpen: (title: DesignationType) => boolean;
  /** Keys of living titles. */
  readonly living: ReadonlySet<string>;
}

/** a holder has one living title of a kind and level. */
export function titleKey(title: DesignationType & Pick<ImportedTitle, 'holder' | 'city'>): string {
  return [title.kind, title.level, title.city, title.holder].join('\n');
}

export function titleKeyOfCells(cells: Cells<TitleColumn>): string | undefined {
  const parts = (['kind', 'level', 'city', 'holder'] as const).map((column) => cell(cells, column));
  return parts.includes('') ? undefined : parts.join('\n');
}

/** Reads one row; its first error names the column. */
export function checkTitleRow(
  cells: Cells<TitleColumn>,
  seen: ReadonlySet<string>,
  context: TitleImportContext,
): RowOutcome<ImportedTitle, TitleColumn> {
  const error = textError(cells, HEADERS, columnsOf(HEADERS));
  if (error !== undefined) {
    return { ok: false, error };
  }
  const kind = DESIGNATION_KINDS.find((one) => one === cell(cells, 'kind'));
  const level = DESIGNATION_LEVELS.find((one) => one === cell(cells, 'level'));
  const designatedOn = dayOf(cell(cells, 'designatedOn'));
  const amountFen = fenOf(cell(cells, 'amount'));
  const paidFen = fenOf(cell(cells, 'paid'));
  if (kind === undefined || level === undefined) {
    return kind === undefined ? wrong('kind', 'UNKNOWN_TITLE_KIND') : wrong('level', 'UNKNOWN_TITLE_LEVEL');
  }
  if (designatedOn === undefined) {
    return wrong('designatedOn', 'DATE_FORMAT');
  }
  if (amountFen === undefined || paidFen === undefined) {
    return wrong(amountFen === undefined ? 'amount' : 'paid', 'CNY_FORMAT');
  }
  const [name, holder, city] = [cell(cells, 'name'), cell(cells, 'holder'), cell(cells, 'city')];
  const row = { kind, level, name, holder, city, designatedOn, amountFen, paidFen };
  const refusal = refusalOf(row, seen, context);
  return refusal === null ? { ok: true, row, isUnchanged: false } : wrong(...refusal);
}

function refusalOf(
  row: ImportedTitle,
  seen: ReadonlySet<string>,
  { today, isWithin, isOpen, living }: TitleImportContext,
): readonly [TitleColumn, RowErrorCode] | null {
  const rules: readonly (readonly [boolean, TitleColumn, RowErrorCode])[] = [
    [!/^\d{6}$/.test(row.city), 'city', 'PLACE_FORMAT'],
    [!isWithin(row.city), 'city', 'PLACE_OUTSIDE'],
    [row.designatedOn > today, 'designatedOn', 'DATE_IN_FUTURE'],
    [row.paidFen > row.amountFen, 'paid', 'PAID_OVER_AMOUNT'],
    [!isOpen(row), 'kind', 'TITLE_NOT_OPEN'],
    [seen.has(titleKey(row)), 'holder', 'DUPLICATE_IN_FILE'],
    [living.has(titleKey(row)), 'holder', 'TITLE_EXISTS'],
  ];
  const broken = rules.find(([isBroken]) => isBroken);
  return broken === undefined ? null : [broken[1], broken[2]];
}

function wrong(column: TitleColumn, code: RowErrorCode): RowOutcome<ImportedTitle, TitleColumn> {
  return { ok: false, error: { column, code } };
}

/** The instalments of a title from before: what was paid, and what was not, which nothing here makes due. */
export function importedInstalments({ amountFen, paidFen }: Pick<ImportedTitle, 'amountFen' | 'paidFen'>) {
  const paidBp = amountFen === 0 ? 0 : Math.floor((paidFen * 10_000) / amountFen);
  const parts = [
    { amountFen: paidFen, shareBp: paidBp, dueEvent: 'agreement', state: 'settled' },
    { amountFen: amountFen - paidFen, shareBp: 10_000 - paidBp, dueEvent: 'acceptance', state: 'notDue' },
  ] as const;
  return parts.filter((part) => part.amountFen > 0).map((part, position) => ({ no: position + 1, ...part }));
}
