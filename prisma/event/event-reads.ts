import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { EventReads, StoredEvent } from '../../api/event/event-ports.ts';
import { fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';

type PulledRow = { readonly [Column in keyof StoredEvent]: StoredEvent[Column] | null } & {
  readonly last: number;
};

// One statement, so that both are of one instant: what is behind `last` is not there yet.
const eventsAfter = sqlText<
  PulledRow,
  [personId: string, after: number, types: readonly string[] | null, limit: number]
>(
  'event.after',
  `WITH page AS (SELECT e.id, e.position, e.body FROM event e
     WHERE e.position > $2 AND ($3::text[] IS NULL OR e.type = ANY ($3)) AND event_in_sight(e.jurisdictions, $1)
     ORDER BY e.position LIMIT $4)
   SELECT p.id, p.position, p.body, q.last FROM event_position q LEFT JOIN page p ON true ORDER BY p.position`,
);

const lastPosition = sqlText<Row<'event_position', 'last'>, []>(
  'event.lastPosition',
  'SELECT last FROM event_position',
);

/** Ours: how often the last position is read while somebody waits, however many wait. */
const LOOKED_AT_EVERY_MS = 250;

/** Ours: more than these do not wait in one process, and are answered at once. */
const MOST_WAITING = 200;

export function createEventReads(pool: pg.Pool): EventReads {
  const waiting = new Set<object>();
  let look: Promise<number> | null = null;
  /** One question to the database for everybody who waits. */
  const nextLook = (): Promise<number> => {
    look ??= pause(LOOKED_AT_EVERY_MS)
      .then(async () => (await fetchFirst(pool, lastPosition()))?.last ?? 0)
      .finally(() => {
        look = null;
      });
    return look;
  };
  return {
    async after({ personId, after, types, limit }) {
      const rows = await fetchAll(pool, eventsAfter(personId, after, types, limit));
      const items = rows.flatMap(({ id, position, body }) =>
        id === null || position === null || body === null ? [] : [{ id, position, body }],
      );
      const last = items.length === limit ? items.at(-1)?.position : rows[0]?.last;
      return { items, last: last ?? after };
    },

    async comes(after, withinMs) {
      const me = {};
      if (waiting.size >= MOST_WAITING) {
        await pause(Math.min(withinMs, LOOKED_AT_EVERY_MS));
        return;
      }
      waiting.add(me);
      const endMs = Date.now() + withinMs;
      try {
        while (Date.now() < endMs && (await nextLook()) <= after);
      } finally {
        waiting.delete(me);
      }
    },
  };
}
