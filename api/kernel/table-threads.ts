import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { fewAtOnce } from './few-at-once.ts';
import { Problem } from './problem.ts';
import type { ReadFile, TableTask } from './table-thread.ts';
import { newThreads } from './threads.ts';

/** A file that needs more than this is no table of ours; only its own thread ends (F7, F8). */
const MEMORY_MB = 256;
const LONGEST_MS = 60_000;

/** Files that are read at once, and those that may wait for a thread; one more is told to come again (S2). */
const MOST_THREADS = 4;
const MOST_WAITING = 4;

export interface TableThreadOptions {
  /** A module whose default export reads one file, as `table-thread.ts` does. */
  readonly module: URL;
  readonly threads: number;
  /** For how long a thread may read one file, from when it has taken it. */
  readonly longestMs: number;
  /** Of one thread, if not as much as a table takes. */
  readonly memoryMb?: number;
}

interface Read {
  readonly ok: true;
}

type ReadTable = Extract<ReadFile, Read>;
type ReadOr<Good extends Read> = Good | Extract<ReadFile, { ok: false }>;

export type TableThreads<Good extends Read = ReadTable> = (content: Buffer) => Promise<Good>;

/** Threads that are started by their first file. Idle ones do not keep the process alive. */
export function createTableThreads<Good extends Read = ReadTable>(options: TableThreadOptions): TableThreads<Good> {
  const queued = fewAtOnce({ running: options.threads, waiting: MOST_WAITING });
  const notBegun = new Set<AbortController>();
  const livingPool = newThreads<TableTask, ReadOr<Good>>(options.module, {
    most: options.threads,
    memoryMb: options.memoryMb ?? MEMORY_MB,
    // No thread will take what waits for these threads.
    onFailure: (error) => {
      for (const stop of notBegun) {
        stop.abort(new NoThread(error));
      }
    },
  });
  /** Ends when a file ends that a thread has begun: that thread lives and is free then. */
  const underWay = new Set<Promise<unknown>>();
  const readOnce = async (content: Buffer): Promise<ReadOr<Good>> => {
    const stop = new AbortController();
    notBegun.add(stop);
    const begun = () => {
      notBegun.delete(stop);
      underWay.add(ended);
    };
    const reading = readInThread(livingPool(), content, { stop, ...options, begun });
    const ended: Promise<unknown> = Promise.allSettled([reading]).then(() => underWay.delete(ended));
    try {
      return await reading;
    } finally {
      notBegun.delete(stop);
    }
  };
  // A file whose thread could not be started is read by the next thread that is free; without one, by a new one, once.
  const readStarted = async (content: Buffer, isFirst = true): Promise<ReadOr<Good>> => {
    try {
      return await readOnce(content);
    } catch (error) {
      if (!(error instanceof NoThread)) {
        throw error;
      }
      if (underWay.size > 0) {
        await Promise.race(underWay);
        return readStarted(content, isFirst);
      }
      if (!isFirst) {
        throw error.cause;
      }
      return readStarted(content, false);
    }
  };
  return (content) =>
    queued(async () => {
      const read = await readStarted(content);
      if (!read.ok) {
        throw new Problem(read.code);
      }
      return read;
    });
}

/** No thread could be started for a file, for the reason in `cause`; nothing of it was read. */
class NoThread extends Error {
  override readonly name = 'NoThread';
  constructor(cause: unknown) {
    super('No thread could be started', { cause });
  }
}

async function readInThread<Answer>(
  pool: Piscina<TableTask, Answer>,
  content: Buffer,
  {
    stop,
    begun,
    longestMs,
  }: { readonly stop: AbortController; readonly begun: () => void; readonly longestMs: number },
): Promise<Answer> {
  const bytes = new Uint8Array(content);
  const channel = new MessageChannel();
  let limit: NodeJS.Timeout | undefined;
  let hasBegun = false;
  channel.port1.once('message', () => {
    hasBegun = true;
    begun();
    limit = setTimeout(() => stop.abort(new Problem('FILE_TOO_LARGE')), longestMs);
  });
  try {
    return await pool.run(
      { bytes, begun: channel.port2 },
      { transferList: [bytes.buffer, channel.port2], signal: stop.signal },
    );
  } catch (error) {
    if (stop.signal.aborted) {
      throw stop.signal.reason;
    }
    if (isOutOfMemory(error)) {
      throw new Problem('FILE_TOO_LARGE');
    }
    throw hasBegun ? error : new NoThread(error);
  } finally {
    clearTimeout(limit);
    channel.port1.close();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/**
 * The tables of a file, read outside the thread that answers requests: whatever the file is, others are answered.
 * @throws Problem FILE_EMPTY, FILE_NOT_A_TABLE, FILE_SHEET_MISSING, FILE_HAS_MACROS, FILE_TOO_LARGE, TOO_MANY_FILES
 */
export const readSheets: TableThreads = createTableThreads({
  module: new URL('table-thread.ts', import.meta.url),
  threads: Math.min(availableParallelism(), MOST_THREADS),
  longestMs: LONGEST_MS,
});
