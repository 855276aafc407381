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

describe('payloads in histories', () => {
  test.prop([fc.json()])('are written as they are: plain JSON, to the byte', async (text) => {
    const plain = payloadOf('json/plain', Buffer.from(text));
    expect(await payloadCodec.encode([plain])).toEqual([plain]);
    expect(await textOf(plain)).toBe(text);
  });

  it('that were packed before are opened for ever: the dictionary never changes', async () => {
    const [opened] = await payloadCodec.decode([payloadOf('json/z1', Buffer.from(PACKED_FACTS, 'base64'))]);
    expect(opened?.metadata).toEqual({ encoding: Buffer.from('json/plain') });
    expect(Buffer.from(opened?.data ?? []).toString('utf8')).toBe(FACTS);
  });

  it('of any other encoding stay as they are', async () => {
    const binary = payloadOf('binary/plain', Buffer.from(FACTS));
    expect(await payloadCodec.encode([binary])).toEqual([binary]);
    expect(await payloadCodec.decode([binary])).toEqual([binary]);
  });
});
