import { describe, expect, it } from 'vitest';
import { announced, type Announced } from '../../../domain/event/announced.ts';
import { bodyOf, eventOf, type MessageToTell } from '../../../domain/event/event-body.ts';
import { EVENT_TYPES } from '../../../domain/event/event-types.ts';
import { eventBodySchema } from '../../../schemas/event-bodies.ts';

const AT = new Date('2025-07-04T02:10:00.000Z');
const CLAIM = { claimId: 'clm_1', state: 'bureauReview', purpose: 'base', revision: 3, amountFen: 80_000 };
const PAID = { instructionId: 'pin_1', claimId: 'clm_1', grantId: null };
const OWED = {
  recoveryId: 'rec_1',
  claimId: 'clm_1',
  grantId: null,
  cause: 'ADVANCE_NEVER_CLAIMED',
  amountFen: 50_000,
  openFen: 50_000,
  state: 'found',
} as const;
const TITLE = { grantId: 'grt_1', state: 'active' };
const HERE = { jurisdiction: '150600' };

/** One fact of each type, as its writer says it. */
const FACTS: readonly Announced[] = [
  announced('claim.submitted', AT, CLAIM),
  announced('claim.returned', AT, CLAIM),
  announced('claim.decided', AT, CLAIM),
  announced('claim.rejected', AT, CLAIM),
  announced('claim.withdrawn', AT, CLAIM),
  announced('claim.closed', AT, CLAIM),
  announced('contract_check.due', AT, CLAIM),
  announced('notice.published', AT, { noticeId: 'ntc_1', state: 'published' }),
  announced('notice.closed', AT, { noticeId: 'ntc_1', state: 'closed' }),
  announced('objection.received', AT, { noticeId: 'ntc_1', objectionId: 'obj_1' }),
  announced('objection.ruled', AT, { noticeId: 'ntc_1', objectionId: 'obj_1', ruling: 'uphold' }),
  announced('payout.instructed', AT, PAID),
  announced('payout.accepted', AT, PAID),
  announced('payout.settled', AT, PAID),
  announced('payout.failed', AT, PAID),
  announced('payout.returned', AT, PAID),
  announced('payout.reversed', AT, PAID),
  announced('payout.unmatched', AT, {
    eventId: 'evt_1',
    reason: 'UNKNOWN_INSTRUCTION',
    instructionId: null,
    amountFen: 1,
  }),
  announced('recovery.opened', AT, OWED),
  announced('recovery.noticed', AT, { ...OWED, state: 'noticed', payBy: '2025-08-04' }),
  announced('recovery.repaid', AT, { ...OWED, movedFen: 10_000, openFen: 40_000 }),
  announced('recovery.set_off', AT, { ...OWED, movedFen: 10_000 }),
  announced('recovery.closed', AT, { ...OWED, openFen: 0, state: 'recovered' }),
  announced('recovery.written_off', AT, { ...OWED, state: 'writtenOff' }),
  announced('grant_call.opened', AT, { callId: 'gcl_1' }),
  announced('grant.designated', AT, TITLE),
  announced('grant.assessed', AT, { ...TITLE, year: 2026, outcome: 'pass' }),
  announced('grant.revoked', AT, { ...TITLE, state: 'revoked' }),
  announced('period.missing', AT, { ...HERE, kind: 'GRANT_CALL', key: '2026', opensAt: AT.toISOString() }),
  announced('accounting_period.closed', AT, { ...HERE, period: '2025-Q3', reportSha256: 'a'.repeat(64) }),
  announced('reconciliation.finished', AT, {
    ...HERE,
    reconciliationId: 'rcn_1',
    day: '2025-07-04',
    balanced: true,
    differences: 0,
  }),
  announced('repair.applied', AT, { ...HERE, repairId: 'rpr_1', command: 'retryStep', result: 'healed' }),
  announced('endpoint.disabled', AT, { endpointId: 'whe_1', reason: 'GONE' }),
];

const PAYMENT = {
  batchId: 'pob_1',
  claimId: 'clm_1',
  grantId: null,
  purpose: 'base',
  fund: 'EMPLOYMENT_SUBSIDY',
  amountFen: 80_000,
  valueDate: '2025-07-04',
  bankReference: 'B-1',
  reasonCode: 'AC01',
};

/** What the relay finds for a fact. */
function toTell(fact: Announced): MessageToTell {
  const { claimId, grantId, callId, instructionId } = fact.payload;
  return {
    ...fact,
    claim: claimId === 'clm_1' ? { claimNo: 'BT-150600-2025-7F3K9QXW', route: 'INSTITUTION_PROJECT_TRAINING' } : null,
    grant: grantId === 'grt_1' ? { grantNo: 'JD-150600-2025-7F3K9QXW', route: 'HIGH_SKILL_BASE' } : null,
    call: callId === 'gcl_1' ? { route: 'HIGH_SKILL_BASE', year: 2026 } : null,
    claimIds: ['clm_1', 'clm_2'],
    payment: instructionId === 'pin_1' ? PAYMENT : null,
    jurisdictions: ['150600'],
  };
}

describe('the body of an event', () => {
  it('is tested for every type of the catalogue', () => {
    const told = EVENT_TYPES.filter((type) => type !== 'endpoint.test');
    expect(FACTS.map(({ topic }) => topic).toSorted()).toEqual(told.toSorted());
  });

  it.each(FACTS.map((fact) => [fact.topic, fact] as const))('of %s is as its schema says', (type, fact) => {
    const event = eventOf(toTell(fact));
    expect(event).not.toBeNull();
    const body = event === null ? '' : bodyOf(event, { position: 812, sequence: 9 });
    expect(eventBodySchema(type).parse(JSON.parse(body))).toEqual(JSON.parse(body));
  });

  it('counts a payment in the sequence of its claim or grant, and everything else in that of what it is about', () => {
    const subjectOf = (topic: string) => {
      const fact = FACTS.find((one) => one.topic === topic);
      return fact === undefined ? null : eventOf(toTell(fact))?.subject;
    };
    expect(subjectOf('payout.failed')).toBe('claim/clm_1');
    expect(subjectOf('claim.closed')).toBe('claim/clm_1');
    expect(subjectOf('recovery.opened')).toBe('recovery/rec_1');
    expect(subjectOf('objection.ruled')).toBe('notice/ntc_1');
    const ofGrant = announced('payout.settled', AT, { ...PAID, claimId: null, grantId: 'grt_1' });
    const paid = { ...toTell(ofGrant), payment: { ...PAYMENT, claimId: null, grantId: 'grt_1' } };
    expect(eventOf(paid)?.subject).toBe('grant/grt_1');
  });

  it('says of a failure what is to be done, and of a payment from before, which names none, nothing', () => {
    const failed = FACTS.find(({ topic }) => topic === 'payout.failed');
    expect(failed && eventOf(toTell(failed))?.data).toMatchObject({ reasonCode: 'AC01', nextAct: 'correctAccount' });
    expect(failed && eventOf({ ...toTell(failed), payment: null })).toBeNull();
  });
});
