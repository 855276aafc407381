import { describe, expect, it } from 'vitest';
import { newThreads } from '../../../api/kernel/threads.ts';
import { createSealer } from '../../../prisma/kernel/sealing.ts';

const KEYS = [{ id: 1, secret: Buffer.alloc(32, 7) }];

/** More than are sealed on the calling thread. */
const MANY = Array.from({ length: 6_001 }, (_, n) => (n % 7 === 0 ? null : `张三 ${n}`));

describe('sealAll', () => {
  it.each([
    ['a few texts', MANY.slice(0, 10)],
    ['the texts of a long file', MANY],
  ])('seals and indexes %s in their order, and keeps null', async (_words, texts) => {
    const sealer = createSealer(KEYS, newThreads);
    const { sealed, indexes } = await sealer.sealAll({ toSeal: texts, toIndex: texts.toReversed() });
    expect(sealed.map((value) => (value === null ? null : sealer.open(value)))).toEqual(texts);
    expect(indexes).toEqual(texts.toReversed().map((text) => (text === null ? null : sealer.index(text))));
  });

  it('seals equal texts differently on every thread', async () => {
    const { sealed } = await createSealer(KEYS, newThreads).sealAll({ toSeal: MANY.map(() => '张三'), toIndex: [] });
    expect(new Set(sealed.map((value) => value?.toString('hex'))).size).toBe(MANY.length);
  });

  it('leaves the calling thread free while a long file is sealed', async () => {
    const done: string[] = [];
    const sealing = createSealer(KEYS, newThreads)
      .sealAll({ toSeal: MANY, toIndex: MANY })
      .then(() => done.push('sealed'));
    await new Promise((resolve) => setImmediate(resolve));
    done.push('another request');
    await sealing;
    expect(done).toEqual(['another request', 'sealed']);
  });
});
