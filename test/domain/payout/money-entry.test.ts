import { describe, expect, it } from 'vitest';
import { judgeEntryDecision, type EntryDecision, type MoneyEntryState } from '../../../domain/payout/money-entry.ts';
import { ACTORS } from '../../support/claim-courses.ts';

const { financeMaker, financeChecker, bureauReview } = ACTORS;
const entry = (state: MoneyEntryState) => ({ state, makerId: financeMaker.personId, jurisdiction: '150600' });
const otherMaker = { ...financeMaker, personId: 'finance.maker2' };
const elsewhere = { ...financeChecker, jurisdiction: '150621' };
const otherOrgan = { ...financeChecker, organ: 'HRSS' } as const;
const both = { ...financeMaker, roles: ['financeMaker', 'financeChecker'] } as const;

function judged(state: MoneyEntryState, decision: EntryDecision, person: typeof financeMaker | typeof both) {
  const verdict = judgeEntryDecision(entry(state), decision, person);
  return verdict.ok ? 'granted' : verdict.reason;
}

describe('S4: what one person of Finance entered', () => {
  it('is confirmed or rejected by a checker of the same office who did not enter it', () => {
    for (const decision of ['confirmation', 'rejection'] as const) {
      expect(judged('waitsForConfirmation', decision, financeChecker)).toBe('granted');
      expect(judged('waitsForConfirmation', decision, financeMaker)).toBe('SAME_PERSON_FORBIDDEN');
      expect(judged('waitsForConfirmation', decision, both)).toBe('SAME_PERSON_FORBIDDEN');
      for (const person of [otherMaker, elsewhere, otherOrgan, bureauReview]) {
        expect(judged('waitsForConfirmation', decision, person)).toBe('FORBIDDEN');
      }
    }
  });

  it('is taken back by who entered it alone', () => {
    expect(judged('waitsForConfirmation', 'withdrawal', financeMaker)).toBe('granted');
    for (const person of [otherMaker, financeChecker, elsewhere]) {
      expect(judged('waitsForConfirmation', 'withdrawal', person)).toBe('FORBIDDEN');
    }
  });

  it('is decided once', () => {
    for (const [decision, person] of [
      ['confirmation', financeChecker],
      ['rejection', financeChecker],
      ['withdrawal', financeMaker],
    ] as const) {
      expect(judged('confirmed', decision, person)).toBe('ALREADY_CONFIRMED');
      expect(judged('rejected', decision, person)).toBe('WRONG_STATE');
      expect(judged('withdrawn', decision, person)).toBe('WRONG_STATE');
    }
  });
});
