import type { IsoDate } from '../calendar.ts';
import { INSURANCE_KINDS, type InsuranceKind, type RowErrorCode } from '../codes.ts';
import {
  cell,
  columnOf,
  dayOf,
  idNumberError,
  idNumberOf,
  listOf,
  textError,
  type Cells,
  type Headers,
  type RowError,
  type RowOutcome,
} from './table-cell.ts';

export type EvidenceColumn =
  | 'idNumber'
  | 'contractSignedOn'
  | 'contractStartsOn'
  | 'contractEndsOn'
  | 'openEnded'
  | 'employer'
  | 'insuredMonths'
  | 'insuranceKinds';

export const EVIDENCE_HEADERS: Headers<EvidenceColumn> = {
  idNumber: ['证件号码', '身份证号', '身份证号码', 'idNumber'],
  contractSignedOn: ['合同签订日期', 'contractSignedOn'],
  contractStartsOn: ['合同起始日期', 'contractStartsOn'],
  contractEndsOn: ['合同到期日期', 'contractEndsOn'],
  openEnded: ['无固定期限', 'openEnded'],
  employer: ['用人单位', 'employer'],
  insuredMonths: ['参保月数', 'insuredMonths'],
  insuranceKinds: ['参保险种', 'insuranceKinds'],
};

/** The contract and the insurance with which one line may earn the +50 % (R-076 to R-079). */
export interface ContractEvidence {
  /** Decides whether the contract is in the window. */
  readonly contractSignedOn: IsoDate;
  /** The first day of the contract, the signing day if none is given: the length is counted from it. */
  readonly contractStartsOn: IsoDate;
  /** `null`: open-ended. The last day of the contract is included. */
  readonly contractEndsOn: IsoDate | null;
  readonly employer: string;
  readonly insuredMonths: number;
  readonly insuranceKinds: readonly InsuranceKind[];
}

type ContractDays = Pick<ContractEvidence, 'contractSignedOn' | 'contractStartsOn' | 'contractEndsOn'>;

export interface EvidenceRow extends ContractEvidence {
  readonly idNumber: string;
}

export interface EvidenceContext {
  readonly today: IsoDate;
  /** True if the claim has a line of this person that can still earn the top-up. */
  readonly isOnClaim: (idNumber: string) => boolean;
  readonly seen: ReadonlySet<string>;
}

const KIND_TERMS: ReadonlyMap<string, InsuranceKind> = new Map([
  ['养老保险', 'PENSION'],
  ['医疗保险', 'MEDICAL'],
  ['失业保险', 'UNEMPLOYMENT'],
  ['工伤保险', 'WORK_INJURY'],
]);
const YES: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['是', true],
  ['false', false],
  ['否', false],
  ['', false],
]);

export function evidenceColumn(header: string): EvidenceColumn | undefined {
  return columnOf(header, EVIDENCE_HEADERS);
}

export function evidenceKey(cells: Cells<EvidenceColumn>): string | undefined {
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  return idNumberError(idNumber) === undefined ? idNumber : undefined;
}

/** Checks the form of one row of contract evidence; whether it earns the top-up is judged per line. */
export function checkEvidenceRow(
  cells: Cells<EvidenceColumn>,
  context: EvidenceContext,
): RowOutcome<EvidenceRow, EvidenceColumn> {
  const isOpenEnded = YES.get(cell(cells, 'openEnded').toLowerCase());
  const ending: readonly EvidenceColumn[] = isOpenEnded === false ? ['contractEndsOn'] : [];
  const required: readonly EvidenceColumn[] = ['idNumber', 'contractSignedOn', ...ending, 'employer', 'insuredMonths'];
  const textual = textError(cells, EVIDENCE_HEADERS, required);
  if (textual !== undefined) {
    return { ok: false, error: textual };
  }
  if (isOpenEnded === undefined) {
    return { ok: false, error: { column: 'openEnded', code: 'YES_OR_NO' } };
  }
  const idNumber = idNumberOf(cell(cells, 'idNumber'));
  const personal = idNumberError(idNumber) ?? listError(idNumber, context);
  if (personal !== undefined) {
    return { ok: false, error: { column: 'idNumber', code: personal } };
  }
  const evidence = evidenceOf(cells, isOpenEnded, context.today);
  return 'code' in evidence
    ? { ok: false, error: evidence }
    : { ok: true, row: { idNumber, ...evidence }, isUnchanged: false };
}

/** Checks the days of a contract, also for evidence sent as JSON. A contract may start before or after its signing. */
export function evidenceDayError(
  { contractSignedOn, contractStartsOn, contractEndsOn }: ContractDays,
  today: IsoDate,
): RowError<EvidenceColumn> | undefined {
  if (contractSignedOn > today) {
    return { column: 'contractSignedOn', code: 'DATE_IN_FUTURE' };
  }
  if (contractEndsOn === null) {
    return undefined;
  }
  if (contractEndsOn < contractSignedOn) {
    return { column: 'contractEndsOn', code: 'ENDS_BEFORE_SIGNED' };
  }
  return contractEndsOn < contractStartsOn ? { column: 'contractEndsOn', code: 'ENDS_BEFORE_START' } : undefined;
}

function listError(idNumber: string, context: EvidenceContext): RowErrorCode | undefined {
  if (context.seen.has(idNumber)) {
    return 'DUPLICATE_IN_FILE';
  }
  return context.isOnClaim(idNumber) ? undefined : 'NOT_ON_CLAIM';
}

function evidenceOf(
  cells: Cells<EvidenceColumn>,
  isOpenEnded: boolean,
  today: IsoDate,
): ContractEvidence | RowError<EvidenceColumn> {
  const days = contractDaysOf(cells, isOpenEnded);
  if ('code' in days) {
    return days;
  }
  const dayError = evidenceDayError(days, today);
  if (dayError !== undefined) {
    return dayError;
  }
  const months = cell(cells, 'insuredMonths');
  if (!/^\d{1,3}$/.test(months)) {
    return { column: 'insuredMonths', code: 'NUMBER_FORMAT' };
  }
  const insuranceKinds = insuranceKindsOf(cell(cells, 'insuranceKinds'));
  if (insuranceKinds === undefined) {
    return { column: 'insuranceKinds', code: 'UNKNOWN_INSURANCE_KIND' };
  }
  const employer = cell(cells, 'employer');
  return { ...days, employer, insuredMonths: Number(months), insuranceKinds };
}

/** An empty first day is the signing day. */
function contractDaysOf(cells: Cells<EvidenceColumn>, isOpenEnded: boolean): ContractDays | RowError<EvidenceColumn> {
  const contractSignedOn = dayOf(cell(cells, 'contractSignedOn'));
  if (contractSignedOn === undefined) {
    return { column: 'contractSignedOn', code: 'DATE_FORMAT' };
  }
  const start = cell(cells, 'contractStartsOn');
  const contractStartsOn = start === '' ? contractSignedOn : dayOf(start);
  if (contractStartsOn === undefined) {
    return { column: 'contractStartsOn', code: 'DATE_FORMAT' };
  }
  const contractEndsOn = isOpenEnded ? null : dayOf(cell(cells, 'contractEndsOn'));
  return contractEndsOn === undefined
    ? { column: 'contractEndsOn', code: 'DATE_FORMAT' }
    : { contractSignedOn, contractStartsOn, contractEndsOn };
}

/** Reads codes or Chinese terms; undefined if any of them is unknown. */
export function insuranceKindsOf(text: string): readonly InsuranceKind[] | undefined {
  const kinds = listOf(text).map((word) => INSURANCE_KINDS.find((code) => code === word) ?? KIND_TERMS.get(word));
  const known = kinds.filter((kind) => kind !== undefined);
  return known.length === kinds.length ? [...new Set(known)] : undefined;
}
