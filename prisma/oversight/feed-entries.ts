import type pg from 'pg';
import type { FeedEntries } from '../../api/oversight/feed-ports.ts';
import type { FeedEntry } from '../../domain/oversight/feed.ts';
import { SEALED_CHANNEL } from '../kernel/audit-writing.ts';
import { execute, fetchAll, fetchFirst, sqlText, type Statement } from '../kernel/statements.ts';

const lastPlace = sqlText<{ readonly sequence: number | null }, []>(
  'oversight.lastPlace',
  'SELECT max(sequence) AS sequence FROM audit_seal',
);

const entriesAfter = sqlText<FeedEntry, [sequence: number, limit: number]>(
  'oversight.entriesAfter',
  `SELECT s.sequence, e.entity_kind AS "entityKind", e.entity_id AS "entityId", e.at
   FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id WHERE s.sequence > $1 ORDER BY s.sequence LIMIT $2`,
);

const LISTEN: Statement<unknown> = { text: `LISTEN ${SEALED_CHANNEL}`, values: [] };

/** The feed of changes reads what the worker has given a place; it listens on a connection of the pool (ADR 0043). */
export function createFeedEntries(pool: pg.Pool): FeedEntries {
  return {
    latest: async () => (await fetchFirst(pool, lastPlace()))?.sequence ?? 0,
    after: (sequence, limit) => fetchAll(pool, entriesAfter(sequence, limit)),
    async listen({ sealed, lost }) {
      const client = await pool.connect();
      const state = { isOver: false };
      // Destroyed, because a connection that listens is not one for others.
      const stop = () => {
        if (!state.isOver) {
          state.isOver = true;
          client.off('notification', sealed);
          client.release(true);
        }
      };
      const broke = () => {
        if (!state.isOver) {
          stop();
          lost();
        }
      };
      client.on('notification', sealed);
      client.on('error', broke);
      client.on('end', broke);
      try {
        await execute(client, LISTEN);
      } catch (error) {
        stop();
        throw error;
      }
      return stop;
    },
  };
}
