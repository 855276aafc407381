import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packed, unpackedRows } from '../../../api/kernel/packed-rows.ts';
import type { GridRow } from '../../../api/kernel/grid.ts';
import { createTableThreads } from '../../../api/kernel/table-threads.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butie-threads-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function threadsOf(source: string, longestMs: number) {
  const path = join(folder, `thread-${longestMs}.mjs`);
  await writeFile(path, source);
  return createTableThreads({ module: pathToFileURL(path), threads: 1, longestMs });
}

/** A file of one byte: 0 is never done, any other at once. */
const ENDLESS_OR_NOT = `
export default ({ bytes, begun }) => {
  begun.postMessage(null);
  while (bytes[0] === 0) {}
  return { ok: true, sheets: [], hiddenSheets: 0 };
};`;

describe('a thread that reads tables', () => {
  it('F7, S2: has its time for a file from when it took it; the file that waited for it is read', async () => {
    const read = await threadsOf(ENDLESS_OR_NOT, 4_000);
    const [endless, waiting] = await Promise.allSettled([read(Buffer.from([0])), read(Buffer.from([1]))]);
    expect(endless).toMatchObject({ status: 'rejected', reason: { code: 'FILE_TOO_LARGE' } });
    expect(waiting).toMatchObject({ status: 'fulfilled', value: { ok: true } });
  });

  it('S2: that cannot be loaded is an error of ours and not of the file, and the next file gets a new one', async () => {
    const read = await threadsOf("import 'no-such-module';", 4_001);
    for (let time = 0; time < 2; time += 1) {
      const error: unknown = await read(Buffer.from([1])).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'ERR_MODULE_NOT_FOUND' });
    }
    const mended = await threadsOf(ENDLESS_OR_NOT, 4_001);
    expect(await mended(Buffer.from([1]))).toMatchObject({ ok: true });
  });

  it('F8: hands over a list of many cells in parts that each are small, and no row is lost between them', async () => {
    const rows: GridRow[] = Array.from({ length: 19_000 }, (_, n) => ({
      number: n + 2,
      cells: Array.from({ length: 50 }, () => '1'),
      faults: n === 7 ? [[3, 'CELL_ERROR']] : [],
    }));
    const sheet = packed({ sheet: 's', rows, hiddenRows: 0, isTooLong: false, hasFarCells: false });
    const unpacked: GridRow[] = [];
    for await (const part of unpackedRows(sheet)) {
      unpacked.push(...part);
    }
    expect(unpacked).toEqual(rows);
    expect(sheet.filledRows).toBe(19_000);
    expect(Math.max(...sheet.parts.map((part) => part.length))).toBeLessThan(150_000);
  });
});
