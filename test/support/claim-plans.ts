import type pg from 'pg';

/**
 * Forgets the plan that a claim keeps of its workflow, for tests that make another kind of claim of it by SQL: its
 * workflow is then compared with what the row gives (S1).
 * @param owner the login of the table's owner, because the database keeps the plan from everybody else
 */
export async function forgetPlan(owner: pg.Pool, claimId: string): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('BEGIN');
    await client.query('ALTER TABLE claim DISABLE TRIGGER claim_plan_is_kept');
    await client.query('UPDATE claim SET plan_digest = NULL WHERE id = $1', [claimId]);
    await client.query('ALTER TABLE claim ENABLE TRIGGER claim_plan_is_kept');
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
