import type { ExpressionBuilder } from 'kysely';
import type pg from 'pg';
import type { IdempotentRequests } from '../../api/kernel/idempotency.ts';
import { execute, fetchFirst, jsonText, query } from './statements.ts';
import type { Tables } from './tables.ts';

/** The row is the lock: the caller that inserts it, or takes over a row whose process died, runs the request. */
export function createIdempotentRequests(pool: pg.Pool): IdempotentRequests {
  return {
    async begin(request) {
      if ((await execute(pool, insertOrTakeOver(request))) === 1) {
        return { kind: 'run' };
      }
      const { personId, key, bodyDigest } = request;
      const row = await fetchFirst(
        pool,
        query
          .selectFrom('idempotent_request')
          .select(['body_digest', 'status', 'answer'])
          .where(ofRequest(personId, key)),
      );
      if (row === undefined) {
        // The request was refused and its row deleted in the meantime: the caller's repeat will run.
        return { kind: 'running' };
      }
      if (!row.body_digest.equals(bodyDigest)) {
        return { kind: 'reused' };
      }
      return row.status === null ? { kind: 'running' } : { kind: 'answered', status: row.status, answer: row.answer };
    },

    async answer(personId, key, status, answer) {
      const answered = query.updateTable('idempotent_request').set({ status, answer: jsonText(answer) });
      await execute(pool, answered.where(ofRequest(personId, key)));
    },

    async resumable(personId, key) {
      const stale = query.updateTable('idempotent_request').set({ started_at: new Date(0) });
      await execute(pool, stale.where(ofRequest(personId, key)).where('status', 'is', null));
    },

    async forget(personId, key) {
      const forgotten = query.deleteFrom('idempotent_request').where(ofRequest(personId, key));
      await execute(pool, forgotten.where('status', 'is', null));
    },
  };
}

function ofRequest(personId: string, key: string) {
  return (of: ExpressionBuilder<Tables, 'idempotent_request'>) => of.and({ person_id: personId, key });
}

/** Inserts the row, or takes over the row of the same request if it is unanswered since `staleBefore`. */
function insertOrTakeOver({ personId, key, bodyDigest, staleBefore, at }: Parameters<IdempotentRequests['begin']>[0]) {
  return query
    .insertInto('idempotent_request')
    .values({ person_id: personId, key, body_digest: bodyDigest, started_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'key'])
        .doUpdateSet({ started_at: at })
        .where('idempotent_request.status', 'is', null)
        .where('idempotent_request.body_digest', '=', bodyDigest)
        .where('idempotent_request.started_at', '<', staleBefore),
    );
}
