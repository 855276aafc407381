import type pg from 'pg';
import { bodyOf, eventOf, type EventToPlace, type MessageToTell } from '../../domain/event/event-body.ts';
import { isEventType, type ToldType } from '../../domain/event/event-types.ts';
import { newId } from '../kernel/id-maker.ts';
import { fetchAll, fetchFirst, jsonText, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';

/** A message of the outbox with what its ids name. */
export interface RelayedMessage extends Row<'outbox_message', 'id' | 'topic' | 'payload' | 'at'> {
  readonly entity_kind: string;
  readonly entity_id: string;
  readonly claim: MessageToTell['claim'];
  readonly grant: MessageToTell['grant'];
  readonly call: MessageToTell['call'];
  readonly claim_ids: readonly string[];
  readonly payment: MessageToTell['payment'];
  readonly jurisdictions: readonly string[];
}

const lockPosition = sqlText<Row<'event_position', 'last'>, []>(
  'event.lockPosition',
  'SELECT last FROM event_position FOR UPDATE',
);

/** Where nothing says where something happened, it is of all places, and seen by those who see every jurisdiction. */
const EVERYWHERE = '000000';

const readMessages = sqlText<RelayedMessage, [atMost: number]>(
  'event.readMessages',
  `SELECT o.id, o.topic, o.entity_kind, o.entity_id, o.payload, o.at,
     CASE WHEN c.id IS NOT NULL THEN json_build_object('claimNo', c.claim_no, 'route', c.route) END AS claim,
     CASE WHEN g.id IS NOT NULL THEN json_build_object('grantNo', g.grant_no, 'route', g.route) END AS grant,
     CASE WHEN k.id IS NOT NULL THEN json_build_object('route', k.route, 'year', k.year) END AS call,
     ARRAY(SELECT nc.claim_id FROM notice_claim nc WHERE nc.notice_id = n.id ORDER BY nc.claim_id) AS claim_ids,
     CASE WHEN i.id IS NOT NULL THEN json_build_object('batchId', i.batch_id, 'claimId', i.claim_id, 'grantId', i.grant_id,
       'purpose', i.purpose, 'fund', i.fund, 'amountFen', i.amount_fen, 'valueDate', f.value_date,
       'bankReference', f.bank_reference, 'reasonCode', f.reason_code) END AS payment,
     CASE WHEN place.known IS NOT NULL THEN ARRAY[place.known]
       ELSE coalesce((SELECT coalesce(b.jurisdictions, m.jurisdictions) FROM payout_inbox x
           LEFT JOIN bank_file b ON b.id = x.bank_file_id LEFT JOIN machine_client m ON m.id = x.machine_client_id
         WHERE o.entity_kind = 'payoutEvent' AND x.id = o.entity_id), ARRAY['${EVERYWHERE}']) END AS jurisdictions
   FROM outbox_message o
     LEFT JOIN payout_instruction i ON i.id = o.payload ->> 'instructionId'
     LEFT JOIN claim c ON c.id = coalesce(o.payload ->> 'claimId', i.claim_id)
     LEFT JOIN base_grant g ON g.id = coalesce(o.payload ->> 'grantId', i.grant_id)
     LEFT JOIN grant_call k ON k.id = o.payload ->> 'callId'
     LEFT JOIN notice n ON n.id = o.payload ->> 'noticeId'
     LEFT JOIN webhook_endpoint w ON w.id = o.payload ->> 'endpointId'
     LEFT JOIN person wo ON wo.id = w.owner_id
     LEFT JOIN LATERAL (SELECT value_date, bank_reference, reason_code FROM payout_fact
       WHERE instruction_id = i.id AND state = split_part(o.topic, '.', 2) ORDER BY id LIMIT 1) AS f ON true
     CROSS JOIN LATERAL (SELECT coalesce(c.jurisdiction, g.jurisdiction, k.jurisdiction, n.jurisdiction, wo.jurisdiction,
       o.payload ->> 'jurisdiction') AS known) AS place
   WHERE o.sent_at IS NULL ORDER BY o.id LIMIT $1`,
);

const lastSequences = sqlText<{ readonly subject: string; readonly last: number }, [subjects: readonly string[]]>(
  'event.lastSequences',
  `SELECT subject, max(sequence) AS last FROM event WHERE subject = ANY ($1) GROUP BY subject`,
);

const insertEvents = sqlText<never, [events: string]>(
  'event.insertEvents',
  `INSERT INTO event (id, type, subject, position, sequence, jurisdictions, claim_id, outbox_id, body, at)
   SELECT e.id, e.type, e.subject, e.position, e.sequence, e.jurisdictions, e.claim_id, e.outbox_id, e.body, e.at
   FROM jsonb_to_recordset($1::jsonb) AS e (id text, type text, subject text, position bigint, sequence integer,
     jurisdictions text[], claim_id text, outbox_id bigint, body text, at timestamptz)`,
);

/**
 * One delivery of each event for each endpoint that asks for its type and may see where it happened. The endpoints are
 * locked, so that one that is being disabled is read before or after that, and never in between.
 */
const fanOut = sqlText<never, [eventIds: readonly string[], at: Date]>(
  'event.fanOut',
  `WITH open AS MATERIALIZED (SELECT id, owner_id, event_types, state FROM webhook_endpoint WHERE deleted_at IS NULL
     ORDER BY id FOR SHARE)
   INSERT INTO webhook_delivery (id, endpoint_id, event_id, subject, position, state, next_at, created_at, waiting_since)
   SELECT 'whd_' || left(replace(gen_random_uuid()::text, '-', ''), 24), w.id, e.id, e.subject, e.position,
     CASE w.state WHEN 'active' THEN 'waiting' ELSE 'held' END, CASE w.state WHEN 'active' THEN $2::timestamptz END, $2, $2
   FROM event e JOIN open w ON (e.type = ANY (w.event_types) OR '*' = ANY (w.event_types))
     AND event_in_sight(e.jurisdictions, w.owner_id) AND NOT (e.type = 'endpoint.disabled' AND e.subject = 'webhookEndpoint/' || w.id)
   WHERE e.id = ANY ($1) ORDER BY e.position, w.id`,
);

/** Locks the place of the next event until the commit; nobody else relays meanwhile. Returns the last one. */
export async function lockLastPosition(client: pg.PoolClient): Promise<number> {
  const row = await fetchFirst(client, lockPosition());
  if (row === undefined) {
    throw new RangeError('The row of the last position is missing');
  }
  return row.last;
}

/** The oldest messages that nobody relayed. */
export function nextMessages(client: pg.PoolClient, atMost: number): Promise<readonly RelayedMessage[]> {
  return fetchAll(client, readMessages(atMost));
}

/**
 * The statements that make events of messages, in the order of the messages: each with the next position, and with the
 * next number of its subject.
 * @param now real time, from which deliveries wait
 */
export async function eventWrites(
  client: pg.PoolClient,
  messages: readonly RelayedMessage[],
  last: number,
  now: Date,
): Promise<readonly Statement<unknown>[]> {
  const told = messages.flatMap((row) => placedOf(row));
  if (told.length === 0) {
    return [];
  }
  const subjects = [...new Set(told.map(({ event }) => event.subject))];
  const counts = new Map((await fetchAll(client, lastSequences(subjects))).map((row) => [row.subject, row.last]));
  const events = told.map(({ event, outboxId }, index) => {
    const { type, subject, jurisdictions, claimId, at } = event;
    const sequence = (counts.get(subject) ?? 0) + 1;
    counts.set(subject, sequence);
    const position = last + index + 1;
    const body = bodyOf(event, { position, sequence });
    const place = { id: newId('evo'), type, subject, position, sequence, jurisdictions, body, at };
    return { ...place, claim_id: claimId, outbox_id: outboxId };
  });
  const ids = events.map(({ id }) => id);
  return [
    insertEvents(jsonText(events)),
    query.updateTable('event_position').set({ last: last + events.length }),
    fanOut(ids, now),
  ];
}

function placedOf(row: RelayedMessage): readonly { readonly event: EventToPlace; readonly outboxId: number }[] {
  const { id, topic, entity_kind: entityKind, entity_id: entityId, claim_ids: claimIds, ...known } = row;
  if (!isTold(topic)) {
    return [];
  }
  const event = eventOf({ ...known, topic, entityKind, entityId, claimIds });
  return event === null ? [] : [{ event, outboxId: id }];
}

function isTold(topic: string): topic is ToldType {
  return isEventType(topic) && topic !== 'endpoint.test';
}
