import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createActStore } from '../../../prisma/kernel/act-store.ts';
import { newId } from '../../../prisma/kernel/id-maker.ts';
import { keepSigned, WORKER_KEYS } from '../../support/act-keys.ts';
import { seatOf } from '../../support/asking-entities.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
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

async function rows<Found extends object>(sql: string, ...values: readonly unknown[]) {
  return (await office.application.query<Found>(sql, [...values])).rows;
}

/** A withdrawal that the API has kept and nobody has sent. */
async function keptWithdrawal(claimId: string): Promise<string> {
  const actor = await seatOf(office.pool, 'school');
  const actId = newId('act');
  const [claim] = await rows<{ revision: number }>('SELECT revision FROM claim WHERE id = $1', claimId);
  const expectedRevision = claim?.revision ?? 0;
  const atMs = Date.parse('2025-06-23T10:00:00+08:00');
  const message = { kind: 'withdraw', actId, atMs, actor, expectedRevision } as const;
  await keepSigned(office.pool, { entity: 'claim', id: claimId, message }, { personId: actor.personId });
  return actId;
}

const actOf = (actId: string) => rows('SELECT state, refusal_code FROM act WHERE id = $1', actId);
const acts = () => createActStore(office.application, WORKER_KEYS);

/** Marks an act after its recording has read it, and before it is stamped: the tasks, which come between, are locked. */
async function whileRecorded<Mark>(claimId: string, actId: string, mark: () => Promise<Mark>) {
  const client = await office.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT FROM task WHERE entity_id = $1 FOR UPDATE', [claimId]);
    const delivering = office.desk.deliver(actId, WITHIN_MS);
    await untilSomebodyWaits(office.pool);
    const marking = mark();
    await Promise.race([marking, untilSomebodyWaits(office.pool, 2)]);
    await client.query('COMMIT');
    return { marked: await marking, delivered: await delivering };
  } finally {
    client.release(true);
  }
}

describe('an act that two senders bring (D2)', () => {
  it('is recorded and done for both, if one marks it as refused while the attempt of the other records it', async () => {
    const claimId = await office.walks.aClaim();
    const actId = await keptWithdrawal(claimId);
    const { marked, delivered } = await whileRecorded(claimId, actId, () => acts().answered(actId, 'WRONG_STATE'));
    expect(marked).toMatchObject({ state: 'withdrawn' });
    expect(delivered).toMatchObject({ kind: 'done' });
    expect(await actOf(actId)).toEqual([{ state: 'recorded', refusal_code: null }]);
    expect(await acts().answered(actId, 'STALE')).toMatchObject({ state: 'withdrawn' });
    expect(await actOf(actId)).toEqual([{ state: 'recorded', refusal_code: null }]);
  });

  it('is asked once more after another act that was sent, and not after the submission or the turns of the workflow itself', async () => {
    const claimId = await office.walks.aClaim();
    const others = await rows(
      'SELECT act FROM act WHERE entity_id = $1 AND answered_at IS NOT NULL ORDER BY act',
      claimId,
    );
    expect(others).toEqual([{ act: 'begin' }, { act: 'submitted' }]);
    expect(await acts().forgotten('claim', claimId, 'act_other')).toEqual({ forgotten: [], isHeardLately: false });
    await office.desk.deliver(await keptWithdrawal(claimId), WITHIN_MS);
    expect(await acts().forgotten('claim', claimId, 'act_other')).toEqual({ forgotten: [], isHeardLately: true });
  });

  it('shows as forged where it was marked as refused without a code, which no honest refusal lacks', async () => {
    const claimId = await office.walks.aClaim();
    const forged = () => rows('SELECT act, cause FROM forged_act WHERE entity_id = $1', claimId);
    const mark = `UPDATE act SET state = 'refused', answered_at = now(), refusal_code = $2 WHERE id = $1`;
    const [honest, other] = [await keptWithdrawal(claimId), await keptWithdrawal(claimId)];
    await rows(mark, honest, 'STALE');
    expect(await office.desk.deliver(honest, WITHIN_MS)).toEqual({ kind: 'refused', code: 'WRONG_STATE' });
    expect(await forged()).toEqual([]);
    await rows(mark, other, null);
    expect(await office.desk.deliver(other, WITHIN_MS)).toEqual({ kind: 'refused', code: 'FORGED_ACT' });
    expect(await forged()).toEqual([{ act: 'withdraw', cause: 'notAccepted' }]);
  });
});
