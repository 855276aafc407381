import type { EventKind } from '../../domain/event/event-kinds.ts';
import type pg from 'pg';
import { execute, jsonText, sqlText, type Statement } from './statements.ts';

export interface EventToWrite {
  readonly topic: string;
  readonly entityKind: EventKind;
  readonly entityId: string;
  readonly at: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Writes an event for subscribers: ids, codes and amounts only (api §8). Committed together with the change that it
 * reports.
 */
export async function writeOutbox(client: pg.PoolClient, event: EventToWrite): Promise<void> {
  await execute(client, outboxWrite(event));
}

const insertEvent = sqlText<never, [topic: string, entityKind: string, entityId: string, payload: string, at: Date]>(
  'kernel.insertOutboxEvent',
  'INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at) VALUES ($1, $2, $3, $4, $5)',
);

/** The same as a statement. What other systems are told is made by `announced` of the domain. */
export function outboxWrite({ topic, entityKind, entityId, at, payload }: EventToWrite): Statement<unknown> {
  return insertEvent(topic, entityKind, entityId, jsonText(payload), at);
}

const insertEvents = sqlText<never, [events: string]>(
  'kernel.insertOutboxEvents',
  `INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at)
   SELECT e.topic, e."entityKind", e."entityId", e.payload, e.at
   FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (topic text, "entityKind" text, "entityId" text, payload jsonb, at timestamptz))
     WITH ORDINALITY AS e ORDER BY e.ordinality`,
);

/** Many events by one statement, in their order. */
export function outboxWrites(events: readonly EventToWrite[]): readonly Statement<unknown>[] {
  const [event] = events;
  return event === undefined ? [] : [events.length === 1 ? outboxWrite(event) : insertEvents(jsonText(events))];
}
