import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { SignedIn } from '../../../api/kernel/caller.ts';
import { createFeedHub } from '../../../api/oversight/feed-hub.ts';

const CALLER = {
  personId: 'per_1',
  displayName: 'x',
  organ: null,
  section: null,
  jurisdiction: '150600',
  roles: [],
  partyId: null,
};
const SIGNED_IN: SignedIn = { caller: CALLER, partyName: null, csrfToken: 'c', expiresAt: null, isConfirmed: false };
const AT = new Date('2025-06-23T02:00:00Z');

const entryOf = (entityId: string, n: number) => ({ sequence: n + 1, entityKind: 'claim', entityId, at: AT });

/** A hub over entries that the test adds, whose look at the sessions waits until the test lets it go on. */
function arranged() {
  const sealed: string[] = [];
  const told: { onSealed: () => void; listening: number } = { onSealed: () => undefined, listening: 0 };
  const looks: (() => void)[] = [];
  const hub = createFeedHub({
    entries: {
      latest: () => Promise.resolve(sealed.length),
      after: (sequence, limit) => Promise.resolve(sealed.map(entryOf).slice(sequence, sequence + limit)),
      listen({ sealed: onSealed }) {
        told.listening += 1;
        told.onSealed = onSealed;
        return Promise.resolve(() => {
          told.listening -= 1;
        });
      },
    },
    sights: {
      visible: (_caller, entries) =>
        Promise.resolve(entries.map(({ entityId: id }) => ({ kind: 'claim', id, revision: 1, entityId: id }))),
    },
    sessions: {
      stillSignedIn: (tokens) =>
        new Promise((resolve) => {
          looks.push(() => resolve(new Map(tokens.map((token) => [token, SIGNED_IN]))));
        }),
    },
  });
  const open = async (token: string) => {
    const output = new PassThrough();
    const read = { text: '' };
    output.setEncoding('utf8').on('data', (part) => {
      read.text += String(part);
    });
    await hub.open({ caller: CALLER, token, lastEventId: null, output });
    return { output, read };
  };
  const seal = (id: string) => {
    sealed.push(id);
    told.onSealed();
  };
  return { hub, told, looks, open, seal };
}

describe('the streams of a process', () => {
  it('keep a reader who comes while the sessions of the others are looked at', async () => {
    const { looks, open, seal } = arranged();
    const first = await open('a');
    seal('clm_1');
    await expect.poll(() => looks.length).toBe(1);
    const second = await open('b');
    looks.shift()?.();
    await expect.poll(() => first.read.text).toContain('clm_1');
    seal('clm_2');
    await expect.poll(() => looks.length).toBe(1);
    looks.shift()?.();
    await expect.poll(() => second.read.text).toContain('clm_2');
    expect([first.output.writableEnded, second.output.writableEnded]).toEqual([false, false]);
    expect(first.read.text.match(/clm_1/g)).toHaveLength(1);
  });

  it('listen once however many read, and no more when the last has left; a closed hub takes nobody', async () => {
    const { hub, told, open } = arranged();
    const streams = await Promise.all(['a', 'b', 'c'].map(open));
    expect(told.listening).toBe(1);
    for (const { output } of streams) {
      output.destroy();
    }
    await expect.poll(() => told.listening).toBe(0);
    const again = await open('d');
    expect(told.listening).toBe(1);
    hub.close();
    expect([told.listening, again.output.writableEnded]).toEqual([0, true]);
    expect((await open('e')).output.writableEnded).toBe(true);
  });
});
