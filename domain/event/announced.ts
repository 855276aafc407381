import type { EventKind } from './event-kinds.ts';
import type { ToldType } from './event-types.ts';

interface OfClaim {
  readonly claimId: string;
  readonly state: string;
  readonly purpose: string;
  readonly revision: number;
  readonly amountFen: number;
}

/** What is paid or owed: of a claim or of a grant, the other one null. */
interface OfClaimOrGrant {
  readonly claimId: string | null;
  readonly grantId: string | null;
}

interface OfPayment extends OfClaimOrGrant {
  readonly instructionId: string;
}

interface OfRecovery extends OfClaimOrGrant {
  readonly recoveryId: string;
  readonly cause: string;
  /** The whole debt, and what is still open of it, in fen. */
  readonly amountFen: number;
  readonly openFen: number;
  readonly state: string;
  readonly payBy?: string | null;
  /** What this step moved, in fen. */
  readonly movedFen?: number;
}

interface OfGrant {
  readonly grantId: string;
  readonly state: string;
  readonly year?: number | null;
  readonly outcome?: string | null;
}

/**
 * What the writer of a fact says of it: ids, codes and amounts, never a name, a number of a person, a phone or an account.
 * The relay completes numbers, routes and jurisdictions from the rows that the ids name.
 */
export interface EventFacts
  extends
    Record<`claim.${'submitted' | 'returned' | 'decided' | 'rejected' | 'withdrawn' | 'closed'}`, OfClaim>,
    Record<`payout.${'instructed' | 'accepted' | 'settled' | 'failed' | 'returned' | 'reversed'}`, OfPayment>,
    Record<`recovery.${'opened' | 'noticed' | 'repaid' | 'set_off' | 'closed' | 'written_off'}`, OfRecovery>,
    Record<`grant.${'designated' | 'assessed' | 'revoked'}`, OfGrant>,
    Record<`notice.${'published' | 'closed'}`, { readonly noticeId: string; readonly state: string }> {
  readonly 'contract_check.due': OfClaim;
  readonly 'objection.received': { readonly noticeId: string; readonly objectionId: string };
  readonly 'objection.ruled': { readonly noticeId: string; readonly objectionId: string; readonly ruling: string };
  readonly 'payout.unmatched': {
    readonly eventId: string;
    readonly reason: string;
    /** Of an instruction that is known; what a stranger wrote is never told. */
    readonly instructionId: string | null;
    readonly amountFen: number | null;
  };
  readonly 'grant_call.opened': { readonly callId: string };
  readonly 'period.missing': {
    readonly kind: string;
    readonly jurisdiction: string;
    readonly route?: string;
    readonly key: string;
    readonly opensAt: string;
  };
  readonly 'accounting_period.closed': {
    readonly jurisdiction: string;
    readonly period: string;
    readonly reportSha256: string;
  };
  readonly 'reconciliation.finished': {
    readonly jurisdiction: string;
    readonly reconciliationId: string;
    readonly day: string;
    readonly balanced: boolean;
    readonly differences: number;
  };
  readonly 'repair.applied': {
    readonly jurisdiction: string;
    readonly repairId: string;
    readonly command: string;
    readonly result: string;
    readonly claimId?: string | null;
  };
  readonly 'endpoint.disabled': { readonly endpointId: string; readonly reason: string };
}

/** A fact for the outbox: its topic, what it is about, when it happened by business time, and what is said of it. */
export interface Announced {
  readonly topic: ToldType;
  readonly entityKind: EventKind;
  readonly entityId: string;
  readonly at: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Makes the message of one fact; `outboxWrite(announced(…))` is its statement, sent in the transaction of the fact. For a
 * recovery: `announced('recovery.opened', at, { recoveryId, claimId, grantId: null, cause, amountFen, openFen: amountFen,
 * state: 'found' })`.
 */
export function announced<Type extends ToldType>(topic: Type, at: Date, facts: EventFacts[Type]): Announced {
  const payload: Readonly<Record<string, unknown>> = { ...facts };
  const [entityKind, field] = ABOUT[topic] ?? paidBy(payload);
  return { topic, entityKind, entityId: String(payload[field]), at, payload };
}

type About = readonly [EventKind, string];
const CLAIM: About = ['claim', 'claimId'];
const NOTICE: About = ['notice', 'noticeId'];
const GRANT: About = ['grant', 'grantId'];
const RECOVERY: About = ['recovery', 'recoveryId'];

/** A payment is an event of its claim or grant. */
function paidBy({ claimId }: Readonly<Record<string, unknown>>): About {
  return typeof claimId === 'string' ? CLAIM : GRANT;
}

/** What an event is about, and the field that names it; null for a payment. */
const ABOUT: Readonly<Record<ToldType, About | null>> = {
  'claim.submitted': CLAIM,
  'claim.returned': CLAIM,
  'claim.decided': CLAIM,
  'claim.rejected': CLAIM,
  'claim.withdrawn': CLAIM,
  'claim.closed': CLAIM,
  'contract_check.due': CLAIM,
  'notice.published': NOTICE,
  'notice.closed': NOTICE,
  'objection.received': NOTICE,
  'objection.ruled': NOTICE,
  'payout.instructed': null,
  'payout.accepted': null,
  'payout.settled': null,
  'payout.failed': null,
  'payout.returned': null,
  'payout.reversed': null,
  'payout.unmatched': ['payoutEvent', 'eventId'],
  'recovery.opened': RECOVERY,
  'recovery.noticed': RECOVERY,
  'recovery.repaid': RECOVERY,
  'recovery.set_off': RECOVERY,
  'recovery.closed': RECOVERY,
  'recovery.written_off': RECOVERY,
  'grant_call.opened': ['grantCall', 'callId'],
  'grant.designated': GRANT,
  'grant.assessed': GRANT,
  'grant.revoked': GRANT,
  'period.missing': ['period', 'key'],
  'accounting_period.closed': ['accountingPeriod', 'period'],
  'reconciliation.finished': ['reconciliation', 'reconciliationId'],
  'repair.applied': ['repair', 'repairId'],
  'endpoint.disabled': ['webhookEndpoint', 'endpointId'],
};
