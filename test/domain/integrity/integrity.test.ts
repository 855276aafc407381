import { describe, expect, it } from 'vitest';
import { judgeInterest } from '../../../domain/integrity/conflict-of-interest.ts';
import {
  claimsToSuspend,
  FORBIDDEN_ACTS,
  isEndOfRecord,
  judgeClosing,
} from '../../../domain/integrity/integrity-cases.ts';
import {
  overlappingHours,
  overPensionAge,
  sharedAccounts,
  sharedPhones,
  teacherTwice,
  type Presence,
} from '../../../domain/line/plausibility.ts';
import { day } from '../../support/policy-library.ts';

const close = (isSuspectedCrime: boolean, transferDocumentNo: string | null) =>
  judgeClosing({ isSuspectedCrime, transferDocumentNo });

describe('a case', () => {
  const claims = [
    { claimId: 'clm_1', partyId: 'pty_1', classId: 'fil_1' },
    { claimId: 'clm_2', partyId: 'pty_1', classId: 'fil_2' },
    { claimId: 'clm_3', partyId: 'pty_2', classId: 'fil_1' },
  ];

  it('R-125: of subcontracting a class suspends every open claim of that class', () => {
    expect(FORBIDDEN_ACTS).toContain('SUBCONTRACTING');
    const found = { finding: 'SUBCONTRACTING', partyId: 'pty_1', classId: 'fil_1' } as const;
    expect(claimsToSuspend(found, claims)).toEqual(['clm_1', 'clm_3']);
  });

  it('R-127: without a class it suspends all open claims of the party, and nobody else’s', () => {
    const found = { finding: 'FRAUD', partyId: 'pty_1', classId: null } as const;
    expect(claimsToSuspend(found, claims)).toEqual(['clm_1', 'clm_2']);
  });

  it('R-126: of a suspected crime closes only with the number of the transfer document', () => {
    expect(close(true, null)).toMatchObject({ reason: 'TRANSFER_DOCUMENT_MISSING' });
    expect(close(true, '  ')).toMatchObject({ reason: 'TRANSFER_DOCUMENT_MISSING' });
    expect(close(true, '移送〔2026〕3号').ok).toBe(true);
    expect(close(false, null).ok).toBe(true);
  });

  it('S3: has ended by the audit that says the end of its row, of a suspected crime with who entered it', () => {
    const end = { isSuspectedCrime: false, outcome: 'UNFOUNDED', transferDocumentNo: null, askedBy: null };
    const said = { outcome: 'UNFOUNDED', transferDocumentNo: null, claims: 0 };
    expect(isEndOfRecord(end, said)).toBe(true);
    expect(isEndOfRecord(end, { ...said, outcome: 'CONFIRMED' })).toBe(false);
    expect(isEndOfRecord(end, { ...said, transferDocumentNo: '1' })).toBe(false);
    const crime = { ...end, isSuspectedCrime: true, transferDocumentNo: '1', askedBy: 'per_1' };
    expect(isEndOfRecord(crime, { outcome: 'UNFOUNDED', confirmed: 'per_1' })).toBe(true);
    expect(isEndOfRecord(crime, { outcome: 'UNFOUNDED', confirmed: 'per_2' })).toBe(false);
    expect(isEndOfRecord(crime, { outcome: 'UNFOUNDED', transferDocumentNo: '1' })).toBe(false);
  });
});

const at = (classId: string, fromMinute: number, toMinute: number, on = '2025-06-02'): Presence => ({
  personId: 'trn_1',
  subjectId: `of ${classId}`,
  classId,
  day: day(on),
  fromMinute,
  toMinute,
});

const value = (lineId: string, personId: string, text = 'x') => ({ lineId, personId, value: text });

describe('plausibility', () => {
  it('R-130: one person in two classes from nine to twelve on one day flags both lines', () => {
    const found = overlappingHours([at('a', 540, 720), at('b', 540, 720), at('c', 720, 780)]);
    expect([...found.keys()]).toEqual(['of a', 'of b']);
    expect(found.get('of a')).toMatchObject({ code: 'OVERLAPPING_HOURS', rule: 'R-130', wantsDecision: false });
  });

  it('R-130: lessons that follow each other, other days, other people and one class twice are no clash', () => {
    expect(overlappingHours([at('a', 540, 720), at('b', 720, 900)]).size).toBe(0);
    expect(overlappingHours([at('a', 540, 720), at('b', 719, 900)]).size).toBe(2);
    expect(overlappingHours([at('a', 540, 720), at('b', 540, 720, '2025-06-03')]).size).toBe(0);
    expect(overlappingHours([at('a', 540, 720), { ...at('b', 540, 720), personId: 'trn_2' }]).size).toBe(0);
    expect(overlappingHours([at('a', 540, 720), at('a', 540, 720)]).size).toBe(0);
  });

  it('R-130: a teacher in two rooms at once flags both classes and names the day', () => {
    const found = teacherTwice([at('a', 540, 720), at('b', 600, 660)]);
    expect([...found.values()].map((one) => one.detail.en)).toEqual([
      'The teacher teaches two classes at once (2025-06-02).',
      'The teacher teaches two classes at once (2025-06-02).',
    ]);
  });

  it('R-130: a phone or an account of several people flags each of their lines', () => {
    const three = [value('l1', 'p1'), value('l2', 'p2'), value('l3', 'p3', 'y')];
    expect([...sharedPhones(three, 2).keys()]).toEqual(['l1', 'l2']);
    expect(sharedPhones(three, 3).size).toBe(0);
    expect([...sharedAccounts(three, 2).values()][0]?.code).toBe('SHARED_ACCOUNT');
    expect(sharedPhones([value('l1', 'p1'), value('l2', 'p1')], 2).size).toBe(0);
    expect(sharedPhones([value('l1', 'p1', ''), value('l2', 'p2', '')], 2).size).toBe(0);
  });

  it('R-130: over the pension age from the day after the birthday on, by the sex of the ID number', () => {
    const ages = { male: 60, female: 50 };
    const over = (idNumber: string, on: string) => overPensionAge(idNumber, day(on), ages)?.code;
    expect(over('159901196506020017', '2025-06-02')).toBeUndefined();
    expect(over('159901196506020017', '2025-06-03')).toBe('OVER_PENSION_AGE');
    expect(over('159901197506020020', '2025-06-03')).toBe('OVER_PENSION_AGE');
    expect(over('159901197506020017', '2025-06-03')).toBeUndefined();
    // Somebody of 29 February has the birthday on 1 March of other years.
    expect(over('159901197602290020', '2026-03-01')).toBeUndefined();
    expect(over('159901197602290020', '2026-03-02')).toBe('OVER_PENSION_AGE');
  });
});

describe('a reviewer with a declared link', () => {
  it('R-134: to the institution cannot take its task', () => {
    expect(judgeInterest(['pty_1'], ['pty_1'])).toMatchObject({ reason: 'CONFLICT_OF_INTEREST' });
    expect(judgeInterest(['pty_1'], ['pty_2', 'pty_1']).ok).toBe(false);
    expect(judgeInterest([], ['pty_1']).ok).toBe(true);
  });
});
