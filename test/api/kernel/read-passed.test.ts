import { describe, expect, it } from 'vitest';
import { actAndRead } from '../../../api/kernel/read-passed.ts';
import { Problem } from '../../../api/kernel/problem.ts';

/** A notice whose publication is recorded after it was read so often. */
function notice(reads: number) {
  const said: string[] = [];
  return {
    said,
    act: async () => {
      said.push('confirmed');
    },
    read: async () => {
      said.push('read');
      return said.length > reads + 1
        ? { state: 'published', endsAt: '2025-07-09' }
        : { state: 'opening', endsAt: null };
    },
  };
}

const refusing = () => Promise.reject(new Problem('STALE'));
const isOpening = ({ state }: { readonly state: string }) => state === 'opening';

describe('the answer of an act that publishes', () => {
  it('L25: shows the publication, also if the act was answered before it was recorded', async () => {
    for (const reads of [0, 2]) {
      const { act, read, said } = notice(reads);
      expect(await actAndRead(act, read, isOpening)).toEqual({ state: 'published', endsAt: '2025-07-09' });
      expect(said.filter((word) => word === 'confirmed')).toHaveLength(1);
    }
  });

  it('L25: is 503 with Retry-After when the publication is not recorded in time, never a notice without its end', async () => {
    const { act, read } = notice(Infinity);
    const refused = await actAndRead(act, read, isOpening, 0).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({ code: 'WORKER_UNAVAILABLE', status: 503, details: { retryAfterSeconds: 1 } });
  });

  it('L25: is that of the act when the act is refused', async () => {
    await expect(actAndRead(refusing, notice(0).read, isOpening)).rejects.toMatchObject({ code: 'STALE' });
  });
});
