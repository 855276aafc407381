import type { ExpressionBuilder } from 'kysely';
import type pg from 'pg';
import type { IdempotentRequests } from '../../api/kernel/idempotency.ts';
import { placeOf } from './sealed-places.ts';
import type { Sealer } from './sealing.ts';
import { execute, fetchAll, fetchFirst, ownerQuery, query, type Connection } from './statements.ts';
import type { Tables } from './tables.ts';

/** The row is the lock: the caller that inserts it, or takes over a row whose process died, runs the request. */
export function createIdempotentRequests(pool: pg.Pool, sealer: Sealer): IdempotentRequests {
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
          .select(['body_digest', 'status', 'answer_sealed'])
          .where(ofRequest(personId, key)),
      );
      if (row === undefined) {
        // The request was refused and its row deleted in the meantime: the caller's repeat will run.
        return { kind: 'running' };
      }
      if (!row.body_digest.equals(bodyDigest)) {
        return { kind: 'reused' };
      }
      const { status, answer_sealed: sealed } = row;
      return status === null || sealed === null
        ? { kind: 'running' }
        : { kind: 'answered', status, answer: openAnswer(sealer, sealed, { personId, key }) };
    },

    async answer(personId, key, status, answer) {
      const sealed = sealAnswer(sealer, answer, { personId, key });
      const answered = query.updateTable('idempotent_request').set({ status, answer_sealed: sealed });
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

interface RequestName {
  readonly personId: string;
  readonly key: string;
}

/** Answers name people, with ID number and account, so they are sealed (S9). */
function sealAnswer(sealer: Sealer, answer: unknown, { personId, key }: RequestName): Buffer {
  return sealer.seal(JSON.stringify(answer), placeOf('idempotent_request.answer_sealed', personId, key));
}

function openAnswer(sealer: Sealer, sealed: Buffer, { personId, key }: RequestName): unknown {
  return JSON.parse(sealer.open(sealed, placeOf('idempotent_request.answer_sealed', personId, key)));
}

const PAGE = 200;

/** Seals the next answers of before (S9); how many they were. */
export async function sealAnswersOfBefore(client: Connection, sealer: Sealer): Promise<number> {
  const rows = await fetchAll(
    client,
    query
      .selectFrom('idempotent_request')
      .select(['person_id as personId', 'key', 'answer'])
      .where('answer', 'is not', null)
      .orderBy('person_id')
      .orderBy('key')
      .limit(PAGE)
      .forUpdate(),
  );
  for (const { personId, key, answer } of rows) {
    const sealed = sealAnswer(sealer, answer, { personId, key });
    const answered = ownerQuery.updateTable('idempotent_request').set({ answer: null, answer_sealed: sealed });
    await execute(client, answered.where(ofRequest(personId, key)));
  }
  return rows.length;
}

function ofRequest(personId: string, key: string) {
  return (of: ExpressionBuilder<Tables, 'idempotent_request'>) => of.and({ person_id: personId, key });
}

/** Inserts the row, or takes over the row of the same request if it is unanswered since `staleBefore`. */
function insertOrTakeOver(request: Parameters<IdempotentRequests['begin']>[0]) {
  const { personId, key, bodyDigest, staleBefore, at, movesMoney } = request;
  return query
    .insertInto('idempotent_request')
    .values({ person_id: personId, key, body_digest: bodyDigest, started_at: at, moves_money: movesMoney })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'key'])
        .doUpdateSet({ started_at: at })
        .where('idempotent_request.status', 'is', null)
        .where('idempotent_request.body_digest', '=', bodyDigest)
        .where('idempotent_request.started_at', '<', staleBefore),
    );
}
