import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { payloadCodec } from '../../../main/office/payload-codec.ts';

const FACTS =
  '{"kind":"recorded","facts":{"linesLeft":36,"amountFen":2880000,"waitsForRegister":false,"waitEndsAtMs":null}}';
/** `FACTS` as the first histories hold it. */
const PACKED_FACTS = 'I9YeYzMUm4wsLMiwDAA=';

const payloadOf = (encoding: string, data: Uint8Array) => ({ metadata: { encoding: Buffer.from(encoding) }, data });

async function textOf(payload: ReturnType<typeof payloadOf>): Promise<string> {
  const [decoded] = await payloadCodec.decode([payload]);
  return Buffer.from(decoded?.data ?? []).toString('utf8');
}

describe('what histories hold', () => {
  it('is unpacked for ever as it was packed: the dictionary never changes', async () => {
    expect(await textOf(payloadOf('json/z1', Buffer.from(PACKED_FACTS, 'base64')))).toBe(FACTS);
  });

  it('is a fraction of what was said', async () => {
    const [packed] = await payloadCodec.encode([payloadOf('json/plain', Buffer.from(FACTS))]);
    expect(packed?.data?.length).toBeLessThan(FACTS.length / 3);
  });

  it('stays as it is where it was never packed', async () => {
    const binary = payloadOf('binary/plain', Buffer.from(FACTS));
    expect(await payloadCodec.encode([binary])).toEqual([binary]);
    expect(await textOf(payloadOf('json/plain', Buffer.from(FACTS)))).toBe(FACTS);
  });

  test.prop([fc.json()])('is any JSON, to the byte', async (text) => {
    const [packed] = await payloadCodec.encode([payloadOf('json/plain', Buffer.from(text))]);
    const [unpacked] = await payloadCodec.decode(packed === undefined ? [] : [packed]);
    expect(Buffer.from(unpacked?.data ?? []).toString('utf8')).toBe(text);
    expect(unpacked?.metadata).toEqual({ encoding: Buffer.from('json/plain') });
  });
});
