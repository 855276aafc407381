import type pg from 'pg';

/** An act that was kept long ago and that no workflow has answered. */
export async function keepUnanswered(pool: pg.Pool, claimId: string): Promise<void> {
  await pool.query(
    `INSERT INTO act (id, entity_kind, entity_id, act, person_id, body_digest, body, at, state, created_at)
     SELECT 'act_unanswered' || md5($1), 'claim', $1, 'withdraw', 'per_school', '\\x00',
       jsonb_build_object('asked', jsonb_build_object('entity', 'claim', 'id', $1, 'message', '{}'::jsonb)), now(), 'accepted',
       now() - interval '1 hour'`,
    [claimId],
  );
}
