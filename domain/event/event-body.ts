import type { ToldType } from './event-types.ts';

/** A message of the outbox, with what the rows say that its ids name; null where there is none. */
export interface MessageToTell {
  readonly topic: ToldType;
  readonly entityKind: string;
  readonly entityId: string;
  readonly at: Date;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly claim: { readonly claimNo: string; readonly route: string } | null;
  readonly grant: { readonly grantNo: string; readonly route: string } | null;
  readonly call: { readonly route: string; readonly year: number } | null;
  /** Claims of a notice. */
  readonly claimIds: readonly string[];
  readonly payment: Payment | null;
  /** Where it happened; more than one for a report of a machine that reports for several. */
  readonly jurisdictions: readonly string[];
}

interface Payment {
  readonly batchId: string;
  readonly claimId: string | null;
  readonly grantId: string | null;
  readonly purpose: string;
  readonly fund: string;
  readonly amountFen: number;
  /** What the bank said when the payment came to this state. */
  readonly valueDate: string | null;
  readonly bankReference: string | null;
  readonly reasonCode: string | null;
}

/** An event before it has its place. */
export interface EventToPlace {
  readonly type: ToldType;
  /** What its sequence counts, and what deliveries keep the order of. */
  readonly subject: string;
  readonly jurisdictions: readonly string[];
  readonly claimId: string | null;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Returns the event of a message; null for a message of before that does not name its payment. */
export function eventOf(message: MessageToTell): EventToPlace | null {
  const { topic: type, at, jurisdictions, payload } = message;
  if (isPayment(type) && message.payment === null) {
    return null;
  }
  const data = dataOf(message);
  const claimId = textOf(data['claimId']);
  return { type, subject: subjectOf(message), jurisdictions, claimId: claimId ?? textOf(payload['claimId']), at, data };
}

/** The body as it is sent and read: the same characters each time. */
export function bodyOf(
  { type, at, data }: Pick<EventToPlace, 'at' | 'data'> & { readonly type: string },
  place: { readonly position: number | null; readonly sequence: number | null },
): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data: { ...place, ...data } });
}

function isPayment(type: ToldType): boolean {
  return type.startsWith('payout.') && type !== 'payout.unmatched';
}

/** A payment and a report on one count in the sequence of their claim or grant. */
function subjectOf({ payment, entityKind, entityId, topic, jurisdictions }: MessageToTell): string {
  if (payment !== null && topic.startsWith('payout.')) {
    return payment.claimId === null ? `grant/${payment.grantId}` : `claim/${payment.claimId}`;
  }
  // A quarter has its name in every jurisdiction.
  return entityKind === 'accountingPeriod'
    ? `${entityKind}/${jurisdictions[0]}/${entityId}`
    : `${entityKind}/${entityId}`;
}

function dataOf(message: MessageToTell): Readonly<Record<string, unknown>> {
  const { topic, payload, jurisdictions, payment } = message;
  const place = { jurisdiction: jurisdictions[0] ?? null };
  const named = { ...claimData(message), ...grantData(message) };
  if (isPayment(topic) && payment !== null) {
    return paymentData(message, payment);
  }
  if (message.entityKind === 'notice') {
    return { ...payload, ...place, claimIds: message.claimIds };
  }
  if (message.call !== null && message.entityKind === 'grantCall') {
    return { ...payload, ...place, ...message.call };
  }
  if (topic === 'payout.unmatched') {
    const { claimId = null, grantId = null } = payment ?? {};
    return { ...payload, claimId, grantId, ...named, ...place };
  }
  return { ...payload, ...named, ...place };
}

function claimData({ claim, payment, payload }: MessageToTell): Readonly<Record<string, unknown>> {
  const claimId = payload['claimId'] ?? payment?.claimId;
  return claim === null ? {} : { claimId, ...claim };
}

function grantData({ grant, payment, payload }: MessageToTell): Readonly<Record<string, unknown>> {
  const grantId = payload['grantId'] ?? payment?.grantId;
  return grant === null ? {} : { grantId, ...grant };
}

function paymentData(message: MessageToTell, payment: Payment): Readonly<Record<string, unknown>> {
  const { topic, payload, jurisdictions } = message;
  const { batchId, purpose, fund, amountFen, valueDate, bankReference, reasonCode } = payment;
  return {
    ...claimData(message),
    ...grantData(message),
    jurisdiction: jurisdictions[0] ?? null,
    batchId,
    instructionId: payload['instructionId'],
    purpose,
    fund,
    amountFen,
    ...(REPORTED.has(topic) && { valueDate, bankReference }),
    ...(UNPAID.has(topic) && { reasonCode, nextAct: 'correctAccount' }),
  };
}

/** What the bank dates. */
const REPORTED: ReadonlySet<ToldType> = new Set(['payout.settled', 'payout.returned', 'payout.reversed']);
/** What is paid again once the account was put right or confirmed. */
const UNPAID: ReadonlySet<ToldType> = new Set(['payout.failed', 'payout.returned', 'payout.reversed']);

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
