import type { IsoDate } from '../calendar.ts';
import { CERTIFICATE_KINDS, type CertificateKind, type RowErrorCode } from '../codes.ts';
import {
  cell,
  columnOf,
  dayOf,
  idNumberError,
  idNumberOf,
  textError,
  type Cells,
  type Headers,
  type RowError,
  type RowOutcome,
} from './table-cell.ts';

export type ResultColumn = 'idNumber' | 'assessed' | 'certificateKind' | 'certificateNo' | 'certificateDate';

export const RESULT_HEADERS: Headers<ResultColumn> = {
  idNumber: ['证件号码', '身份证号', '身份证号码', 'idNumber'],
  assessed: ['考核结果', 'assessed'],
  certificateKind: ['证书类型', '证书种类', 'certificateKind'],
  certificateNo: ['证书编号', 'certificateNo'],
  certificateDate: ['发证日期', 'certificateDate'],
};

export interface Certificate {
  readonly kind: CertificateKind;
  readonly certificateNo: string;
  readonly issuedOn: IsoDate;
}

/** The assessment result of one trainee; a trainee who passed may still wait for the certificate. */
export interface ResultRow {
  readonly idNumber: string;
  readonly hasPassed: boolean;
  readonly certificate: Certificate | null;
}

export interface ResultContext {
  readonly today: IsoDate;
  readonly isOnRoster: (idNumber: string) => boolean;
  readonly seen: ReadonlySet<string>;
  /** The stored result of a person; a later file replaces it. */
  readonly stored: (idNumber: string) => ResultRow | undefined;
  /** True for a person whose result can no longer change, because a submitted claim rests on it (L12). */
  readonly isInClaim: (idNumber: string) => boolean;
}

const KIND_TERMS: ReadonlyMap<string, CertificateKind> = new Map([
  ['职业资格证书', 'QUALIFICATION'],
  ['职业技能等级证书', 'SKILL_LEVEL'],
  ['专项职业能力证书', 'SPECIFIC_ABILITY'],
  ['特种作业操作证书', 'SPECIAL_OPERATION'],
  ['培训合格证书', 'TRAINING_COMPLETION'],
]);
const PASSED: ReadonlyMap<string, boolean> = new Map([
  ['合格', true],
  ['不合格', false],
]);

export function resultColumn(header: string): ResultColumn | undefined {
  return columnOf(header, RESULT_HEADERS);
}

export function resultKey(cells: Cells<ResultColumn>): string | undefined {
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  return idNumberError(idNumber) === undefined ? idNumber : undefined;
}

/** Checks one row of the results; a certificate has kind, number and date, or the row has none of the three. */
export function checkResultRow(
  cells: Cells<ResultColumn>,
  context: ResultContext,
): RowOutcome<ResultRow, ResultColumn> {
  const textual = textError(cells, RESULT_HEADERS, ['idNumber', 'assessed', ...certificateColumns(cells)]);
  if (textual !== undefined) {
    return { ok: false, error: textual };
  }
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  const personal = idNumberError(idNumber) ?? listError(idNumber, context);
  if (personal !== undefined) {
    return { ok: false, error: { column: 'idNumber', code: personal } };
  }
  const hasPassed = PASSED.get(cell(cells, 'assessed'));
  if (hasPassed === undefined) {
    return { ok: false, error: { column: 'assessed', code: 'UNKNOWN_RESULT' } };
  }
  const certificate = certificateOf(cells, context.today);
  if (certificate !== null && 'code' in certificate) {
    return { ok: false, error: certificate };
  }
  const row = { idNumber, hasPassed, certificate };
  const isUnchanged = isSameResult(context.stored(idNumber), row);
  return !isUnchanged && context.isInClaim(idNumber)
    ? { ok: false, error: { column: 'idNumber', code: 'IN_A_CLAIM' } }
    : { ok: true, row, isUnchanged };
}

/** All three are required if one of them is filled. */
function certificateColumns(cells: Cells<ResultColumn>): readonly ResultColumn[] {
  const columns = ['certificateKind', 'certificateNo', 'certificateDate'] as const;
  return columns.some((column) => cell(cells, column) !== '') ? columns : [];
}

function listError(idNumber: string, context: ResultContext): RowErrorCode | undefined {
  if (context.seen.has(idNumber)) {
    return 'DUPLICATE_IN_FILE';
  }
  return context.isOnRoster(idNumber) ? undefined : 'NOT_ON_ROSTER';
}

function certificateOf(cells: Cells<ResultColumn>, today: IsoDate): Certificate | RowError<ResultColumn> | null {
  const certificateNo = cell(cells, 'certificateNo');
  if (certificateNo === '') {
    return null;
  }
  const word = cell(cells, 'certificateKind');
  const kind = CERTIFICATE_KINDS.find((code) => code === word) ?? KIND_TERMS.get(word);
  if (kind === undefined) {
    return { column: 'certificateKind', code: 'UNKNOWN_CERTIFICATE_KIND' };
  }
  const issuedOn = dayOf(cell(cells, 'certificateDate'));
  if (issuedOn === undefined) {
    return { column: 'certificateDate', code: 'DATE_FORMAT' };
  }
  return issuedOn > today ? { column: 'certificateDate', code: 'DATE_IN_FUTURE' } : { kind, certificateNo, issuedOn };
}

function isSameResult(stored: ResultRow | undefined, row: ResultRow): boolean {
  return (
    stored !== undefined &&
    stored.hasPassed === row.hasPassed &&
    stored.certificate?.kind === row.certificate?.kind &&
    stored.certificate?.certificateNo === row.certificate?.certificateNo &&
    stored.certificate?.issuedOn === row.certificate?.issuedOn
  );
}
