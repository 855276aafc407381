import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createReader } from '../../../api/oversight/feed-reader.ts';

const CALLER = {
  personId: 'per_1',
  displayName: 'x',
  organ: null,
  section: null,
  jurisdiction: '150600',
  roles: [],
  partyId: null,
};

/** Enough for the bound to be passed, in one telling. */
const MANY = Array.from({ length: 1_000 }, (_, n) => ({
  id: String(n),
  data: { kind: 'claim', id: `clm_${String(n).padStart(24, '0')}`, revision: 1 } as const,
}));

function slowReader() {
  const output = new PassThrough({ highWaterMark: 1_024 });
  const reader = createReader({ caller: CALLER, token: 't', lastEventId: null, output }, { sequence: 1, part: 0 });
  return { output, reader };
}

describe('a reader of the feed who takes nothing', () => {
  it('holds a bounded part of memory, and is told to read everything anew as soon as they take it', async () => {
    const { output, reader } = slowReader();
    for (let sequence = 2; sequence < 100; sequence += 1) {
      reader.tell(MANY, { sequence, part: 0 });
    }
    const oneTelling = MANY.length * 120;
    expect(output.writableLength + output.readableLength).toBeLessThan(65_536 + 2 * oneTelling);
    let text = '';
    output.setEncoding('utf8');
    output.on('data', (part) => {
      text += String(part);
    });
    await expect.poll(() => text).toContain('event: reset');
    expect(text.slice(text.indexOf('id: 99000\nevent: reset'))).toBe('id: 99000\nevent: reset\ndata: {}\n\n');
    reader.tell(MANY.slice(0, 1), { sequence: 100, part: 0 });
    await expect.poll(() => text.endsWith('"revision":1}\n\n')).toBe(true);
  });

  it('is let go after some signs of life that they did not take', () => {
    const { output, reader } = slowReader();
    reader.tell(MANY, { sequence: 2, part: 0 });
    for (let beats = 0; beats < 3; beats += 1) {
      reader.beat();
    }
    expect(output.destroyed).toBe(false);
    reader.beat();
    expect(output.destroyed).toBe(true);
  });

  it('does not keep the end of a process waiting', () => {
    const { output, reader } = slowReader();
    reader.tell(MANY, { sequence: 2, part: 0 });
    reader.end();
    expect(output.destroyed).toBe(true);
  });

  it('gets nothing any more once the stream has ended', () => {
    const { output, reader } = slowReader();
    output.resume();
    reader.end();
    expect(() => {
      reader.tell(MANY, { sequence: 2, part: 0 });
      reader.beat();
      reader.reset({ sequence: 3, part: 0 });
    }).not.toThrow();
    expect(output.writableEnded).toBe(true);
  });
});
