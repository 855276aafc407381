import type { IsoDate } from '../calendar.ts';
import type { RowErrorCode } from '../codes.ts';
import {
  cell,
  columnOf,
  dayOf,
  idNumberError,
  idNumberOf,
  textError,
  type Cells,
  type Headers,
  type RowOutcome,
} from './table-cell.ts';

export type AttendanceColumn = 'idNumber' | 'date' | 'hours';

export const ATTENDANCE_HEADERS: Headers<AttendanceColumn> = {
  idNumber: ['证件号码', '身份证号', '身份证号码', 'idNumber'],
  date: ['日期', 'date'],
  hours: ['课时', '学时', 'hours'],
};

/** Class hours that one person attended on one day. */
export interface AttendanceRow {
  readonly idNumber: string;
  readonly date: IsoDate;
  /** Class hours, whole or half: exact in a float. */
  readonly hours: number;
}

export interface AttendanceContext {
  readonly today: IsoDate;
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly isOnRoster: (idNumber: string) => boolean;
  readonly seen: ReadonlySet<string>;
  /** The stored hours of a person and day; a later file replaces them. */
  readonly stored: (idNumber: string, date: IsoDate) => number | undefined;
  /** True for a person and day that can no longer change, because another claim of the class rests on them (L12). */
  readonly isInClaim: (idNumber: string, date: IsoDate) => boolean;
}

export function attendanceColumn(header: string): AttendanceColumn | undefined {
  return columnOf(header, ATTENDANCE_HEADERS);
}

/** A row is identified by person and day; undefined when one of them cannot be read. */
export function attendanceKey(cells: Cells<AttendanceColumn>): string | undefined {
  const date = dayOf(cell(cells, 'date'));
  return date === undefined ? undefined : `${idNumberOf(cell(cells, 'idNumber'))} ${date}`;
}

/** Checks one row of an attendance sheet; days outside the class and future days are errors. */
export function checkAttendanceRow(
  cells: Cells<AttendanceColumn>,
  context: AttendanceContext,
): RowOutcome<AttendanceRow, AttendanceColumn> {
  const textual = textError(cells, ATTENDANCE_HEADERS, ['idNumber', 'date', 'hours']);
  if (textual !== undefined) {
    return { ok: false, error: textual };
  }
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  const personal = idNumberError(idNumber) ?? (context.isOnRoster(idNumber) ? undefined : 'NOT_ON_ROSTER');
  if (personal !== undefined) {
    return { ok: false, error: { column: 'idNumber', code: personal } };
  }
  const date = dayOf(cell(cells, 'date'));
  const dayError = dayErrorOf(date, context);
  if (date === undefined || dayError !== undefined) {
    return { ok: false, error: { column: 'date', code: dayError ?? 'DATE_FORMAT' } };
  }
  if (context.seen.has(`${idNumber} ${date}`)) {
    return { ok: false, error: { column: 'date', code: 'DUPLICATE_IN_FILE' } };
  }
  const hours = hoursOf(cell(cells, 'hours'));
  if (hours === undefined) {
    return { ok: false, error: { column: 'hours', code: 'HOURS_FORMAT' } };
  }
  const isUnchanged = context.stored(idNumber, date) === hours;
  return !isUnchanged && context.isInClaim(idNumber, date)
    ? { ok: false, error: { column: 'idNumber', code: 'IN_A_CLAIM' } }
    : { ok: true, row: { idNumber, date, hours }, isUnchanged };
}

function dayErrorOf(date: IsoDate | undefined, context: AttendanceContext): RowErrorCode | undefined {
  if (date === undefined) {
    return 'DATE_FORMAT';
  }
  if (date < context.opensOn || date > context.endsOn) {
    return 'DATE_OUTSIDE_CLASS';
  }
  return date > context.today ? 'DATE_IN_FUTURE' : undefined;
}

/** 0 to 24, whole or half. */
function hoursOf(text: string): number | undefined {
  const hours = /^\d{1,2}(?:\.[05]0?)?$/.test(text) ? Number(text) : undefined;
  return hours !== undefined && hours <= 24 ? hours : undefined;
}
