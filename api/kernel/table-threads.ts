import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';
import type { Grid } from './grid.ts';
import { Problem } from './problem.ts';
import type { ReadGrids } from './table-thread.ts';

/** A file that needs more than this is no table of ours; only its own thread ends (F7, F8). */
const MEMORY_MB = 256;
const LONGEST_MS = 60_000;

const MOST_THREADS = 4;
const IDLE_MS = 600_000;

let threads: Piscina<Uint8Array, ReadGrids> | null = null;

/** One pool per process, started by its first file. Idle threads do not keep the process alive. */
function tableThreads(): Piscina<Uint8Array, ReadGrids> {
  threads ??= new Piscina({
    filename: new URL('table-thread.ts', import.meta.url).href,
    execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
    minThreads: 0,
    maxThreads: Math.min(availableParallelism(), MOST_THREADS),
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    idleTimeout: IDLE_MS,
  });
  return threads;
}

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
