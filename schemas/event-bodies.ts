import { z } from 'zod';
import { DISABLED_REASONS } from '../domain/event/delivery-words.ts';
import type { EventType, ToldType } from '../domain/event/event-types.ts';
import { RULINGS } from '../domain/notice/notice-course.ts';
import { Instant, Jurisdiction } from './http-schemas.ts';

// What other systems are told: ids, codes, days and amounts. Every object is closed, so that nothing else gets into one.

const PLACE = { position: z.int().min(1), sequence: z.int().min(1) };
const Fen = z.int().min(0);
const Code = z.string().regex(/^[A-Za-z][\w.]{0,63}$/);
const OptionalDay = z.iso.date().nullable();
const idWith = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{1,64}$`));
const ClaimId = idWith('clm');
const GrantId = idWith('grt');
const HERE = { jurisdiction: Jurisdiction };

const CLAIM = { claimId: ClaimId, claimNo: z.string(), route: Code, ...HERE };
const GRANT = { grantId: GrantId, grantNo: z.string(), route: Code, ...HERE };

const claim = z.strictObject({
  ...PLACE,
  ...CLAIM,
  purpose: Code,
  revision: z.int(),
  state: Code,
  amountFen: Fen,
});

const NOTICE = { ...PLACE, noticeId: idWith('ntc'), claimIds: z.array(ClaimId), ...HERE };
const notice = z.strictObject({ ...NOTICE, state: Code });
const OBJECTION = { ...NOTICE, objectionId: idWith('obj') };

const PAYMENT = {
  ...PLACE,
  batchId: idWith('pob'),
  instructionId: idWith('pin'),
  purpose: Code,
  fund: Code,
  amountFen: Fen,
};
const REPORTED = { valueDate: OptionalDay, bankReference: z.string().nullable() };
const UNPAID = { reasonCode: z.string().nullable(), nextAct: z.literal('correctAccount') };

/** A payment of a claim, or of a grant. */
function payment<More extends z.core.$ZodShape>(more: More) {
  return z.union([
    z.strictObject({ ...PAYMENT, ...CLAIM, ...more }),
    z.strictObject({ ...PAYMENT, ...GRANT, ...more }),
  ]);
}

const recovery = z.strictObject({
  ...PLACE,
  ...HERE,
  recoveryId: z.string().regex(/^(?:rec|rcv|grt)_[A-Za-z0-9]{1,64}$/),
  claimId: ClaimId.nullable(),
  grantId: GrantId.nullable(),
  claimNo: z.string().optional(),
  grantNo: z.string().optional(),
  route: Code.optional(),
  cause: Code,
  amountFen: Fen,
  openFen: Fen,
  state: Code,
  payBy: OptionalDay.optional(),
  movedFen: Fen.optional(),
});

const grant = z.strictObject({
  ...PLACE,
  ...GRANT,
  state: Code,
  year: z.int().nullable().optional(),
  outcome: Code.nullable().optional(),
});

const TOLD: Readonly<Record<ToldType, z.ZodType>> = {
  'claim.submitted': claim,
  'claim.returned': claim,
  'claim.decided': claim,
  'claim.rejected': claim,
  'claim.withdrawn': claim,
  'claim.closed': claim,
  'contract_check.due': claim,
  'notice.published': notice,
  'notice.closed': notice,
  'objection.received': z.strictObject(OBJECTION),
  'objection.ruled': z.strictObject({ ...OBJECTION, ruling: z.enum(RULINGS) }),
  'payout.instructed': payment({}),
  'payout.accepted': payment({}),
  'payout.settled': payment(REPORTED),
  'payout.failed': payment(UNPAID),
  'payout.returned': payment({ ...REPORTED, ...UNPAID }),
  'payout.reversed': payment({ ...REPORTED, ...UNPAID }),
  'payout.unmatched': z.strictObject({
    ...PLACE,
    ...HERE,
    eventId: idWith('evt'),
    reason: Code,
    instructionId: idWith('pin').nullable(),
    amountFen: z.int().nullable(),
    claimId: ClaimId.nullable(),
    grantId: GrantId.nullable(),
    claimNo: z.string().optional(),
    grantNo: z.string().optional(),
    route: Code.optional(),
  }),
  'recovery.opened': recovery,
  'recovery.noticed': recovery,
  'recovery.repaid': recovery,
  'recovery.set_off': recovery,
  'recovery.closed': recovery,
  'recovery.written_off': recovery,
  'grant_call.opened': z.strictObject({ ...PLACE, ...HERE, callId: idWith('gcl'), route: Code, year: z.int() }),
  'grant.designated': grant,
  'grant.assessed': grant,
  'grant.revoked': grant,
  'period.missing': z.strictObject({
    ...PLACE,
    ...HERE,
    kind: Code,
    route: Code.optional(),
    key: z.string(),
    opensAt: Instant,
  }),
  'accounting_period.closed': z.strictObject({
    ...PLACE,
    ...HERE,
    period: z.string().regex(/^\d{4}-Q[1-4]$/),
    reportSha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  'reconciliation.finished': z.strictObject({
    ...PLACE,
    ...HERE,
    reconciliationId: idWith('rcn'),
    day: z.iso.date(),
    balanced: z.boolean(),
    differences: z.int().min(0),
  }),
  'repair.applied': z.strictObject({
    ...PLACE,
    ...HERE,
    repairId: z.string(),
    command: Code,
    result: Code,
    claimId: ClaimId.nullable().optional(),
    claimNo: z.string().optional(),
    route: Code.optional(),
  }),
  'endpoint.disabled': z.strictObject({
    ...PLACE,
    ...HERE,
    endpointId: idWith('whe'),
    reason: z.enum(DISABLED_REASONS),
  }),
};

const DATA: Readonly<Record<EventType, z.ZodType>> = {
  ...TOLD,
  'endpoint.test': z.strictObject({ endpointId: idWith('whe'), position: z.null(), sequence: z.null() }),
};

/** The body of an event of a type, as it is sent. */
export function eventBodySchema(type: EventType) {
  return z.strictObject({ type: z.literal(type), timestamp: Instant, data: DATA[type] });
}
