import { describe, expect, it } from 'vitest';
import { readPayoutEvent } from '../../../api/payout/read-payout-event.ts';

const SENT = { id: 'msg_1', machineId: 'mch_1' };
const DATA = { instructionId: 'pin_1', amountFen: 80_000, valueDate: '2025-06-30', bankReference: 'REF-1' };
const event = (data: unknown, more: object = {}) =>
  JSON.stringify({ type: 'payout.settled', timestamp: '2025-06-30T00:00:00Z', data, ...more });
const read = (text: string | Buffer) => readPayoutEvent(Buffer.from(text), SENT);

describe('a payout event', () => {
  it('F13: with every field in its form is not odd', () => {
    const report = read(event({ ...DATA, reasonCode: null }));
    expect(report).toMatchObject({ state: 'settled', ...DATA, reasonCode: null, sent: { isOdd: false } });
  });

  it('F13: with a day and a time keeps the day', () => {
    const report = read(event({ ...DATA, valueDate: '2025-06-30T08:00:00+08:00' }));
    expect([report.valueDate, report.sent?.isOdd]).toEqual(['2025-06-30', false]);
  });

  it.each([
    ['NUL in the reference', event({ ...DATA, bankReference: 'REF-1\0y' })],
    ['a reference of 201 characters', event({ ...DATA, bankReference: 'R'.repeat(201) })],
    ['a reference that is a number', event({ ...DATA, bankReference: 1 })],
    ['a day that is none', event({ ...DATA, valueDate: '2025-02-30' })],
    ['an amount with a point', event({ ...DATA, amountFen: 80_000.5 })],
    ['a field of another contract', event({ ...DATA, note: '备注' })],
    ['a field beside its data', event(DATA, { note: '备注' })],
    ['an unknown type', event(DATA, { type: 'payout.lost' })],
    ['no data', event(undefined)],
    ['data that are a list', event([DATA])],
    ['no JSON', 'paid, thank you'],
    ['nothing', ''],
    ['an amount that it says twice', event(DATA).replace('"amountFen"', '"amountFen":1,"amountFen"')],
    [
      'an amount that it says twice, once in escapes',
      event(DATA).replace('"amountFen"', '"amount\\u0046en":1,"amountFen"'),
    ],
    ['its data twice', event(DATA).replace('"data"', '"data":{},"data"')],
    ['a type that it says twice', event(DATA).replace('"type"', '"type":"payout.failed","type"')],
    ['bytes that are no UTF-8', Buffer.from(event({ ...DATA, bankReference: 'REF-\u00FF' }), 'latin1')],
  ])('F13: with %s is odd and keeps its bytes', (_what, text) => {
    const bytes = Buffer.from(text);
    const { sent } = readPayoutEvent(bytes, SENT);
    expect(sent?.isOdd).toBe(true);
    expect(sent?.bytes.equals(bytes)).toBe(true);
  });

  it('F13: that says a name twice has no amount, so that it waits for a person', () => {
    const twice = read(event(DATA).replace('"amountFen"', '"amountFen":1,"amountFen"'));
    expect(twice).toMatchObject({ state: null, instructionId: null, amountFen: null });
  });

  it('F13: may repeat a name in its texts, and say it in two of its objects', () => {
    const bankReference = '"amountFen": 1, \\"amountFen": 2';
    expect(read(event({ ...DATA, bankReference }))).toMatchObject({ amountFen: 80_000, bankReference });
    const { amountFen, sent } = read(event(DATA, { amountFen: 1 }));
    expect([amountFen, sent?.isOdd]).toEqual([80_000, true]);
  });

  it('F13: whose reference is no UTF-8 still says what is paid, and no made-up reference', () => {
    const bytes = Buffer.from(event({ ...DATA, bankReference: 'REF-\u00FF' }), 'latin1');
    expect(readPayoutEvent(bytes, SENT)).toMatchObject({ amountFen: 80_000, bankReference: null });
  });
});
