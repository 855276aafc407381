import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';

/** A thread that has nothing to do ends after this time and gives back its memory. */
const IDLE_MS = 600_000;

const MOST_THREADS = 4;

interface ThreadSettings {
  /** Processors that are left to the threads that answer requests. */
  readonly spared?: number;
  readonly workerData?: unknown;
  /** Of one thread; only the thread that needs more ends. */
  readonly memoryMb?: number;
  /** By default as many as there are processors, up to four. */
  readonly most?: number;
  /**
   * The last thread ended before it had work, because its file cannot be loaded. The next work makes the threads anew.
   * While others live they take what waits.
   */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Threads that run the default function of a TypeScript file. None is started before the first work arrives, and idle
 * threads do not keep the process alive. Called by each piece of work: the threads are made once.
 */
export function newThreads<Task, Answer>(file: URL, settings: ThreadSettings): () => Piscina<Task, Answer> {
  const { spared = 0, workerData, memoryMb, most, onFailure } = settings;
  let threads: Piscina<Task, Answer> | null = null;
  const made = () => {
    const pool = new Piscina<Task, Answer>({
      filename: file.href,
      execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
      minThreads: 0,
      maxThreads: most ?? Math.max(1, Math.min(availableParallelism() - spared, MOST_THREADS)),
      idleTimeout: IDLE_MS,
      ...(workerData !== undefined && { workerData }),
      ...(memoryMb !== undefined && { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
    });
    if (onFailure !== undefined) {
      pool.on('error', (error: unknown) => {
        if (threads !== pool || pool.threads.length > 0) {
          return;
        }
        threads = null;
        onFailure(error);
        void pool.destroy();
      });
    }
    return pool;
  };
  return () => (threads ??= made());
}

export type NewThreads = typeof newThreads;
