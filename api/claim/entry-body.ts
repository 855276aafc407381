import type { z } from 'zod';
import { ENTRY_COLUMN_CODES, type EntryColumnCode } from '../../domain/policy/route-codes.ts';
import type { Cells } from '../../domain/intake/table-cell.ts';
import type { EntryBody } from '../../schemas/entry-schemas.ts';
import type { PayeeAccount } from '../filing/filing-ports.ts';

type Row = z.output<typeof EntryBody>;

/** A row of a JSON body as cells of a file, with the JSON pointer of each cell. */
export interface RowOfBody {
  readonly cells: Cells<EntryColumnCode>;
  readonly pointers: Readonly<Partial<Record<EntryColumnCode, string>>>;
}

const CERTIFICATE = {
  kind: 'certificateKind',
  number: 'certificateNo',
  date: 'certificateDate',
  occupation: 'occupation',
  skillLevel: 'skillLevel',
} as const satisfies Readonly<Record<string, EntryColumnCode>>;

const ACCOUNT = {
  holder: 'accountHolder',
  bank: 'accountBank',
  number: 'accountNumber',
} as const satisfies Readonly<Record<string, EntryColumnCode>>;

/** A value inside an object takes precedence over the same column beside it. */
export function cellsOf(row: Row, place: string): RowOfBody {
  const cells: Partial<Record<EntryColumnCode, string>> = {};
  const pointers: Partial<Record<EntryColumnCode, string>> = {};
  const put = (column: EntryColumnCode, value: unknown, pointer: string) => {
    if (value !== undefined) {
      cells[column] = textOf(value);
      pointers[column] = `${place}${pointer}`;
    }
  };
  for (const column of ENTRY_COLUMN_CODES) {
    put(column, Reflect.get(row, column), `/${column}`);
    put(column, row.person === undefined ? undefined : Reflect.get(row.person, column), `/person/${column}`);
  }
  for (const [key, column] of entriesOf(CERTIFICATE)) {
    put(column, row.certificate?.[key], `/certificate/${key}`);
  }
  for (const [key, column] of entriesOf(ACCOUNT)) {
    put(column, row.account?.[key], `/account/${key}`);
  }
  put('fee', row.feeFen === undefined ? undefined : cnyOf(row.feeFen), '/feeFen');
  put('amount', row.amountFen === undefined ? undefined : cnyOf(row.amountFen), '/amountFen');
  return { cells, pointers };
}

/** If only `entries` is given, the body has no single row. */
export function isEmptyRow({ cells }: RowOfBody): boolean {
  return Object.keys(cells).length === 0;
}

/** If the single person has no account, the body's account is used for that person. */
export function withAccount({ cells, pointers }: RowOfBody, account: PayeeAccount | undefined): RowOfBody {
  return account === undefined || cells.accountNumber !== undefined
    ? { cells, pointers }
    : {
        cells: {
          ...cells,
          accountHolder: account.holder,
          accountBank: account.bank,
          accountNumber: account.number,
        },
        pointers: {
          ...pointers,
          accountHolder: '/payeeAccount/holder',
          accountBank: '/payeeAccount/bank',
          accountNumber: '/payeeAccount/number',
        },
      };
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(';') : String(value);
}

/** The amount as a file has it: 1234.50. */
function cnyOf(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

function entriesOf<Key extends string>(columns: Readonly<Record<Key, EntryColumnCode>>) {
  const isKey = (key: string): key is Key => key in columns;
  return Object.keys(columns)
    .filter(isKey)
    .map((key) => [key, columns[key]] as const);
}
