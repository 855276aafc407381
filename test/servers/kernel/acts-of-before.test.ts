import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../prisma/kernel/id-maker.ts';
import { keepSigned } from '../../support/act-keys.ts';
import { seatOf } from '../../support/asking-entities.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const WITHIN_MS = 60_000;

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

/** A withdrawal that a version without signatures had accepted when it was stopped. */
async function underWay(claimId: string): Promise<string> {
  const actor = await seatOf(office.pool, 'school');
  const actId = newId('act');
  const { rows } = await office.pool.query<{ revision: number }>('SELECT revision FROM claim WHERE id = $1', [claimId]);
  const expectedRevision = rows[0]?.revision ?? 0;
  const atMs = Date.parse('2025-06-23T10:00:00+08:00');
  const message = { kind: 'withdraw', actId, atMs, actor, expectedRevision } as const;
  await keepSigned(office.pool, { entity: 'claim', id: claimId, message }, { personId: actor.personId });
  await office.pool.query('UPDATE act SET signature = NULL WHERE id = $1', [actId]);
  return actId;
}

async function stateOf(claimId: string): Promise<string | undefined> {
  const { rows } = await office.pool.query<{ state: string }>('SELECT state FROM claim WHERE id = $1', [claimId]);
  return rows[0]?.state;
}

describe('S1: an act that was under way when signatures came', () => {
  it('counts if the migration put it on the list of that day', async () => {
    const claimId = await office.walks.aClaim();
    const actId = await underWay(claimId);
    await office.pool.query(
      'INSERT INTO act_before_signing (id, person_id, body) SELECT id, person_id, body FROM act WHERE id = $1',
      [actId],
    );
    await office.desk.deliver(actId, WITHIN_MS);
    expect(await stateOf(claimId)).toBe('withdrawn');
  });

  it('counts for what it said then, and not for what somebody has made of it', async () => {
    const claimId = await office.walks.aClaim();
    const actId = await underWay(claimId);
    await office.pool.query(
      `INSERT INTO act_before_signing (id, person_id, body)
       SELECT id, person_id, jsonb_set(body, '{asked,message,atMs}', '1') FROM act WHERE id = $1`,
      [actId],
    );
    await office.desk.deliver(actId, WITHIN_MS);
    expect(await stateOf(claimId)).toBe('inReview');
  });

  it('does not count if it is not on the list, to which the application adds nothing', async () => {
    const claimId = await office.walks.aClaim();
    const actId = await underWay(claimId);
    await expect(
      office.application.query(
        'INSERT INTO act_before_signing (id, person_id, body) SELECT id, person_id, body FROM act',
      ),
    ).rejects.toThrow('permission denied');
    await office.desk.deliver(actId, WITHIN_MS);
    expect(await stateOf(claimId)).toBe('inReview');
  });
});
