import { describe, expect, it } from 'vitest';
import { judgeCounting, type ReportInInbox } from '../../../domain/payout/counting-report.ts';
import { PARK_REASONS } from '../../../domain/payout/inbox-judgement.ts';

const TRUE: ReportInInbox = {
  isSigned: true,
  instructionId: 'pin_1',
  saidInstructionId: 'pin_1',
  firstParkReason: null,
  isMatched: false,
  isMatchedByTwo: false,
};

const judged = (over: Partial<ReportInInbox>) => {
  const verdict = judgeCounting({ ...TRUE, ...over });
  return verdict.ok ? 'counts' : verdict.reason;
};

describe('S1: a report in the inbox', () => {
  it('counts if an API process took it in, on the payment that it names itself', () => {
    expect(judged({})).toBe('counts');
    expect(judged({ isSigned: false })).toBe('notSigned');
    expect(judged({ instructionId: 'pin_2' })).toBe('notAsked');
    expect(judged({ saidInstructionId: null })).toBe('notAsked');
  });

  it('that waited for a person when it arrived counts by a match of two alone, whatever it waited for', () => {
    const taken = PARK_REASONS.filter((firstParkReason) => judged({ firstParkReason }) === 'counts');
    expect(taken).toEqual(['NOT_SETTLED']);
    for (const firstParkReason of PARK_REASONS) {
      expect(judged({ firstParkReason, isMatched: true, isMatchedByTwo: true })).toBe('counts');
      expect(judged({ firstParkReason, isMatched: true })).toBe('notAsked');
    }
  });

  it('counts on the payment that two persons gave it, and never without a signature', () => {
    const matched = { instructionId: 'pin_2', isMatched: true } as const;
    expect(judged({ ...matched, isMatchedByTwo: true })).toBe('counts');
    expect(judged({ ...matched, isMatchedByTwo: false })).toBe('notAsked');
    expect(judged({ ...matched, isMatchedByTwo: true, isSigned: false })).toBe('notSigned');
  });
});
