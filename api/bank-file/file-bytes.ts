import { Buffer } from 'node:buffer';
import { addWorkingDays, dayAt } from '../../domain/calendar.ts';
import { bankListRows } from '../../domain/bank-file/bank-list.ts';
import type { FileFormat } from '../../domain/bank-file/payment-order.ts';
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
}

export interface FileBytes {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly fileName: string;
}

/**
 * The bytes of a released batch in a format; the same batch gives the same bytes.
 * @throws Problem FUND_ACCOUNT_MISSING, TEXT_NOT_ENCODABLE, FILE_NOT_VALID, SCHEMA_NOT_READABLE
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
    case 'bankList': {
      const template = bankListTemplate(parts.library, officeOf(asked));
      return csvFile(bankListRows(lines, template), `${batch.batchNo}-list`, encoding);
    }
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

async function painFile({ library, checkPain }: FileParts, asked: AskedPayments): Promise<FileBytes> {
  const { batch, releasedAt, lines } = asked;
  const account = fundAccount(library, { ...officeOf(asked), fund: batch.fund });
  if (!account.ok) {
    throw new Problem('FUND_ACCOUNT_MISSING', {
      facts: { key: account.reason },
      errors: [{ pointer: `/${account.reason}`, code: 'REQUIRED' }],
    });
  }
  const executeOn = addWorkingDays(officeOf(asked).on, 1, library.calendar);
  const xml = pain001({
    batchNo: batch.batchNo,
    releasedAtMs: releasedAt.getTime(),
    executeOn,
    account: account.value,
    lines,
  });
  const defect = await checkPain(xml);
  if (defect !== null) {
    throw new Problem('FILE_NOT_VALID', { facts: { defect: defect.slice(0, 500) } });
  }
  return { bytes: Buffer.from(xml, 'utf8'), mediaType: 'application/xml', fileName: `${batch.batchNo}.xml` };
}

function officeOf({ batch, releasedAt }: AskedPayments) {
  return { jurisdiction: batch.jurisdiction, on: dayAt(releasedAt.getTime()) };
}
