import type { MessagePort } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { Sheet } from './grid.ts';
import { packed } from './packed-rows.ts';
import { Problem, type ProblemCode } from './problem.ts';
import { readCsv } from './read-csv.ts';
import { readWorkbook, type ReadSheets } from './read-workbook.ts';

export interface TableTask {
  readonly bytes: Uint8Array;
  /** Gets one message when a thread has taken the file: only from then on does it use time. */
  readonly begun: MessagePort;
}

/** The tables of a file with packed rows, or why it has none. */
export type ReadFile =
  | { readonly ok: true; readonly sheets: readonly Sheet[]; readonly hiddenSheets: number }
  | { readonly ok: false; readonly code: ProblemCode };

/** Reads one file; runs in a thread of its own. The packed rows are handed over, not copied. */
export default async function readFile({ bytes, begun }: TableTask) {
  // A port of worker_threads has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  begun.postMessage(null);
  const read = await readSheets(bytes);
  const buffers = read.ok ? read.sheets.flatMap((sheet) => sheet.parts.map((part) => part.buffer)) : [];
  return move({ [transferableSymbol]: buffers, [valueSymbol]: read });
}

async function readSheets(bytes: Uint8Array): Promise<ReadFile> {
  try {
    const { grids, hiddenSheets } = await gridsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return { ok: true, sheets: grids.map(packed), hiddenSheets };
  } catch (error) {
    if (error instanceof Problem) {
      return { ok: false, code: error.code };
    }
    throw error;
  }
}

async function gridsOf(bytes: Buffer): Promise<ReadSheets> {
  if (bytes.length === 0) {
    throw new Problem('FILE_EMPTY');
  }
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) {
    return readWorkbook(bytes);
  }
  if (OTHER_KINDS.some((magic) => bytes.subarray(0, magic.length).equals(magic))) {
    throw new Problem('FILE_NOT_A_TABLE');
  }
  return { grids: [readCsv(bytes)], hiddenSheets: 0 };
}

/** Pictures, PDF, old Excel and archives, which decode as GB 18030: PNG, JPEG, GIF, OLE, gzip, RAR, 7z, PDF. */
const OTHER_KINDS = [
  '89504e47',
  'ffd8ff',
  '47494638',
  'd0cf11e0',
  '1f8b',
  '52617221',
  '377abcaf',
  '25504446',
  '504b',
].map((hex) => Buffer.from(hex, 'hex'));
