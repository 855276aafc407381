import { Buffer } from 'node:buffer';
import { addWorkingDays, dayAt } from '../../domain/calendar.ts';
import { bankListRows } from '../../domain/bank-file/bank-list.ts';
import type { FileSettings } from '../../domain/bank-file/file-settings.ts';
import type { FileFormat, FundAccount } from '../../domain/bank-file/payment-order.ts';
import { pain001 } from '../../domain/bank-file/pain-001.ts';
import { firstRowNotShown } from '../../domain/bank-file/shown-in-gb18030.ts';
import { bankListTemplate, fundAccount } from '../../domain/policy/fund-accounts.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { unreachable } from '../../domain/verdict.ts';
import { XLSX, type TableRows } from '../kernel/table-file.ts';
import { Problem } from '../kernel/problem.ts';
import type { BatchRecord } from '../payout/payout-ports.ts';
import type { ReleasedPayments } from './bank-file-ports.ts';
import type { PainCheck } from './pain-check.ts';
import { paymentRows } from './payment-rows.ts';
import { csvBytes, xlsxBytes, type FileEncoding } from './table-bytes.ts';

export interface FileParts {
  readonly library: PolicyLibrary;
  readonly checkPain: PainCheck;
}

export interface AskedPayments extends ReleasedPayments {
  readonly batch: BatchRecord;
  readonly format: FileFormat;
  readonly encoding: FileEncoding;
  readonly settings: FileSettings;
}

export interface FileBytes {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly fileName: string;
}

/**
 * What the packs of the day of the release and the calendar give a file in a format.
 * @throws Problem FUND_ACCOUNT_MISSING
 */
export function settingsOf(
  library: PolicyLibrary,
  { batch, format, releasedAt }: Pick<AskedPayments, 'batch' | 'format' | 'releasedAt'>,
): FileSettings {
  const office = { jurisdiction: batch.jurisdiction, on: dayAt(releasedAt.getTime()) };
  const none: FileSettings = { executeOn: null, account: null, template: null };
  switch (format) {
    case 'pain.001': {
      const executeOn = addWorkingDays(office.on, 1, library.calendar);
      return { ...none, executeOn, account: requireAccount(library, { ...office, fund: batch.fund }) };
    }
    case 'bankList':
      return { ...none, template: bankListTemplate(library, office) };
    case 'csv':
    case 'xlsx':
      return none;
    default:
      return unreachable(format);
  }
}

function requireAccount(library: PolicyLibrary, asked: Parameters<typeof fundAccount>[1]): FundAccount {
  const account = fundAccount(library, asked);
  if (!account.ok) {
    throw new Problem('FUND_ACCOUNT_MISSING', {
      facts: { key: account.reason },
      errors: [{ pointer: `/${account.reason}`, code: 'REQUIRED' }],
    });
  }
  return account.value;
}

/**
 * The bytes of a released batch in a format; the same batch and settings give the same bytes.
 * @throws Problem TEXT_NOT_ENCODABLE, FILE_NOT_VALID, SCHEMA_NOT_READABLE
 */
export async function fileBytes(parts: FileParts, asked: AskedPayments): Promise<FileBytes> {
  const { batch, format, encoding, lines } = asked;
  switch (format) {
    case 'pain.001':
      return painFile(parts, asked);
    case 'xlsx':
      return { bytes: await xlsxBytes(paymentRows(lines)), mediaType: XLSX, fileName: `${batch.batchNo}.xlsx` };
    case 'csv':
      return csvFile(paymentRows(lines), batch.batchNo, encoding);
    case 'bankList':
      return csvFile(bankListRows(lines, given(asked.settings.template)), `${batch.batchNo}-list`, encoding);
    default:
      return unreachable(format);
  }
}

function csvFile(rows: TableRows, name: string, encoding: FileEncoding): FileBytes {
  const line = encoding === 'gb18030' ? firstRowNotShown(rows) : null;
  if (line !== null) {
    throw new Problem('TEXT_NOT_ENCODABLE', {
      facts: { line },
      errors: [{ pointer: `/lines/${line}`, code: 'TEXT_NOT_ENCODABLE' }],
    });
  }
  return { bytes: csvBytes(rows, encoding), mediaType: `text/csv; charset=${encoding}`, fileName: `${name}.csv` };
}

async function painFile({ checkPain }: FileParts, asked: AskedPayments): Promise<FileBytes> {
  const { batch, releasedAt, lines, settings } = asked;
  const xml = pain001({
    batchNo: batch.batchNo,
    releasedAtMs: releasedAt.getTime(),
    executeOn: given(settings.executeOn),
    account: given(settings.account),
    lines,
  });
  const defect = await checkPain(xml);
  if (defect !== null) {
    throw new Problem('FILE_NOT_VALID', { facts: { defect: defect.slice(0, 500) } });
  }
  return { bytes: Buffer.from(xml, 'utf8'), mediaType: 'application/xml', fileName: `${batch.batchNo}.xml` };
}

/** A file has the settings that its format needs. */
function given<Value>(setting: Value | null): Value {
  if (setting === null) {
    throw new RangeError('The settings of a file lack what its format needs');
  }
  return setting;
}
