import type pg from 'pg';
import type { IdempotentRequests } from '../../api/kernel/idempotency.ts';

interface StoredRow {
  readonly body_digest: Buffer;
  readonly status: number | null;
  readonly answer: unknown;
}

/** The row is the lock: whoever inserts it, or takes over one whose process died, runs the request. */
export function createIdempotentRequests(pool: pg.Pool): IdempotentRequests {
  return {
    async begin({ personId, key, bodyDigest, staleBefore, at }) {
      const begun = await pool.query(
        `INSERT INTO idempotent_request AS kept (person_id, key, body_digest, started_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, key) DO UPDATE SET started_at = $4
           WHERE kept.status IS NULL AND kept.body_digest = $3 AND kept.started_at < $5`,
        [personId, key, bodyDigest, at, staleBefore],
      );
      if (begun.rowCount === 1) {
        return { kind: 'run' };
      }
      const found = await pool.query<StoredRow>(
        'SELECT body_digest, status, answer FROM idempotent_request WHERE person_id = $1 AND key = $2',
        [personId, key],
      );
      const row = found.rows[0];
      if (row === undefined) {
        // It was refused and forgotten in between: the caller's repeat will run.
        return { kind: 'running' };
      }
      if (!row.body_digest.equals(bodyDigest)) {
        return { kind: 'reused' };
      }
      return row.status === null ? { kind: 'running' } : { kind: 'answered', status: row.status, answer: row.answer };
    },

    async answer(personId, key, status, answer) {
      await pool.query('UPDATE idempotent_request SET status = $3, answer = $4 WHERE person_id = $1 AND key = $2', [
        personId,
        key,
        status,
        JSON.stringify(answer),
      ]);
    },

    async resumable(personId, key) {
      await pool.query(
        `UPDATE idempotent_request SET started_at = to_timestamp(0) WHERE person_id = $1 AND key = $2 AND status IS NULL`,
        [personId, key],
      );
    },

    async forget(personId, key) {
      await pool.query('DELETE FROM idempotent_request WHERE person_id = $1 AND key = $2 AND status IS NULL', [
        personId,
        key,
      ]);
    },
  };
}
