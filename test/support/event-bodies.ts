import type pg from 'pg';
import { expect } from 'vitest';
import { isEventType } from '../../domain/event/event-types.ts';
import { relayOutbox } from '../../prisma/worker/outbox-relay.ts';
import { eventBodySchema } from '../../schemas/event-bodies.ts';
import type { Office } from './office.ts';

/** One event as it was relayed. */
export interface RelayedEvent {
  readonly type: string;
  readonly body: string;
  readonly claim_id: string | null;
}

/** Every event that has a place, in the order of the places. */
export async function relayedEvents(pool: pg.Pool): Promise<readonly RelayedEvent[]> {
  return (await pool.query<RelayedEvent>('SELECT type, body, claim_id FROM event ORDER BY position')).rows;
}

/** Each body is as its schema says and short. Returns the types. */
export function expectBodiesOfSchema(events: readonly RelayedEvent[]): ReadonlySet<string> {
  for (const { type, body } of events) {
    expect(isEventType(type)).toBe(true);
    const parsed = isEventType(type) ? eventBodySchema(type).safeParse(JSON.parse(body)) : null;
    expect([type, parsed?.error?.issues ?? []]).toEqual([type, []]);
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
  }
  return new Set(events.map(({ type }) => type));
}

/** Which of these words stand in bodies, with the type of the event. */
export function wordsIn(events: readonly RelayedEvent[], words: readonly string[]): readonly string[] {
  return events.flatMap(({ type, body }) => words.flatMap((word) => (body.includes(word) ? [`${type}: ${word}`] : [])));
}

/** Relays what waits; returns every event that has a place. */
export async function relayed({ application, pool }: Pick<Office, 'application' | 'pool'>) {
  while ((await relayOutbox(application)) > 0);
  return relayedEvents(pool);
}
