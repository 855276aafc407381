import { readSheet } from 'read-excel-file/node';
import { Problem } from './problem.ts';
import { refuseTooManyRows, type Grid } from './grid.ts';
import { inspectZip } from './inspect-zip.ts';

const ROW_TAG = Buffer.from('<row');

/** Rows of a workbook's first sheet. It is inspected first: bombs, macros and excess rows never reach the reader. */
export async function readXlsx(bytes: Buffer): Promise<Grid> {
  await inspectWorkbook(bytes);
  const rows = await readSheet(bytes).catch(() => {
    throw new Problem('FILE_NOT_A_TABLE');
  });
  refuseTooManyRows(rows.length - 1);
  return rows.map((row) => row.map(textOf));
}

async function inspectWorkbook(bytes: Buffer): Promise<void> {
  const rows = new Map<string, RowCount>();
  const contentTypes: Buffer[] = [];
  const names: string[] = [];
  await inspectZip(bytes, {
    entry: (name) => {
      names.push(name);
      if (/vbaProject|macrosheets\/|activeX\//i.test(name)) {
        throw new Problem('FILE_HAS_MACROS');
      }
    },
    chunk: (name, part) => {
      if (name === '[Content_Types].xml') {
        contentTypes.push(part);
      } else if (name.startsWith('xl/worksheets/')) {
        const count = rows.get(name) ?? { rows: 0, tail: Buffer.alloc(0) };
        rows.set(name, countRows(count, part));
      }
    },
  });
  if (/macroEnabled|vbaProject/i.test(Buffer.concat(contentTypes).toString('latin1'))) {
    throw new Problem('FILE_HAS_MACROS');
  }
  if (contentTypes.length === 0 || !names.some((name) => name.startsWith('xl/'))) {
    throw new Problem('FILE_NOT_A_TABLE');
  }
}

interface RowCount {
  readonly rows: number;
  readonly tail: Buffer;
}

/** Counts row tags, also across the borders of chunks. */
function countRows(before: RowCount, part: Buffer): RowCount {
  const seen = Buffer.concat([before.tail, part]);
  let { rows } = before;
  for (let at = seen.indexOf(ROW_TAG); at !== -1; at = seen.indexOf(ROW_TAG, at + 1)) {
    rows += 1;
  }
  refuseTooManyRows(rows - 1 - BREAK_TAGS);
  return { rows, tail: Buffer.from(seen.subarray(Math.max(0, seen.length - ROW_TAG.length + 1))) };
}

/** A sheet may have one `<rowBreaks>`, which starts like a row tag. */
const BREAK_TAGS = 1;

/** The cell's value as a person sees it: days as days, whole numbers without an exponent. */
function textOf(value: unknown): string {
  if (value instanceof Date) {
    const iso = Number.isNaN(value.getTime()) ? '' : value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
  }
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e21) {
    return value.toFixed(0);
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
