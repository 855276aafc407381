import type { NewThreads } from '../../api/kernel/threads.ts';
import type { SealedWork, SealingWork } from './sealing.ts';
import type { PackedValues, SealingTask } from './sealing-thread.ts';
import type { SealingKey } from './value-sealer.ts';

/** Texts of one task: about ten milliseconds of work, so that all threads have some and the first is soon back. */
const TEXTS_A_TASK = 2_000;

/** Threads that seal. */
export function createSealingPool(
  keys: readonly SealingKey[],
  newThreads: NewThreads,
): { sealAll(work: SealingWork): Promise<SealedWork> } {
  const threads = newThreads<SealingTask, PackedValues>(new URL('sealing-thread.ts', import.meta.url), {
    spared: 1,
    workerData: keys,
  });
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
