import { describe, expect, it } from 'vitest';
import type { BankEntry } from '../../../domain/bank-file/bank-entry.ts';
import { entryKeys, isSameBooking, type SaidBooking } from '../../../domain/bank-file/entry-key.ts';
import {
  judgeEntries,
  type KnownBatch,
  type KnownInstruction,
  type SaidTogether,
} from '../../../domain/bank-file/judge-entries.ts';
import { parseIsoDate } from '../../../domain/calendar.ts';
import { dayOfBank, fenOfYuan } from '../../../domain/bank-file/entry-values.ts';

const ID = `pin_${'a'.repeat(24)}`;

function entry(over: Partial<BankEntry> = {}): BankEntry {
  return {
    no: 1,
    says: 'settled',
    instructionId: ID,
    batchNos: [],
    statementNo: 1,
    text: null,
    isOfBatch: false,
    amountFen: 80_000,
    hasOtherAmount: false,
    valueDate: null,
    bankReference: null,
    reasonCode: null,
    direction: 'DBIT',
    account: null,
    party: { holder: null, account: null },
    ...over,
  };
}

const instruction = (over: Partial<KnownInstruction> = {}): KnownInstruction => ({
  id: ID,
  claimId: 'clm_1',
  grantId: null,
  batchId: 'pob_1',
  jurisdiction: '150600',
  state: 'instructed',
  amountFen: 80_000,
  claimState: 'paymentSent',
  ...over,
});

const BATCH = { id: 'pob_1', batchNo: 'ZF-150600-2025-ABCDEFGH', controlSumFen: 240_000, lineCount: 3 };

function judge(
  entries: readonly BankEntry[],
  known: KnownInstruction | null,
  together?: SaidTogether,
  {
    noticed = null,
    batches = [BATCH],
  }: { readonly noticed?: ReadonlyMap<string, string> | null; readonly batches?: readonly KnownBatch[] } = {},
) {
  return judgeEntries(entries, {
    instructions: new Map(known === null ? [] : [[ID, known]]),
    batches,
    together: new Map(together === undefined ? [] : [[ID, together]]),
    noticed,
  });
}

const reasonOf = (entries: readonly BankEntry[], known: KnownInstruction | null, together?: SaidTogether) =>
  judge(entries, known, together).map(({ handling, verdict }) =>
    handling?.kind === 'parked' ? handling.reason : verdict,
  );

describe('the entries of a bank’s file', () => {
  it('of a notice park a second debit of one payment under another reference, and in no other kind of file', () => {
    const twice = [entry({ bankReference: 'B-1' }), entry({ bankReference: 'B-2' }), entry({ bankReference: 'B-1' })];
    const verdicts = (noticed: ReadonlyMap<string, string> | null, entries = twice) =>
      judge(entries, instruction({ state: 'settled' }), undefined, { noticed }).map(({ handling, verdict }) =>
        handling?.kind === 'parked' ? handling.reason : verdict,
      );
    expect(verdicts(new Map())).toEqual(['matches', 'CONTRADICTION', 'matches']);
    expect(verdicts(new Map([[ID, 'B-2']]))).toEqual(['CONTRADICTION', 'matches', 'CONTRADICTION']);
    expect(verdicts(null)).toEqual(['matches', 'matches', 'matches']);
    expect(verdicts(new Map([[ID, 'B-0']]), [entry()])).toEqual(['matches']);
  });

  it('of another amount are parked as parts only if several of them are not more than the payment', () => {
    const part = [entry({ amountFen: 30_000 })];
    expect(reasonOf(part, instruction(), { parts: 1, partsFen: 30_000, hasSettled: false })).toEqual([
      'AMOUNT_MISMATCH',
    ]);
    expect(reasonOf(part, instruction(), { parts: 2, partsFen: 80_000, hasSettled: false })).toEqual(['PARTIAL']);
    expect(reasonOf(part, instruction(), { parts: 2, partsFen: 80_001, hasSettled: false })).toEqual([
      'AMOUNT_MISMATCH',
    ]);
  });

  it('of one sum for a batch of several payments are a lump, by its number or by its sum', () => {
    expect(reasonOf([entry({ instructionId: null, amountFen: 240_000 })], null)).toEqual(['BATCH_LUMP']);
    expect(reasonOf([entry({ instructionId: null, amountFen: 1, batchNos: [BATCH.batchNo] })], null)).toEqual([
      'BATCH_LUMP',
    ]);
    expect(reasonOf([entry({ instructionId: null, amountFen: 1 })], null)).toEqual(['MALFORMED']);
    expect(reasonOf([entry({ amountFen: 240_000 })], null)).toEqual(['UNKNOWN_INSTRUCTION']);
  });

  it('that name a batch of one payment are no lump: they belong to that payment', () => {
    const named = entry({ instructionId: null, amountFen: 80_000, batchNos: [BATCH.batchNo] });
    const alone = { ...BATCH, controlSumFen: 80_000, lineCount: 1 };
    expect(judge([named], null, undefined, { batches: [alone] })).toMatchObject([
      { lumpOf: null, handling: { kind: 'parked', reason: 'MALFORMED' } },
    ]);
  });

  it('that return money of a payment which never settled say that it failed', () => {
    const back = [entry({ says: 'returned', direction: 'CRDT' })];
    expect(judge(back, instruction()).map(({ report }) => report?.state)).toEqual(['failed']);
    const settled = { parts: 1, partsFen: 80_000, hasSettled: true };
    expect(judge(back, instruction(), settled).map(({ report }) => report?.state)).toEqual(['returned']);
    expect(judge(back, instruction({ state: 'settled' })).map(({ report }) => report?.state)).toEqual(['returned']);
  });

  it('without an amount have that of their instruction', () => {
    expect(judge([entry({ says: 'accepted', amountFen: null })], instruction())).toMatchObject([
      {
        verdict: 'matches',
        report: { state: 'accepted', amountFen: 80_000 },
        handling: { kind: 'noted', moves: true },
      },
    ]);
    expect(reasonOf([entry({ says: 'accepted', amountFen: null })], null)).toEqual(['UNKNOWN_INSTRUCTION']);
  });

  it('with an amount that is no sum of yuan are parked, also where they say settled, and are no part of a payment', () => {
    const other = { amountFen: null, hasOtherAmount: true };
    const parts = { parts: 2, partsFen: 30_000, hasSettled: false };
    for (const says of ['accepted', 'inTransit', 'settled', 'failed', 'returned', 'reversed'] as const) {
      expect(judge([entry({ ...other, says })], instruction({ state: 'settled' }), parts)).toMatchObject([
        { verdict: 'parks', report: { amountFen: null }, handling: { kind: 'parked', reason: 'AMOUNT_MISMATCH' } },
      ]);
    }
    expect(reasonOf([entry(other)], null)).toEqual(['UNKNOWN_INSTRUCTION']);
    expect(reasonOf([entry({ ...other, instructionId: null })], null)).toEqual(['MALFORMED']);
  });

  it('follow each other: what an earlier entry moved is moved for the next', () => {
    const judged = judge([entry({ says: 'inTransit' }), entry({ no: 2, says: 'accepted' })], instruction());
    expect(judged.map(({ handling }) => handling)).toMatchObject([{ moves: true }, { moves: false }]);
  });

  it('have one key for one booking in every file, another one for an equal booking of the same file', () => {
    const [first, second] = entryKeys([entry(), entry()], '150600');
    expect(first).not.toBe(second);
    expect(entryKeys([entry({ no: 7 })], '150600')).toEqual([first]);
    expect(entryKeys([entry()], '150700')).not.toEqual([first]);
    const named = { bankReference: 'R1', account: '1' };
    const none = entry({ amountFen: null });
    expect(entryKeys([{ ...none, hasOtherAmount: true }], '150600')).not.toEqual(entryKeys([none], '150600'));
    expect(entryKeys([entry(named)], '150600')).toEqual(
      entryKeys([entry({ ...named, text: 'x', amountFen: 1 })], '150600'),
    );
  });

  it.each([
    ['1600.00', 160_000],
    ['1,600.5', 160_050],
    ['１６００．００', 160_000],
    ['¥1,600元', 160_000],
    ['1600.000', 160_000],
    ['1600.005', null],
    ['1,60', null],
    ['-1600', null],
    ['', null],
  ])('read the amount %s as %s fen', (text, fen) => {
    expect(fenOfYuan(text)).toBe(fen);
  });

  it.each([
    ['2025-07-04', '2025-07-04'],
    ['2025/7/4', '2025-07-04'],
    ['2025.07.04 10:11:12', '2025-07-04'],
    ['20250704', '2025-07-04'],
    ['20250704101112', '2025-07-04'],
    ['2025年7月4日', '2025-07-04'],
    ['2025-07-04T10:00:00+08:00', '2025-07-04'],
    ['2025-13-01', null],
    ['4.7.2025', null],
  ])('read the day %s as %s', (text, day) => {
    expect(dayOfBank(text)).toBe(day);
  });
});

describe('a booking in another file', () => {
  const day = parseIsoDate('2025-06-24');
  const of = (over: Partial<SaidBooking>): SaidBooking => ({
    amountFen: 80_000,
    instructionId: ID,
    bankReference: 'B-1',
    valueDate: day,
    reasonCode: null,
    ...over,
  });

  it('is the same one under its reference and payment, however the bank words its day and its reason', () => {
    expect(isSameBooking(of({}), of({ valueDate: null }))).toBe(true);
    expect(isSameBooking(of({ valueDate: parseIsoDate('2025-06-25'), reasonCode: 'AC04' }), of({}))).toBe(true);
    expect(isSameBooking(of({}), of({ amountFen: 80_001 }))).toBe(false);
    expect(isSameBooking(of({}), of({ instructionId: null }))).toBe(false);
  });

  it('that names no payment is another one under a reference that the bank uses again on another day', () => {
    const fee = of({ instructionId: null });
    expect(isSameBooking(fee, of({ instructionId: null, valueDate: null, reasonCode: 'CHRG' }))).toBe(true);
    expect(isSameBooking(fee, of({ instructionId: null, valueDate: parseIsoDate('2025-06-25') }))).toBe(false);
  });
});

describe('a payment and its return in one file', () => {
  it('are both taken, and what follows a result that nobody has taken yet is left to the batch', () => {
    const back = entry({ no: 2, says: 'returned', direction: 'CRDT', reasonCode: 'AC04' });
    const settled = { parts: 1, partsFen: 80_000, hasSettled: true };
    const handlings = judge([entry(), back, entry({ no: 3 })], instruction(), settled).map(({ handling }) => handling);
    expect(handlings).toEqual([{ kind: 'taken' }, { kind: 'taken' }, { kind: 'taken' }]);
  });
});
