import { describe, expect, it } from 'vitest';
import { deliveryActs, endpointView } from '../../../api/event/endpoint-view.ts';
import type { DeliveryOfOwner, StoredEndpoint } from '../../../api/event/event-ports.ts';
import type { Caller } from '../../../api/kernel/caller.ts';

const AT = new Date('2026-11-30T04:00:00.000Z');

const ENDPOINT: StoredEndpoint = {
  id: 'whe_1',
  ownerId: 'per_ops',
  ownerJurisdiction: '150600',
  url: 'https://example.org/events',
  eventTypes: ['*'],
  description: null,
  state: 'active',
  disabledReason: null,
  secretHint: '…abcd',
  previousSecretExpiresAt: null,
  createdAt: AT,
  lastSuccessAt: null,
  failingSince: null,
  waiting: 0,
  held: 0,
  oldestAt: null,
  lastStatus: null,
  lastError: null,
};
const DELIVERY: DeliveryOfOwner = {
  id: 'whd_1',
  endpointId: 'whe_1',
  eventId: 'evo_1',
  type: 'claim.decided',
  claimId: null,
  claimNo: null,
  state: 'delivered',
  attempts: 1,
  nextAttemptAt: null,
  lastStatus: 204,
  lastError: null,
  createdAt: AT,
  deliveredAt: AT,
  ownerId: 'per_ops',
  ownerJurisdiction: '150600',
  endpointState: 'active',
  body: '{}',
};

const operatorOf = (jurisdiction: string, of: Partial<Caller> = {}): Caller => ({
  personId: 'per_ops2',
  displayName: '王五',
  partyId: null,
  organ: null,
  section: null,
  jurisdiction,
  roles: ['operator'],
  ...of,
});

const openActs = (endpoint: StoredEndpoint, caller: Caller) =>
  endpointView(endpoint, { caller, language: 'zh' })
    .acts.filter(({ allowed }) => allowed)
    .map(({ act }) => act);
const whyOf = (acts: readonly { readonly act: string; readonly why?: { readonly sentence: string } }[], act: string) =>
  acts.find((one) => one.act === act)?.why?.sentence;

describe('what may be done with an endpoint', () => {
  it('an operator of its place does everything; what is on can be switched off, and the other way round', () => {
    const here = operatorOf('150600');
    expect(openActs(ENDPOINT, here)).toEqual(['test', 'recovery', 'rotation', 'change', 'disabling', 'deletion']);
    expect(openActs({ ...ENDPOINT, state: 'disabled', disabledReason: 'GONE' }, here)).toEqual([
      'test',
      'rotation',
      'change',
      'enabling',
      'deletion',
    ]);
  });

  it('an operator of the region reads it and is told who may', () => {
    const { acts } = endpointView(ENDPOINT, { caller: operatorOf('150000'), language: 'zh' });
    expect(acts.map(({ allowed }) => allowed)).toEqual(acts.map(() => false));
    expect(whyOf(acts, 'rotation')).toBe('须由承办地的人员办理');
  });

  it('a machine does everything with its own', () => {
    const machine = operatorOf('150000', { personId: 'per_ops', roles: ['financeSystem'] });
    expect(openActs(ENDPOINT, machine)).toEqual(['test', 'recovery', 'rotation', 'change', 'disabling', 'deletion']);
  });

  it('nothing is sent again to one that is off or deleted, and the reason says what to do', () => {
    const reader = { caller: operatorOf('150600'), language: 'zh' } as const;
    expect(deliveryActs(DELIVERY, reader)).toEqual([{ act: 'replay', allowed: true }]);
    for (const endpointState of ['disabled', 'deleted'] as const) {
      expect(whyOf(deliveryActs({ ...DELIVERY, endpointState }, reader), 'replay')).toBe('接收地址已停用，先启用');
    }
  });
});
