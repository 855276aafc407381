import type pg from 'pg';
import type {
  EndpointAct,
  EndpointStore,
  EndpointToChange,
  NewSecret,
  StoredEndpoint,
} from '../../api/event/event-ports.ts';
import { announced } from '../../domain/event/announced.ts';
import { BACKLOG_STATES, MISSED_STATES } from '../../domain/event/delivery-words.ts';
import { bodyOf } from '../../domain/event/event-body.ts';
import { hintOf } from '../../domain/event/secret-rotation.ts';
import { granted } from '../../domain/verdict.ts';
import { inTransaction } from '../kernel/connection.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { endpointAudit, serverOf } from './endpoint-audit.ts';
import { rotateSecret, type KeptSecret } from './rotated-secret.ts';
import { execute, fetchAll, fetchFirst, query, sendTogether, sqlText, type Row } from '../kernel/statements.ts';

/** @param now real time: secrets and deliveries have nothing to do with the practice clock */
export function createEndpointStore(pool: pg.Pool, sealer: Sealer, now: () => Date = () => new Date()): EndpointStore {
  return {
    async create({ url, eventTypes, description, secret }, by, key) {
      const { caller } = by;
      const id = idOfCreation('whe', caller.personId, key);
      const kept = {
        secret_sealed: sealer.seal(secret, placeOf('webhook_endpoint.secret_sealed', id)),
        secret_hint: hintOf(secret),
      };
      const row = { id, owner_id: caller.personId, url, event_types: [...eventTypes], description };
      const facts = { server: serverOf(url), eventTypes };
      await inTransaction(pool, (client) =>
        sendTogether(client, [
          query
            .insertInto('webhook_endpoint')
            .values({ ...row, ...kept, state: 'active', created_at: now() })
            .onConflict((known) => known.column('id').doUpdateSet(kept)),
          ...endpointAudit(id, { act: 'endpointCreated', facts }, by),
        ]),
      );
      return id;
    },

    async find(id) {
      const row = await fetchFirst(pool, endpointOf(id));
      return row === undefined ? null : endpointFrom(row);
    },

    async list({ personId, jurisdiction, roles }) {
      const own = roles.includes('financeSystem') ? personId : null;
      return (await fetchAll(pool, endpointsOf(own, withinOf(jurisdiction)))).map((row) => endpointFrom(row));
    },

    disabled: ({ jurisdiction }) => fetchAll(pool, disabledOf(withinOf(jurisdiction))),

    change: (id, change, by) => inTransaction(pool, (client) => changeEndpoint(client, id, change, { now: now(), by })),

    async remove(id, by) {
      await inTransaction(pool, (client) =>
        sendTogether(client, [
          query.updateTable('webhook_endpoint').set({ deleted_at: now() }).where('id', '=', id),
          endDeliveries(id),
          ...endpointAudit(id, { act: 'endpointDeleted', facts: {} }, by),
        ]),
      );
    },

    rotate: (id, to, by) => inTransaction(pool, (client) => rotate(client, sealer, { id, ...to, now: now() }, by)),

    test: (id, { caller, at }) =>
      inTransaction(pool, (client) => insertTest(client, id, { jurisdiction: caller.jurisdiction, at, now: now() })),

    recover: (id, span, by) => inTransaction(pool, (client) => recover(client, { id, ...span, now: now() }, by)),
  };
}

async function recover(
  client: pg.PoolClient,
  { id, since, until, now }: Parameters<EndpointStore['recover']>[1] & { readonly id: string; readonly now: Date },
  by: EndpointAct,
): Promise<number | null> {
  if ((await fetchFirst(client, lockActive(id))) === undefined) {
    return null;
  }
  const deliveries = await execute(client, waitAgain(id, since, until, now));
  const facts = { since: since.toISOString(), until: until?.toISOString() ?? null, deliveries };
  await sendTogether(client, endpointAudit(id, { act: 'deliveriesRecovered', facts }, by));
  return deliveries;
}

async function rotate(
  client: pg.PoolClient,
  sealer: Sealer,
  { id, now, ...to }: NewSecret & { readonly id: string; readonly now: Date },
  by: EndpointAct,
): ReturnType<EndpointStore['rotate']> {
  const row = await fetchFirst(client, lockSecret(id));
  const places = {
    newest: placeOf('webhook_endpoint.secret_sealed', id),
    former: placeOf('webhook_endpoint.previous_secret_sealed', id),
  };
  const rotated = rotateSecret(sealer, row, { to, places, personId: by.caller.personId, now });
  if (!rotated.ok) {
    return rotated;
  }
  const { expiresAt, rotationId } = rotated.value;
  const set = {
    secret_sealed: rotated.value.newest,
    secret_hint: hintOf(to.secret),
    previous_secret_sealed: rotated.value.former,
    previous_secret_expires_at: expiresAt,
    rotation_id: rotationId,
  };
  const { overlapHours } = to;
  await sendTogether(client, [
    query.updateTable('webhook_endpoint').set(set).where('id', '=', id),
    ...endpointAudit(id, { act: 'endpointSecretRotated', facts: { overlapHours } }, by),
  ]);
  return granted({ expiresAt });
}

type EndpointRow = Row<
  'webhook_endpoint',
  | ('id' | 'owner_id' | 'url' | 'event_types' | 'description' | 'state' | 'disabled_reason' | 'secret_hint')
  | ('previous_secret_expires_at' | 'created_at' | 'last_success_at' | 'failing_since')
> & {
  readonly jurisdiction: string;
  readonly waiting: number;
  readonly held: number;
  readonly oldest_at: Date | null;
} & Pick<Row<'webhook_delivery'>, 'last_status' | 'last_error'>;

const ENDPOINTS = `SELECT w.id, w.owner_id, w.url, w.event_types, w.description, w.state, w.disabled_reason, w.secret_hint,
     w.previous_secret_expires_at, w.created_at, w.last_success_at, w.failing_since, o.jurisdiction, kept.*, failed.*
   FROM webhook_endpoint w JOIN person o ON o.id = w.owner_id CROSS JOIN LATERAL (
     SELECT (count(*) FILTER (WHERE state = 'waiting'))::int AS waiting, (count(*) FILTER (WHERE state = 'held'))::int AS held,
       min(created_at) AS oldest_at
     FROM webhook_delivery d WHERE d.endpoint_id = w.id AND d.state IN (${sqlList(BACKLOG_STATES)})) AS kept
   LEFT JOIN LATERAL (
     SELECT d.last_status, d.last_error FROM webhook_delivery d
     WHERE d.endpoint_id = w.id AND d.state IN (${sqlList(BACKLOG_STATES)}) AND d.last_error IS NOT NULL
     ORDER BY d.created_at, d.id LIMIT 1) AS failed ON true
   WHERE w.deleted_at IS NULL`;

const endpointOf = sqlText<EndpointRow, [id: string]>('event.endpointOf', `${ENDPOINTS} AND w.id = $1`);

const endpointsOf = sqlText<EndpointRow, [ownerId: string | null, within: string]>(
  'event.endpointsOf',
  `${ENDPOINTS} AND CASE WHEN $1::text IS NULL THEN o.jurisdiction LIKE $2 ELSE w.owner_id = $1 END ORDER BY w.created_at, w.id`,
);

const disabledOf = sqlText<{ readonly id: string; readonly url: string; readonly disabledAt: Date }, [within: string]>(
  'event.disabledOf',
  `SELECT w.id, w.url, w.disabled_at AS "disabledAt" FROM webhook_endpoint w JOIN person o ON o.id = w.owner_id
   WHERE w.disabled_at IS NOT NULL AND w.deleted_at IS NULL AND o.jurisdiction LIKE $1 ORDER BY w.disabled_at, w.id`,
);

function endpointFrom(row: EndpointRow): StoredEndpoint {
  return {
    id: row.id,
    ownerId: row.owner_id,
    ownerJurisdiction: row.jurisdiction,
    url: row.url,
    eventTypes: row.event_types,
    description: row.description,
    state: row.state,
    disabledReason: row.disabled_reason,
    secretHint: row.secret_hint,
    previousSecretExpiresAt: row.previous_secret_expires_at,
    createdAt: row.created_at,
    lastSuccessAt: row.last_success_at,
    failingSince: row.failing_since,
    waiting: row.waiting,
    held: row.held,
    oldestAt: row.oldest_at,
    lastStatus: row.last_status,
    lastError: row.last_error,
  };
}

const lockSecret = sqlText<KeptSecret, [id: string]>(
  'event.lockSecret',
  `SELECT secret_sealed AS newest, previous_secret_sealed AS former, previous_secret_expires_at AS "expiresAt",
     rotation_id AS "rotationId" FROM webhook_endpoint WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
);

const lockActive = sqlText<Row<'webhook_endpoint', 'id'>, [id: string]>(
  'event.lockActive',
  `SELECT id FROM webhook_endpoint WHERE id = $1 AND state = 'active' AND deleted_at IS NULL FOR NO KEY UPDATE`,
);

// What failed and waits for its next attempt goes at once; so does what was given up and what was kept meanwhile.
const waitAgain = sqlText<never, [id: string, since: Date, until: Date | null, now: Date]>(
  'event.waitAgain',
  `UPDATE webhook_delivery SET state = 'waiting', tries = 0, is_replay = false, next_at = $4, waiting_since = $4
   WHERE endpoint_id = $1 AND created_at >= $2 AND ($3::timestamptz IS NULL OR created_at <= $3)
     AND (state IN (${sqlList(MISSED_STATES)}) OR (state = 'waiting' AND last_error IS NOT NULL))`,
);

/** What is on its way to a disabled endpoint is kept; tests go, because somebody looks at what comes of them. */
export const holdDeliveries = sqlText<never, [endpointId: string]>(
  'event.holdDeliveries',
  `UPDATE webhook_delivery SET state = 'held', next_at = NULL, lease = NULL, leased_until = NULL
   WHERE endpoint_id = $1 AND state = 'waiting' AND position IS NOT NULL`,
);

const endDeliveries = sqlText<never, [endpointId: string]>(
  'event.endDeliveries',
  `UPDATE webhook_delivery SET state = 'exhausted', next_at = NULL, lease = NULL, leased_until = NULL
   WHERE endpoint_id = $1 AND state IN (${sqlList(BACKLOG_STATES)})`,
);

async function changeEndpoint(
  client: pg.PoolClient,
  id: string,
  { url, eventTypes, description, state }: EndpointToChange,
  { now, by }: { readonly now: Date; readonly by: EndpointAct },
): Promise<void> {
  const former = await fetchFirst(
    client,
    query.selectFrom('webhook_endpoint').select('state').where('id', '=', id).forNoKeyUpdate(),
  );
  const isSwitched = state !== undefined && state !== former?.state;
  const off = { state: 'disabled', disabled_reason: 'BY_PERSON', disabled_at: now } as const;
  const on = { state: 'active', disabled_reason: null, disabled_at: null, ...WELL } as const;
  const set = {
    ...(url !== undefined && { url }),
    ...(eventTypes !== undefined && { event_types: [...eventTypes] }),
    ...(description !== undefined && { description }),
    ...(isSwitched && (state === 'disabled' ? off : on)),
  };
  if (Object.keys(set).length > 0) {
    const facts = {
      fields: Object.keys(set).toSorted(),
      ...(url !== undefined && { server: serverOf(url) }),
      ...(eventTypes !== undefined && { eventTypes }),
      ...(isSwitched && { state }),
    };
    await sendTogether(client, [
      query.updateTable('webhook_endpoint').set(set).where('id', '=', id),
      ...endpointAudit(id, { act: 'endpointChanged', facts }, by),
    ]);
  }
  if (isSwitched && state === 'disabled') {
    const told = announced('endpoint.disabled', by.at, { endpointId: id, reason: off.disabled_reason });
    await sendTogether(client, [holdDeliveries(id), outboxWrite(told)]);
  }
}

/** Who switches it on again starts its clock of failing anew. */
const WELL = { failing_since: null, failures: 0, failed_event_id: null, fails_several: false } as const;

async function insertTest(
  client: pg.PoolClient,
  endpointId: string,
  { jurisdiction, at, now }: { readonly jurisdiction: string; readonly at: Date; readonly now: Date },
): Promise<string> {
  const eventId = newId('evo');
  const deliveryId = newId('whd');
  const body = bodyOf({ type: 'endpoint.test', at, data: { endpointId } }, { position: null, sequence: null });
  await sendTogether(client, [
    query.insertInto('event').values({ id: eventId, type: 'endpoint.test', jurisdictions: [jurisdiction], body, at }),
    query.insertInto('webhook_delivery').values({
      id: deliveryId,
      endpoint_id: endpointId,
      event_id: eventId,
      state: 'waiting',
      created_at: now,
      waiting_since: now,
      next_at: now,
    }),
  ]);
  return deliveryId;
}
