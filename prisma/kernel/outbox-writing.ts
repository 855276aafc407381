import type { EventKind } from '../../domain/act-words.ts';
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

/** The same as a statement. */
export function outboxWrite({ topic, entityKind, entityId, at, payload }: EventToWrite): Statement<unknown> {
  return insertEvent(topic, entityKind, entityId, jsonText(payload), at);
}
