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
}

/**
 * Threads that run the default function of a TypeScript file. None is started before the first work arrives, and idle
 * threads do not keep the process alive. Called by each piece of work: the threads are made once.
 */
export function newThreads<Task, Answer>(file: URL, settings: ThreadSettings): () => Piscina<Task, Answer> {
  const { spared = 0, workerData, memoryMb } = settings;
  let threads: Piscina<Task, Answer> | null = null;
  return () =>
    (threads ??= new Piscina({
      filename: file.href,
      execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
      minThreads: 0,
      maxThreads: Math.max(1, Math.min(availableParallelism() - spared, MOST_THREADS)),
      idleTimeout: IDLE_MS,
      ...(workerData !== undefined && { workerData }),
      ...(memoryMb !== undefined && { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
    }));
}

export type NewThreads = typeof newThreads;
