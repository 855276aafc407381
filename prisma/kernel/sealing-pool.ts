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
  const valuesOf = async (tasks: readonly SealingTask[]) =>
    (await Promise.all(tasks.map((task) => threads().run(task)))).flatMap(unpacked);
  return {
    async sealAll({ toSeal, places, toIndex }) {
      const seal = partsOf(places);
      const [indexes, sealed] = await Promise.all([
        valuesOf(partsOf(toIndex).map((texts) => ({ kind: 'index', texts }))),
        valuesOf(partsOf(toSeal).map((texts, n) => ({ kind: 'seal', texts, places: seal[n] ?? [] }))),
      ]);
      return { sealed, indexes };
    },
  };
}

function partsOf<Part>(all: readonly Part[]): readonly (readonly Part[])[] {
  const count = Math.ceil(all.length / TEXTS_A_TASK);
  return Array.from({ length: count }, (_, n) => all.slice(n * TEXTS_A_TASK, (n + 1) * TEXTS_A_TASK));
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
