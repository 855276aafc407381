import type { Grid } from './grid.ts';
import { Problem, type ProblemCode } from './problem.ts';
import { readCsv } from './read-csv.ts';
import { readWorkbook } from './read-workbook.ts';

/** The tables of a file, or why it has none. */
export type ReadGrids =
  | { readonly ok: true; readonly grids: readonly Grid[] }
  | { readonly ok: false; readonly code: ProblemCode };

/** Reads one file; runs in a thread of its own. */
export default async function readGrids(bytes: Uint8Array): Promise<ReadGrids> {
  try {
    return { ok: true, grids: await gridsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) };
  } catch (error) {
    if (error instanceof Problem) {
      return { ok: false, code: error.code };
    }
    throw error;
  }
}

async function gridsOf(bytes: Buffer): Promise<readonly Grid[]> {
  if (bytes.length === 0) {
    throw new Problem('FILE_EMPTY');
  }
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) {
    return readWorkbook(bytes);
  }
  if (OTHER_KINDS.some((magic) => bytes.subarray(0, magic.length).equals(magic))) {
    throw new Problem('FILE_NOT_A_TABLE');
  }
  return [readCsv(bytes)];
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
