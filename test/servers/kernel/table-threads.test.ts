import { existsSync } from 'node:fs';
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

async function threadsOf(source: string, longestMs: number, threads = 1) {
  const path = join(folder, `thread-${longestMs}.mjs`);
  await writeFile(path, source);
  return createTableThreads({ module: pathToFileURL(path), threads, longestMs });
}

/** A file of one byte: 0 is never done, any other at once. */
const ENDLESS_OR_NOT = `
export default ({ bytes, begun }) => {
  begun.postMessage(null);
  while (bytes[0] === 0) {}
  return { ok: true, sheets: [], hiddenSheets: 0 };
};`;

/** A file of 0 fills the memory without an end. */
const GREEDY_OR_NOT = `
export default ({ bytes, begun }) => {
  begun.postMessage(null);
  const kept = [];
  while (bytes[0] === 0) {
    kept.push(Array.from({ length: 10_000 }, (_, n) => ({ n })));
  }
  return { ok: true, sheets: [], hiddenSheets: 0 };
};`;

/** Which thread came first; a thread may load its module more than once. */
const FIRST = (once: string) => `
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
try {
  writeFileSync(${JSON.stringify(once)}, String(threadId), { flag: 'wx' });
} catch {
}
const isFirst = readFileSync(${JSON.stringify(once)}, 'utf8') === String(threadId);`;

/** The first thread reads, a file of 0 only once `go` is there; every other thread says that it failed and ends. */
const ONLY_ONE_LIVES = (paths: Readonly<Record<'once' | 'failed' | 'go', string>>) => `${FIRST(paths.once)}
if (!isFirst) {
  writeFileSync(${JSON.stringify(paths.failed)}, '');
  throw new Error('no second thread');
}
export default ({ bytes, begun }) => {
  begun.postMessage(null);
  while (bytes[0] === 0 && !existsSync(${JSON.stringify(paths.go)})) {}
  return { ok: true, sheets: [], hiddenSheets: 0 };
};`;

/** Only the first thread cannot be loaded. */
const FIRST_FAILS = (once: string) => `${FIRST(once)}
if (isFirst) {
  throw new Error('not this time');
}
export default ({ begun }) => {
  begun.postMessage(null);
  return { ok: true, sheets: [], hiddenSheets: 0 };
};`;

describe('a thread that reads tables', () => {
  it('F7, S2: has its time for a file from when it took it; the file that waited for it is read', async () => {
    const read = await threadsOf(ENDLESS_OR_NOT, 4_000);
    const [endless, waiting] = await Promise.allSettled([read(Buffer.from([0])), read(Buffer.from([1]))]);
    expect(endless).toMatchObject({ status: 'rejected', reason: { code: 'FILE_TOO_LARGE' } });
    expect(waiting).toMatchObject({ status: 'fulfilled', value: { ok: true } });
  });

  it('S2: that needs more than its memory for a file ends alone, and the next file is read', async () => {
    const read = await threadsOf(GREEDY_OR_NOT, 60_003);
    await expect(read(Buffer.from([0]))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(await read(Buffer.from([1]))).toMatchObject({ ok: true });
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

  it('S2: that cannot be started leaves its file to the threads that live', async () => {
    const paths = { once: join(folder, 'once'), failed: join(folder, 'failed'), go: join(folder, 'go') };
    const read = await threadsOf(ONLY_ONE_LIVES(paths), 60_001, 2);
    const both = Promise.all([read(Buffer.from([0])), read(Buffer.from([1]))]);
    await expect.poll(() => existsSync(paths.failed), { timeout: 60_000 }).toBe(true);
    await writeFile(paths.go, '');
    expect(await both).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('S2: that could not be started is started once more, for the same file', async () => {
    const once = join(folder, 'first-failed');
    const read = await threadsOf(FIRST_FAILS(once), 60_002);
    expect(await read(Buffer.from([1]))).toMatchObject({ ok: true });
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
