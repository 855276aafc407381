import { describe, expect, it } from 'vitest';
import { senderOf, type Actor } from '../../../domain/authority/actor.ts';

const PERSON: Actor = {
  personId: 'per_1',
  organ: 'FINANCE',
  section: null,
  jurisdiction: '150600',
  roles: ['financeChecker'],
  partyId: null,
};

describe('the sender of a message', () => {
  it('is its actor, or the checker who releases a payment (D12)', () => {
    expect(senderOf({ kind: 'decide', actor: PERSON })).toBe(PERSON);
    expect(senderOf({ kind: 'payoutReleasing', checker: PERSON })).toBe(PERSON);
  });

  it('is nobody for an entity, a sweep or a timer', () => {
    expect(senderOf({ kind: 'timerFired' })).toBeNull();
    expect(senderOf({ kind: 'hold', actor: null })).toBeNull();
  });
});
