import { describe, expect, it } from 'vitest';
import {
  caseStateOf,
  claimsToSuspend,
  titlesToSuspend,
  type IntegrityCase,
} from '../../../domain/integrity/integrity-cases.ts';

const NOW = new Date('2025-06-02T10:00:00+08:00');
const OF_PARTY: IntegrityCase = { finding: 'FRAUD', partyId: 'pty_1', classId: null };
const OF_CLASS: IntegrityCase = { ...OF_PARTY, classId: 'fil_1' };

describe('an integrity case', () => {
  it('S3: is open, waits for a second word, and is closed', () => {
    expect(caseStateOf({ closingAskedAt: null, closedAt: null })).toBe('open');
    expect(caseStateOf({ closingAskedAt: NOW, closedAt: null })).toBe('waitsForConfirmation');
    expect(caseStateOf({ closingAskedAt: NOW, closedAt: NOW })).toBe('closed');
  });

  it('R-125, R-161: on a party suspends its claims and titles, on a class the claims of the class alone', () => {
    const claims = [
      { claimId: 'a', partyId: 'pty_1', classId: 'fil_1' },
      { claimId: 'b', partyId: 'pty_1', classId: 'fil_2' },
      { claimId: 'c', partyId: 'pty_2', classId: 'fil_1' },
    ];
    const titles = [
      { grantId: 'g', partyId: 'pty_1' },
      { grantId: 'h', partyId: 'pty_2' },
    ];
    expect([claimsToSuspend(OF_PARTY, claims), titlesToSuspend(OF_PARTY, titles)]).toEqual([['a', 'b'], ['g']]);
    expect([claimsToSuspend(OF_CLASS, claims), titlesToSuspend(OF_CLASS, titles)]).toEqual([['a', 'c'], []]);
  });
});
