import type pg from 'pg';
import type { Office } from './office.ts';

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

/** Closes the only task of a claim, and opens one of another stage in its place. */
export async function misplaceTask(pool: pg.Pool, taskId: string): Promise<void> {
  await pool.query(`UPDATE task SET state = 'cancelled', done_at = now(), done_act = 'decide' WHERE id = $1`, [taskId]);
  await pool.query(
    `INSERT INTO task SELECT (jsonb_populate_record(t, jsonb_build_object('id', 'tsk_orphan', 'kind', 'disbursement',
       'stage', 'disbursement', 'state', 'open', 'done_at', NULL, 'done_act', NULL))).* FROM task t WHERE id = $1`,
    [taskId],
  );
}

/** A claim that an integrity case holds. */
export async function heldByCase({ pool, walks, as }: Office) {
  const claimId = await walks.reviewed();
  const filing = await pool.query<{ id: string }>('SELECT filing_id AS id FROM claim WHERE id = $1', [claimId]);
  const found = { partyId: 'pty_school', finding: 'FRAUD', suspectedCrime: false, note: '现场检查' };
  const { body } = await as('bureau').send('POST', '/api/v1/cases', { ...found, filingId: filing.rows[0]?.id });
  return { claimId, holdId: String(body.claims[0].holdId) };
}
