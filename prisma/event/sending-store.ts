import type pg from 'pg';
import { announced } from '../../domain/event/announced.ts';
import {
  ATTEMPTS_KEPT_MS,
  healthAfter,
  HELD_MS,
  lanesOf,
  LEASE_MS,
  nextStep,
  ORDER_KEPT_MS,
  type Health,
  type Judged,
  type NextStep,
  type Outcome,
} from '../../domain/event/delivery-rules.ts';
import { isLive } from '../../domain/event/secret-rotation.ts';
import { inFlushedTransaction, inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { holdDeliveries } from './endpoint-store.ts';

/** A delivery that one sender has, for the time of its lease. */
export interface LeasedDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly lease: string;
  readonly url: string;
  readonly body: string;
  /** `whsec_…`, the newest first. */
  readonly secrets: readonly string[];
  readonly isReplay: boolean;
}

/** What came of an attempt, as it is kept. */
export interface Attempted extends Outcome {
  readonly at: Date;
  readonly durationMs: number;
  /** The beginning of the answer, at most `EXCERPT_CHARACTERS`. */
  readonly excerpt: string;
}

export interface SendingStore {
  /** Leases what is due, at most so many, and no more of one endpoint than it has lanes. */
  lease(now: Date, atMost: number): Promise<readonly LeasedDelivery[]>;
  /**
   * Keeps an attempt and what follows from it for its delivery and its endpoint.
   * @param times real time, business time of what operators are told, and dice from 0 to 1 for the jitter
   */
  record(
    delivery: Pick<LeasedDelivery, 'id' | 'endpointId' | 'eventId' | 'lease'>,
    attempted: Attempted,
    times: { readonly now: Date; readonly businessNow: Date; readonly dice: number },
  ): Promise<void>;
  /** Gives up what was held for too long, and forgets old attempts. */
  tidy(now: Date): Promise<void>;
}

export function createSendingStore(pool: pg.Pool, sealer: Sealer): SendingStore {
  return {
    async lease(now, atMost) {
      const rows = await inTransaction(pool, (client) => leaseDue(client, now, atMost));
      return rows.map((row) => leasedOf(sealer, row, now));
    },
    record: (delivery, attempted, times) =>
      inFlushedTransaction(pool, async (client) => ({
        result: undefined,
        writes: await recordWrites(client, delivery, attempted, times),
      })),
    async tidy(now) {
      await execute(pool, giveUpHeld(new Date(now.getTime() - HELD_MS)));
      await execute(
        pool,
        query.deleteFrom('webhook_attempt').where('at', '<', new Date(now.getTime() - ATTEMPTS_KEPT_MS)),
      );
    },
  };
}

type EndpointHealth = Row<
  'webhook_endpoint',
  'id' | 'failing_since' | 'failures' | 'failed_event_id' | 'fails_several' | 'slowed_until'
>;

const HEALTH = 'w.id, w.failing_since, w.failures, w.failed_event_id, w.fails_several, w.slowed_until';

// Two senders never lease for one endpoint at the same time, so that together they keep to its lanes.
const endpointsWithWork = sqlText<EndpointHealth & { readonly busy: number }, [now: Date]>(
  'event.endpointsWithWork',
  `SELECT ${HEALTH}, (SELECT count(*) FROM webhook_delivery b WHERE b.endpoint_id = w.id
     AND b.lease IS NOT NULL AND b.leased_until > $1)::int AS busy
   FROM webhook_endpoint w WHERE w.deleted_at IS NULL AND EXISTS (SELECT FROM webhook_delivery d WHERE d.endpoint_id = w.id
     AND d.state = 'waiting' AND d.next_at <= $1 AND (d.leased_until IS NULL OR d.leased_until <= $1)
     AND (w.state = 'active' OR d.position IS NULL))
   ORDER BY w.id FOR NO KEY UPDATE OF w SKIP LOCKED`,
);

type LeasedRow = Row<'webhook_delivery', 'id' | 'endpoint_id' | 'event_id' | 'is_replay'> &
  Row<'event', 'body'> &
  Row<'webhook_endpoint', 'url' | 'secret_sealed' | 'previous_secret_sealed' | 'previous_secret_expires_at'> & {
    readonly lease: string;
  };

// A later event of a subject waits for a former one, for an hour; what somebody asked to be sent once more waits for none, and
// what had been delivered before holds up none.
// Each endpoint gets its first lane before any gets its second.
const leaseDeliveries = sqlText<
  LeasedRow,
  [
    now: Date,
    endpointIds: readonly string[],
    lanes: readonly number[],
    keptSince: Date,
    until: Date,
    lease: string,
    atMost: number,
  ]
>(
  'event.leaseDeliveries',
  `WITH due AS MATERIALIZED (SELECT d.id, row_number() OVER (PARTITION BY d.endpoint_id ORDER BY d.next_at, d.position) AS lane
     FROM unnest($2::text[], $3::int[]) AS free (endpoint_id, lanes) JOIN webhook_endpoint w ON w.id = free.endpoint_id
     CROSS JOIN LATERAL (SELECT d.* FROM webhook_delivery d WHERE d.endpoint_id = w.id AND d.state = 'waiting'
       AND d.next_at <= $1 AND (d.leased_until IS NULL OR d.leased_until <= $1) AND (w.state = 'active' OR d.position IS NULL)
       AND (d.is_replay OR NOT EXISTS (SELECT FROM webhook_delivery b WHERE b.endpoint_id = d.endpoint_id
         AND b.subject = d.subject AND b.position < d.position AND b.state = 'waiting' AND b.delivered_at IS NULL AND b.waiting_since > $4))
       ORDER BY d.next_at, d.position LIMIT free.lanes) AS d),
   taken AS MATERIALIZED (SELECT id FROM due ORDER BY lane, id LIMIT $7)
   UPDATE webhook_delivery d SET leased_until = $5, lease = $6
   FROM taken JOIN webhook_delivery own ON own.id = taken.id JOIN event e ON e.id = own.event_id
     JOIN webhook_endpoint w ON w.id = own.endpoint_id
   WHERE d.id = taken.id
   RETURNING d.id, d.endpoint_id, d.event_id, d.is_replay, $6::text AS lease, e.body, w.url, w.secret_sealed,
     w.previous_secret_sealed, w.previous_secret_expires_at`,
);

async function leaseDue(client: pg.PoolClient, now: Date, atMost: number): Promise<readonly LeasedRow[]> {
  const endpoints = await fetchAll(client, endpointsWithWork(now));
  const free = endpoints
    .map(({ busy, ...row }) => ({ id: row.id, lanes: lanesOf(healthOf(row), now.getTime()) - busy }))
    .filter(({ lanes }) => lanes > 0);
  if (free.length === 0) {
    return [];
  }
  const ids = free.map(({ id }) => id);
  const lanes = free.map((one) => one.lanes);
  const keptSince = new Date(now.getTime() - ORDER_KEPT_MS);
  const until = new Date(now.getTime() + LEASE_MS);
  return fetchAll(client, leaseDeliveries(now, ids, lanes, keptSince, until, newId('lse'), atMost));
}

function leasedOf(sealer: Sealer, row: LeasedRow, now: Date): LeasedDelivery {
  const { id, endpoint_id: endpointId, event_id: eventId, lease, url, body, is_replay: isReplay } = row;
  const { secret_sealed: newest, previous_secret_sealed: former, previous_secret_expires_at: expiresAt } = row;
  const secret = sealer.open(newest, placeOf('webhook_endpoint.secret_sealed', endpointId));
  const previous =
    former !== null && isLive(expiresAt?.getTime() ?? null, now.getTime())
      ? [sealer.open(former, placeOf('webhook_endpoint.previous_secret_sealed', endpointId))]
      : [];
  return { id, endpointId, eventId, lease, url, body, isReplay, secrets: [secret, ...previous] };
}

function healthOf(row: EndpointHealth): Health {
  return {
    failingSinceMs: row.failing_since?.getTime() ?? null,
    failures: row.failures,
    failedEventId: row.failed_event_id,
    failsSeveral: row.fails_several,
    slowedUntilMs: row.slowed_until?.getTime() ?? null,
  };
}

const lockEndpoint = sqlText<EndpointHealth & Row<'webhook_endpoint', 'state'>, [id: string]>(
  'event.lockEndpoint',
  `SELECT ${HEALTH}, w.state FROM webhook_endpoint w WHERE w.id = $1 FOR NO KEY UPDATE`,
);

type LockedDelivery = Row<'webhook_delivery', 'state' | 'tries' | 'lease' | 'position'>;

const lockDelivery = sqlText<LockedDelivery, [id: string]>(
  'event.lockDelivery',
  'SELECT state, tries, lease, position FROM webhook_delivery WHERE id = $1 FOR NO KEY UPDATE',
);

async function recordWrites(
  client: pg.PoolClient,
  { id, endpointId, eventId, lease }: Pick<LeasedDelivery, 'id' | 'endpointId' | 'eventId' | 'lease'>,
  attempted: Attempted,
  { now, businessNow, dice }: { readonly now: Date; readonly businessNow: Date; readonly dice: number },
): Promise<readonly Statement<unknown>[]> {
  const endpoint = await fetchFirst(client, lockEndpoint(endpointId));
  const delivery = await fetchFirst(client, lockDelivery(id));
  if (endpoint === undefined || delivery === undefined) {
    throw new RangeError(`No delivery ${id} to ${endpointId}`);
  }
  const nowMs = now.getTime();
  const judged = healthAfter(healthOf(endpoint), { eventId, outcome: attempted }, nowMs);
  const disabled = endpoint.state === 'active' ? judged.disabled : null;
  const step = nextStep(delivery.tries, attempted, { nowMs, dice });
  return [
    attemptWrite(id, attempted),
    countAttempt(endpointId, attempted.error ?? 'delivered'),
    deliveryWrite(id, attempted, { delivery, lease, step, now }),
    endpointWrite(endpointId, judged, {
      isTest: delivery.position === null,
      isWell: attempted.error === null,
      disabled,
      now,
    }),
    ...(disabled === null
      ? []
      : [
          holdDeliveries(endpointId),
          outboxWrite(announced('endpoint.disabled', businessNow, { endpointId, reason: disabled })),
        ]),
  ];
}

function attemptWrite(id: string, { at, status, error, durationMs, excerpt }: Attempted): Statement<unknown> {
  return query
    .insertInto('webhook_attempt')
    .values({ delivery_id: id, at, status, error, duration_ms: durationMs, excerpt });
}

const countAttempt = sqlText<never, [endpointId: string, result: string]>(
  'event.countAttempt',
  `INSERT INTO webhook_attempt_count AS c (endpoint_id, result, count) VALUES ($1, $2, 1)
   ON CONFLICT (endpoint_id, result) DO UPDATE SET count = c.count + 1`,
);

/**
 * A success counts, also when another sender had the lease meanwhile. A failure decides only while the lease is this sender's, and moves
 * nothing that was held or given up meanwhile.
 */
function deliveryWrite(
  id: string,
  { status, error, at }: Attempted,
  of: {
    readonly delivery: LockedDelivery;
    readonly lease: string;
    readonly step: NextStep;
    readonly now: Date;
  },
): Statement<unknown> {
  const { delivery, lease, step, now } = of;
  const isOurs = delivery.lease === lease && delivery.state === 'waiting';
  const last = query
    .updateTable('webhook_delivery')
    .set((row) => ({ attempts: row('attempts', '+', 1), last_status: status, last_error: error }))
    .where('id', '=', id);
  const released = { lease: null, leased_until: null } as const;
  if (step.kind === 'delivered') {
    return last.set({ state: 'delivered', next_at: null, delivered_at: at, is_replay: false, ...released });
  }
  if (!isOurs) {
    return last;
  }
  return step.kind === 'exhausted'
    ? last.set({ state: 'exhausted', next_at: null, tries: delivery.tries + 1, ...released })
    : last.set({ next_at: new Date(Math.max(step.atMs, now.getTime())), tries: delivery.tries + 1, ...released });
}

/** A test says nothing of how an endpoint fares, unless it succeeds or the endpoint says that it is gone. */
function endpointWrite(
  id: string,
  { health }: Judged,
  of: {
    readonly isTest: boolean;
    readonly isWell: boolean;
    readonly disabled: Judged['disabled'];
    readonly now: Date;
  },
): Statement<unknown> {
  const { isTest, isWell, disabled, now } = of;
  const counts = !isTest || isWell;
  const set = {
    slowed_until: dateOf(health.slowedUntilMs),
    ...(counts && {
      failing_since: dateOf(health.failingSinceMs),
      failures: health.failures,
      failed_event_id: health.failedEventId,
      fails_several: health.failsSeveral,
    }),
    ...(isWell && { last_success_at: now }),
    ...(disabled !== null && { state: 'disabled' as const, disabled_reason: disabled, disabled_at: now }),
  };
  return query.updateTable('webhook_endpoint').set(set).where('id', '=', id);
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

const giveUpHeld = sqlText<never, [before: Date]>(
  'event.giveUpHeld',
  `UPDATE webhook_delivery SET state = 'exhausted' WHERE state = 'held' AND created_at < $1`,
);
