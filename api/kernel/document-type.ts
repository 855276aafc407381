import { TextDecoder } from 'node:util';
import { Problem } from './problem.ts';
import { openZip } from './zip-parts.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Readers of PDF look for its beginning in these bytes (F20). */
const PDF_HEAD_BYTES = 1_024;

/** The accepted kinds of documents, detected by their content and never by the sender's declaration. */
export async function documentType(bytes: Buffer): Promise<string> {
  if (bytes.length === 0) {
    throw new Problem('FILE_EMPTY');
  }
  const begins = (hex: string) => bytes.subarray(0, hex.length / 2).toString('hex') === hex;
  if (bytes.subarray(0, PDF_HEAD_BYTES).includes('%PDF-')) {
    return 'application/pdf';
  }
  if (begins('89504e470d0a1a0a')) {
    return 'image/png';
  }
  if (begins('ffd8ff')) {
    return 'image/jpeg';
  }
  return begins('504b0304') ? officeType(bytes) : textType(bytes);
}

async function officeType(bytes: Buffer): Promise<string> {
  let names: readonly string[];
  try {
    ({ names } = await openZip(bytes));
  } catch (error) {
    throw error instanceof Problem && error.code === 'FILE_NOT_A_TABLE' ? new Problem('FILE_TYPE_UNSUPPORTED') : error;
  }
  if (names.some((name) => /vbaProject|macrosheets\/|activeX\//i.test(name))) {
    throw new Problem('FILE_HAS_MACROS');
  }
  if (names.includes('[Content_Types].xml')) {
    if (names.includes('word/document.xml')) {
      return WORD;
    }
    if (names.includes('xl/workbook.xml')) {
      return SHEET;
    }
  }
  throw new Problem('FILE_TYPE_UNSUPPORTED');
}

function textType(bytes: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // Programs and pictures that can be decoded contain control characters; letters and tables do not.
      if (!/\p{Cc}/u.test(text.replaceAll(/[\t\n\v\f\r]/g, ''))) {
        return `text/plain; charset=${encoding}`;
      }
    } catch {
      continue;
    }
  }
  throw new Problem('FILE_TYPE_UNSUPPORTED');
}
