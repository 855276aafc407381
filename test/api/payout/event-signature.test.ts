import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { isSignedWith } from '../../../api/payout/event-signature.ts';

const SECRET = `whsec_${Buffer.from('a secret of a finance system').toString('base64')}`;
const AT = new Date('2025-06-30T00:00:00Z');
const TIMESTAMP = '1751241600';

function signed(bytes: Buffer, more: Partial<Parameters<typeof isSignedWith>[1]> = {}) {
  const key = Buffer.from('a secret of a finance system');
  const mac = createHmac('sha256', key).update(`msg_1.${TIMESTAMP}.`).update(bytes).digest('base64');
  return { id: 'msg_1', timestamp: TIMESTAMP, signature: `v1,${mac}`, bytes, ...more };
}

const good = signed(Buffer.from('{"type": "支付"}'));
const judged = (event: Parameters<typeof isSignedWith>[1], atMs = AT.getTime()) => isSignedWith(SECRET, event, atMs);

describe('the signature of an event', () => {
  it('F13: is that of the package that finance systems sign with', () => {
    const signature = new Webhook(SECRET).sign('msg_1', AT, good.bytes.toString());
    expect(judged({ ...good, signature })).toBe(true);
    expect(judged({ ...good, signature: `v1a,other v1,AAAA ${signature}` })).toBe(true);
  });

  it('F13: holds for bytes that are no UTF-8, and for no others', () => {
    const event = signed(Buffer.from([0xff, 0xfe]));
    expect(judged(event)).toBe(true);
    expect(judged({ ...event, bytes: Buffer.from([0xfe, 0xff]) })).toBe(false);
  });

  it.each([
    ['another secret', { signature: `v1,${Buffer.alloc(32).toString('base64')}` }],
    ['another version', { signature: good.signature.replace('v1', 'v2') }],
    ['no signature', { signature: '' }],
    ['half a signature', { signature: good.signature.slice(0, 20) }],
    ['another id', { id: 'msg_2' }],
    ['no id', { id: '' }],
    ['another time', { timestamp: String(Number(TIMESTAMP) + 1) }],
    ['no time', { timestamp: 'now' }],
  ])('F13: does not hold with %s', (_what, more) => {
    expect(judged({ ...good, ...more })).toBe(false);
  });

  it('F13: holds for five minutes before and after it was made', () => {
    const around = [-301_000, -300_000, 300_000, 301_000].map((ms) => judged(good, AT.getTime() + ms));
    expect(around).toEqual([false, true, true, false]);
  });
});
