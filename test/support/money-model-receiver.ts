import type { Announced } from '../../domain/event/announced.ts';
import { healthAfter, HEALTHY, lanesOf, LEASE_MS, nextStep, ORDER_KEPT_MS } from '../../domain/event/delivery-rules.ts';
import type { Health, Outcome } from '../../domain/event/delivery-rules.ts';
import { eventOf } from '../../domain/event/event-body.ts';
import type { Chance } from './chance.ts';

const SECOND_MS = 1_000;

/** One event with the only delivery of it: another system asks for every event. */
interface ModelDelivery {
  readonly position: number;
  readonly subject: string;
  readonly sequence: number;
  readonly told: Announced;
  readonly waitingSince: number;
  /** Null once it was delivered or given up. */
  nextAt: number | null;
  tries: number;
  lease: number;
  leasedUntil: number;
  hasArrived: boolean;
}

/** The tables of the events, as arrays, with the other system at their end and the requests that are under way to it. */
export interface SendingModel {
  readonly deliveries: ModelDelivery[];
  readonly bySubject: Map<string, ModelDelivery[]>;
  underWay: { readonly delivery: ModelDelivery; readonly lease: number }[];
  health: Health;
  /** Messages of the outbox that have their place. */
  relayed: number;
  isThere: boolean;
  /** Real time in ms. */
  now: number;
  leases: number;
  /** What the other system found out of its order. */
  fault: string | null;
  readonly met: Set<'again' | 'afterAnHour' | 'killed' | 'away'>;
}

export function beginSending(): SendingModel {
  return {
    deliveries: [],
    bySubject: new Map(),
    underWay: [],
    health: { ...HEALTHY, slowedUntilMs: null },
    relayed: 0,
    isThere: true,
    now: 0,
    leases: 0,
    fault: null,
    met: new Set(),
  };
}

/** One thing that the relay, a sender, the other system or a crash does; time goes on by a little, seldom by an hour. */
export function sendingStep(model: SendingModel, outbox: readonly Announced[], chance: Chance): void {
  model.now += chance.pick(PASSING_MS);
  switch (chance.pick(STEPS)) {
    case 'relay':
      return relay(model, outbox, 1 + chance.below(4));
    case 'lease':
      return lease(model, 1 + chance.below(4));
    case 'answer':
      return answer(model, chance);
    case 'senderIsKilled':
      // What it had is leased until the time of that is over.
      model.met.add('killed');
      model.underWay = [];
      return;
    case 'receiver':
      model.isThere = !model.isThere;
  }
}

const PASSING_MS = [
  10,
  10,
  100,
  SECOND_MS,
  6 * SECOND_MS,
  6 * SECOND_MS,
  LEASE_MS,
  6 * LEASE_MS,
  35 * LEASE_MS,
  ORDER_KEPT_MS / 2,
];
const STEPS = [
  'relay',
  'relay',
  'lease',
  'lease',
  'lease',
  'answer',
  'answer',
  'answer',
  'senderIsKilled',
  'receiver',
] as const;

/** Everything that waits goes out to a system that stays; returns what is not as it must be then, or null. */
export function faultAtTheEnd(model: SendingModel, outbox: readonly Announced[]): string | null {
  relay(model, outbox, outbox.length);
  model.isThere = true;
  while (model.deliveries.some(({ nextAt }) => nextAt !== null)) {
    lease(model, model.deliveries.length);
    if (model.underWay.length === 0) {
      model.now += LEASE_MS;
    }
    model.underWay.splice(0).forEach((one) => taken(model, one));
  }
  const missed = model.deliveries.find(({ hasArrived }) => !hasArrived);
  return missed === undefined ? model.fault : `event ${missed.position} never reached the other system`;
}

/** In the order of the outbox; each with the next position and the next number of its subject. */
function relay(model: SendingModel, outbox: readonly Announced[], atMost: number): void {
  for (const told of outbox.slice(model.relayed, model.relayed + atMost)) {
    model.relayed += 1;
    const subject = eventOf({ ...told, ...NOTHING_MORE, payment: paymentOf(told) })?.subject ?? '';
    const ofSubject = model.bySubject.get(subject) ?? [];
    const delivery = {
      position: model.deliveries.length + 1,
      subject,
      sequence: ofSubject.length + 1,
      told,
      waitingSince: model.now,
      nextAt: model.now,
      tries: 0,
      lease: 0,
      leasedUntil: 0,
      hasArrived: false,
    };
    model.deliveries.push(delivery);
    ofSubject.push(delivery);
    model.bySubject.set(subject, ofSubject);
  }
}

const NOTHING_MORE = { claim: null, grant: null, call: null, claimIds: [], jurisdictions: ['150600'] };
const PAYMENT = { batchId: 'pob_1', grantId: null, purpose: 'base', fund: '', amountFen: 0, valueDate: null };

function paymentOf({ topic, payload }: Announced) {
  const { claimId } = payload;
  return topic.startsWith('payout.') && typeof claimId === 'string'
    ? { ...PAYMENT, claimId, bankReference: null, reasonCode: null }
    : null;
}

/** Takes what is due, as the statement of the product does: a later event of a subject waits for a former one for an hour. */
function lease(model: SendingModel, atMost: number): void {
  const { now, deliveries } = model;
  const isLeased = ({ nextAt, leasedUntil }: ModelDelivery) => nextAt !== null && leasedUntil > now;
  const free = lanesOf(model.health, now) - deliveries.filter(isLeased).length;
  const due = deliveries.filter(
    (one) => one.nextAt !== null && one.nextAt <= now && one.leasedUntil <= now && !waits(model, one),
  );
  model.leases += 1;
  for (const delivery of due.slice(0, Math.max(0, Math.min(free, atMost)))) {
    delivery.lease = model.leases;
    delivery.leasedUntil = now + LEASE_MS;
    model.underWay.push({ delivery, lease: model.leases });
  }
}

function waits({ bySubject, now }: SendingModel, { subject, position }: ModelDelivery): boolean {
  return (bySubject.get(subject) ?? []).some(
    (one) => one.position < position && one.nextAt !== null && one.waitingSince > now - ORDER_KEPT_MS,
  );
}

/** The end of one of the requests under way, whichever it is. */
function answer(model: SendingModel, chance: Chance): void {
  const [one] = model.underWay.splice(chance.below(model.underWay.length), 1);
  if (one === undefined) {
    return;
  }
  const fate = chance.below(5);
  if (!model.isThere) {
    model.met.add('away');
    record(model, one, { status: null, error: 'CONNECTION', retryAfter: null });
  } else if (fate === 0) {
    // It took the event and ended before it could answer.
    arrive(model, one.delivery);
    record(model, one, { status: null, error: 'CONNECTION', retryAfter: null });
  } else if (fate === 1) {
    // The sender is killed before it can say that it was taken.
    arrive(model, one.delivery);
  } else {
    taken(model, one);
  }
}

function taken(model: SendingModel, one: SendingModel['underWay'][number]): void {
  arrive(model, one.delivery);
  record(model, one, { status: 204, error: null, retryAfter: null });
}

/** The other system looks whether what it gets for the first time is the next of its subject. */
function arrive(model: SendingModel, delivery: ModelDelivery): void {
  const former = (model.bySubject.get(delivery.subject) ?? []).filter(({ position }) => position < delivery.position);
  const missing = former.find(({ hasArrived }) => !hasArrived);
  if (delivery.hasArrived) {
    model.met.add('again');
  } else if (missing !== undefined && missing.nextAt !== null && model.now - missing.waitingSince < ORDER_KEPT_MS) {
    model.fault ??= `event ${delivery.sequence} of ${delivery.subject} arrived before event ${missing.sequence}`;
  } else if (missing !== undefined) {
    model.met.add('afterAnHour');
  }
  delivery.hasArrived = true;
}

/** As the store does: a success counts always, a failure only while the lease is the sender's own. */
function record(
  model: SendingModel,
  { delivery, lease: own }: SendingModel['underWay'][number],
  outcome: Outcome,
): void {
  const eventId = `evo_${delivery.position}`;
  model.health = healthAfter(model.health, { eventId, outcome }, model.now).health;
  const step = nextStep(delivery.tries, outcome, { nowMs: model.now, dice: 0.5 });
  if (step.kind !== 'delivered' && (delivery.lease !== own || delivery.nextAt === null)) {
    return;
  }
  delivery.tries += 1;
  delivery.leasedUntil = 0;
  delivery.nextAt = step.kind === 'again' ? step.atMs : null;
}
