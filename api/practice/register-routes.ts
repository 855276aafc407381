import type { TableRow } from '../../domain/intake/table-check.ts';
import { hasForbiddenCharacters, dayOf, idNumberOf, listOf } from '../../domain/intake/table-cell.ts';
import {
  AvailabilityAnswer,
  AvailabilityBody,
  RegisterAnswer,
  RegisterParams,
  RegisterQuery,
} from '../../schemas/session-schemas.ts';
import { readTable, TABLE_PROBLEMS } from '../kernel/read-table.ts';
import type { RegisterName } from '../../domain/line/register-answers.ts';
import type { PracticeRegisters, RegisterRow } from './practice-ports.ts';
import { Problem, type FieldError } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';

export interface RegisterDependencies {
  readonly registers: PracticeRegisters;
}

type Check = (text: string) => string | undefined;

const text: Check = (value) => (hasForbiddenCharacters(value) || value.length > 200 ? undefined : value);
const needed: Check = (value) => (value === '' ? undefined : text(value));
const idNumber: Check = (value) => (/^\d{17}[\dX]$/.test(idNumberOf(value)) ? idNumberOf(value) : undefined);
const day: Check = dayOf;
const optionalDay: Check = (value) => (value === '' ? '' : dayOf(value));
const month: Check = (value) => (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(value) ? value : undefined);
const list: Check = (value) => (text(value) === undefined ? undefined : listOf(value).join(';'));

/** Columns of the register files, as in `practice/class-welders/register-*.csv`. */
const COLUMNS: Readonly<Record<RegisterName, Readonly<Record<string, Check>>>> = {
  certificates: { certificateNo: needed, idNumber, name: text, occupation: needed, level: needed, date: day },
  identity: { idNumber, status: needed, since: optionalDay, until: optionalDay },
  subsidies: { idNumber, route: needed, occupation: needed, level: needed, date: day },
  insurance: { idNumber, employer: text, month, kinds: list },
};

export function registerRoutes({ registers }: RegisterDependencies): readonly Route[] {
  return [
    defineRoute({
      operationId: 'loadPracticeRegister',
      recorded: 'registerLoaded',
      method: 'put',
      path: '/api/v1/practice/registers/:register',
      summary: 'Load a practice register from a file; rows are added unless replace is asked for',
      params: RegisterParams,
      query: RegisterQuery,
      multipart: 'required',
      answer: RegisterAnswer,
      practiceOnly: true,
      problems: [...TABLE_PROBLEMS, 'REGISTER_FILE_INVALID'],
      async handle({ params: { register }, query: { replace }, file }) {
        const columns = COLUMNS[register];
        const names = Object.keys(columns);
        const table = await readTable(file, {
          columnOf: (header) => names.find((name) => name.toLowerCase() === header.trim().toLowerCase()),
          needed: names,
        });
        const { rows, errors } = checkRows(table.rows, columns);
        if (errors.length > 0) {
          throw new Problem('REGISTER_FILE_INVALID', { errors: errors.slice(0, 100) });
        }
        const { stored } = await registers.load(register, rows, replace);
        return { body: { register, rows: rows.length, stored } };
      },
    }),

    defineRoute({
      operationId: 'setPracticeRegisterAvailability',
      recorded: 'registerLoaded',
      method: 'put',
      path: '/api/v1/practice/registers/:register/availability',
      summary: 'Make a practice register fail, or answer again',
      params: RegisterParams,
      body: AvailabilityBody,
      answer: AvailabilityAnswer,
      practiceOnly: true,
      problems: ['INVALID'],
      async handle({ params: { register }, body: { available }, at }) {
        await registers.setAvailable(register, available, at);
        return { body: { register, available } };
      },
    }),
  ];
}

function checkRows(
  table: readonly TableRow<string>[],
  columns: Readonly<Record<string, Check>>,
): { readonly rows: readonly RegisterRow[]; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const rows = table.map(({ number, cells, fault }) => {
    const row: Record<string, string> = {};
    for (const [column, check] of Object.entries(columns)) {
      const value = fault?.column === column ? undefined : check((cells[column] ?? '').trim());
      if (value === undefined) {
        errors.push({
          pointer: `/${number}/${column}`,
          code: fault?.column === column ? fault.code : 'INVALID_FORMAT',
        });
      }
      row[column] = value ?? '';
    }
    return row;
  });
  return { rows, errors };
}
