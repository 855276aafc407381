import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';
import type { SealedWork, SealingWork } from './sealing.ts';
import type { PackedValues, SealingTask } from './sealing-thread.ts';
import type { SealingKey } from './value-sealer.ts';

/** Texts of one task: about ten milliseconds of work, so that all threads have some and the first is soon back. */
const TEXTS_A_TASK = 2_000;

/** A thread that has nothing to do ends after this time and gives back its memory. */
const IDLE_MS = 600_000;

const MOST_THREADS = 4;

/** Threads that seal. None is started before the first work arrives, and idle threads do not keep the process alive. */
export function createSealingPool(keys: readonly SealingKey[]): { sealAll(work: SealingWork): Promise<SealedWork> } {
  let started: Piscina<SealingTask, PackedValues> | null = null;
  const threads = () => {
    started ??= new Piscina({
      filename: new URL('sealing-thread.ts', import.meta.url).href,
      execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
      workerData: keys,
      minThreads: 0,
      maxThreads: Math.max(1, Math.min(availableParallelism() - 1, MOST_THREADS)),
      idleTimeout: IDLE_MS,
    });
    return started;
  };
  const valuesOf = async (kind: SealingTask['kind'], texts: readonly (string | null)[]) => {
    const tasks = tasksOf(texts).map((part) => threads().run({ kind, texts: part }));
    return (await Promise.all(tasks)).flatMap(unpacked);
  };
  return {
    async sealAll({ toSeal, toIndex }) {
      const [indexes, sealed] = await Promise.all([valuesOf('index', toIndex), valuesOf('seal', toSeal)]);
      return { sealed, indexes };
    },
  };
}

function tasksOf(texts: readonly (string | null)[]): readonly (readonly (string | null)[])[] {
  const count = Math.ceil(texts.length / TEXTS_A_TASK);
  return Array.from({ length: count }, (_, n) => texts.slice(n * TEXTS_A_TASK, (n + 1) * TEXTS_A_TASK));
}

function unpacked({ bytes, ends }: PackedValues): readonly (Buffer | null)[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let begin = 0;
  return Array.from(ends, (end) => {
    if (end < 0) {
      return null;
    }
    const value = all.subarray(begin, end);
    begin = end;
    return value;
  });
}
