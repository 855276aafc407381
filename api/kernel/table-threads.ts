import type { Grid } from './grid.ts';
import { Problem } from './problem.ts';
import type { ReadGrids } from './table-thread.ts';
import { newThreads } from './threads.ts';

/** A file that needs more than this is no table of ours; only its own thread ends (F7, F8). */
const MEMORY_MB = 256;
const LONGEST_MS = 60_000;

/** One set per process. */
const tableThreads = newThreads<Uint8Array, ReadGrids>(new URL('table-thread.ts', import.meta.url), {
  memoryMb: MEMORY_MB,
});

/**
 * The tables of a file, read outside the thread that answers requests: whatever the file is, others are answered.
 * @throws Problem FILE_EMPTY, FILE_NOT_A_TABLE, FILE_HAS_MACROS, FILE_TOO_LARGE
 */
export async function readGrids(content: Buffer): Promise<readonly Grid[]> {
  const bytes = new Uint8Array(content);
  let read: ReadGrids;
  try {
    read = await tableThreads().run(bytes, {
      transferList: [bytes.buffer],
      signal: AbortSignal.timeout(LONGEST_MS),
    });
  } catch (error) {
    throw isUsedUp(error) ? new Problem('FILE_TOO_LARGE') : error;
  }
  if (!read.ok) {
    throw new Problem(read.code);
  }
  return read.grids;
}

/** The thread ended because the file took all its memory or its time. */
function isUsedUp(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'AbortError' || ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'))
  );
}
