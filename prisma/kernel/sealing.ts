import type { NewThreads } from '../../api/kernel/threads.ts';
import { placeAt, type Place } from './sealed-places.ts';
import { createSealingPool } from './sealing-pool.ts';
import { createValueSealer, type SealingKey, type ValueSealer } from './value-sealer.ts';

export type { SealingKey } from './value-sealer.ts';

/** Texts of a file's rows: those to seal and those to index, each in the order of the rows; null stays null. */
export interface SealingWork {
  readonly toSeal: readonly (string | null)[];
  /** The place of each text to seal, in their order. */
  readonly places: readonly Place[];
  readonly toIndex: readonly (string | null)[];
}

export interface SealedWork {
  readonly sealed: readonly (Buffer | null)[];
  readonly indexes: readonly (Buffer | null)[];
}

/** Seals personal data (D10). */
export interface Sealer extends ValueSealer {
  /** Seals and indexes many texts on other threads, so that the calling thread goes on and answers other requests. */
  sealAll(work: SealingWork): Promise<SealedWork>;
}

/** Fewer texts than this are sealed at once where they are, in about 30 ms: starting a thread would take longer. */
const FEW = 5_000;

/**
 * @param newThreads makes the threads that seal many texts
 * @throws RangeError if a key is not 32 bytes long or its number is not between 0 and 255
 */
export function createSealer(keys: readonly SealingKey[], newThreads: NewThreads): Sealer {
  const one = createValueSealer(keys);
  const pool = createSealingPool(keys, newThreads);
  return {
    ...one,
    async sealAll(work) {
      return work.toSeal.length + work.toIndex.length < FEW ? sealHere(one, work) : pool.sealAll(work);
    },
  };
}

function sealHere(one: ValueSealer, { toSeal, places, toIndex }: SealingWork): SealedWork {
  return {
    sealed: toSeal.map((text, at) => (text === null ? null : one.seal(text, placeAt(places, at)))),
    indexes: toIndex.map((text) => (text === null ? null : one.index(text))),
  };
}
