import { sql } from 'kysely';
import type pg from 'pg';
import type { DeliveryOfOwner, DeliveryStore, StoredAttempt, StoredDelivery } from '../../api/event/event-ports.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';

/** @param now real time */
export function createDeliveryStore(pool: pg.Pool, now: () => Date = () => new Date()): DeliveryStore {
  return {
    async list({ endpointId, state, type, claimId, since, limit, after }, { personId, jurisdiction, roles }) {
      const own = roles.includes('financeSystem') ? personId : null;
      const [ms, id] = after ?? [null, null];
      const filters = [endpointId, state, type, claimId, since] as const;
      const before = ms === null ? null : new Date(ms);
      return fetchAll(pool, deliveries(own, withinOf(jurisdiction), ...filters, before, id, limit + 1));
    },

    async find(id) {
      return (await fetchFirst(pool, deliveryOf(id))) ?? null;
    },

    async attempts(id) {
      return fetchAll<StoredAttempt>(
        pool,
        query
          .selectFrom('webhook_attempt')
          .select(['at', 'status', 'error', 'duration_ms as durationMs', 'excerpt'])
          .where('delivery_id', '=', id)
          .orderBy('id'),
      );
    },

    async replay(id) {
      const at = now();
      await execute(
        pool,
        query
          .updateTable('webhook_delivery')
          .set({
            state: 'waiting',
            // What was never sent arrives for the first time, in its turn.
            is_replay: sql<boolean>`is_replay OR attempts > 0`,
            tries: 0,
            next_at: at,
            // What was held begins to wait; for what was given up nothing waits any more.
            waiting_since: sql<Date>`CASE WHEN state = 'held' THEN ${at} ELSE waiting_since END`,
          })
          .where('id', '=', id),
      );
    },
  };
}

const COLUMNS = `d.id, d.endpoint_id AS "endpointId", d.event_id AS "eventId", e.type, e.claim_id AS "claimId", c.claim_no AS "claimNo", d.state, d.attempts,
     d.next_at AS "nextAttemptAt", d.last_status AS "lastStatus", d.last_error AS "lastError", d.created_at AS "createdAt",
     d.delivered_at AS "deliveredAt"`;
const TABLES = `webhook_delivery d JOIN event e ON e.id = d.event_id JOIN webhook_endpoint w ON w.id = d.endpoint_id
     JOIN person o ON o.id = w.owner_id LEFT JOIN claim c ON c.id = e.claim_id`;

const deliveries = sqlText<
  StoredDelivery,
  [
    ownerId: string | null,
    within: string,
    endpointId: string | null,
    state: Row<'webhook_delivery'>['state'] | null,
    type: Row<'event'>['type'] | null,
    claimId: string | null,
    since: Date | null,
    before: Date | null,
    beforeId: string | null,
    limit: number,
  ]
>(
  'event.deliveries',
  `SELECT ${COLUMNS} FROM ${TABLES}
   WHERE CASE WHEN $1::text IS NULL THEN o.jurisdiction LIKE $2 ELSE w.owner_id = $1 END
     AND ($3::text IS NULL OR d.endpoint_id = $3) AND ($4::text IS NULL OR d.state = $4) AND ($5::text IS NULL OR e.type = $5)
     AND ($6::text IS NULL OR e.claim_id = $6) AND ($7::timestamptz IS NULL OR d.created_at >= $7)
     AND ($8::timestamptz IS NULL OR (d.created_at, d.id) < ($8, $9::text))
   ORDER BY d.created_at DESC, d.id DESC LIMIT $10`,
);

const deliveryOf = sqlText<DeliveryOfOwner, [id: string]>(
  'event.deliveryOf',
  `SELECT ${COLUMNS}, w.owner_id AS "ownerId", o.jurisdiction AS "ownerJurisdiction", e.body,
     CASE WHEN w.deleted_at IS NULL THEN w.state ELSE 'deleted' END AS "endpointState"
   FROM ${TABLES} WHERE d.id = $1`,
);
