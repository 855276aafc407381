import { describe, expect, it } from 'vitest';
import { fewAtOnce } from '../../../api/kernel/few-at-once.ts';

/** A piece of work that ends when it is told to. */
function work() {
  const ends: (() => void)[] = [];
  const ended = new Promise<void>((resolve) => {
    ends.push(resolve);
  });
  let isBegun = false;
  return {
    isBegun: () => isBegun,
    end: () => ends.forEach((end) => end()),
    run: async () => {
      isBegun = true;
      await ended;
    },
  };
}

describe('S2: files at once', () => {
  it('S2: beyond those that are read and those that wait, the next is told to come again, and nothing of it is begun', async () => {
    const queued = fewAtOnce({ running: 2, waiting: 1 });
    const [first, second, third, fourth, fifth] = [work(), work(), work(), work(), work()];
    const [doneFirst, doneSecond, doneThird] = [queued(first.run), queued(second.run), queued(third.run)];

    await expect(queued(fourth.run)).rejects.toMatchObject({
      code: 'TOO_MANY_FILES',
      status: 429,
      details: { retryAfterSeconds: 2 },
    });
    expect([first, second, third, fourth].map((one) => one.isBegun())).toEqual([true, true, false, false]);

    second.end();
    await doneSecond;
    const doneFifth = queued(fifth.run);
    expect(third.isBegun()).toBe(true);
    for (const one of [first, third, fifth]) {
      one.end();
    }
    await Promise.all([doneFirst, doneThird, doneFifth]);
  });

  it('S2: a file that fails gives its place to the next', async () => {
    const queued = fewAtOnce({ running: 1, waiting: 1 });
    const failing = queued(() => Promise.reject(new Error('unreadable')));
    const next = queued(() => Promise.resolve('read'));
    await expect(failing).rejects.toThrow('unreadable');
    expect(await next).toBe('read');
    expect(await queued(() => Promise.resolve('read later'))).toBe('read later');
  });
});
