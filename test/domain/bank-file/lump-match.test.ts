import { describe, expect, it } from 'vitest';
import { isLumpMeant } from '../../../domain/bank-file/lump-match.ts';
import { MONEY_ENTRY_STATES, type MoneyEntryState } from '../../../domain/payout/money-entry.ts';

const EARLY = '2025-06-24T09:00:00.000Z';
const LATE = '2025-06-24T10:00:00.000Z';
const match = (state: MoneyEntryState, enteredAt = EARLY) => ({ state, enteredAt });

describe('a decision on a match of a report', () => {
  it('is about the only one that was entered', () => {
    expect(isLumpMeant(null, null)).toBe(false);
    for (const state of MONEY_ENTRY_STATES) {
      expect(isLumpMeant(match(state), null)).toBe(true);
      expect(isLumpMeant(null, match(state))).toBe(false);
    }
  });

  it('is about the one that waits, also where another was entered later', () => {
    for (const dropped of ['rejected', 'withdrawn'] as const) {
      expect(isLumpMeant(match(dropped, LATE), match('waitsForConfirmation'))).toBe(false);
      expect(isLumpMeant(match('waitsForConfirmation'), match(dropped, LATE))).toBe(true);
    }
  });

  it('is about the one that counts before those that were dropped', () => {
    expect(isLumpMeant(match('rejected', LATE), match('confirmed'))).toBe(false);
    expect(isLumpMeant(match('confirmed'), match('withdrawn', LATE))).toBe(true);
  });

  it('is about the later one of two that were dropped', () => {
    expect(isLumpMeant(match('rejected', LATE), match('withdrawn'))).toBe(true);
    expect(isLumpMeant(match('rejected'), match('withdrawn', LATE))).toBe(false);
  });
});
