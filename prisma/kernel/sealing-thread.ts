import { workerData } from 'piscina';
import { placeAt, type Place } from './sealed-places.ts';
import { createValueSealer, type SealingKey } from './value-sealer.ts';

export type SealingTask =
  | { readonly kind: 'seal'; readonly texts: readonly (string | null)[]; readonly places: readonly Place[] }
  | { readonly kind: 'index'; readonly texts: readonly (string | null)[] };

/** Values one after another, so that a thread hands over two blocks of memory instead of thousands of small ones. */
export interface PackedValues {
  readonly bytes: Uint8Array;
  /** Where each value ends in `bytes`; -1 for null. */
  readonly ends: Int32Array;
}

const keys: readonly SealingKey[] = keysOf(workerData);
const sealer = createValueSealer(keys);

/** One task of the sealing pool; runs in a thread of its own. */
export default function sealTexts(task: SealingTask): PackedValues {
  const values = task.texts.map((text, at) => (text === null ? null : valueOf(task, text, at)));
  const bytes = new Uint8Array(values.reduce((sum, value) => sum + (value?.length ?? 0), 0));
  const ends = new Int32Array(values.length);
  let end = 0;
  for (const [place, value] of values.entries()) {
    if (value === null) {
      ends[place] = -1;
      continue;
    }
    bytes.set(value, end);
    end += value.length;
    ends[place] = end;
  }
  return { bytes, ends };
}

function valueOf(task: SealingTask, text: string, at: number): Buffer {
  return task.kind === 'index' ? sealer.index(text) : sealer.seal(text, placeAt(task.places, at));
}

/** Keys arrive as plain bytes, because threads copy a Buffer as a Uint8Array. */
function keysOf(data: unknown): readonly SealingKey[] {
  if (!Array.isArray(data)) {
    throw new TypeError('The sealing thread was started without keys');
  }
  // The pool passes the keys of `createSealingPool`, copied by the platform.
  return (data as readonly { readonly id: number; readonly secret: Uint8Array }[]).map(({ id, secret }) => ({
    id,
    secret: Buffer.from(secret),
  }));
}
