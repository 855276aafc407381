import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../prisma/kernel/connection.ts';
import { vouchForCourses } from '../../support/arranged-courses.ts';
import type { Answer } from '../../support/http-client.ts';
import { APPROVE_BUREAU, startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let walks: Office['walks'];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  ({ walks } = office);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

const claimSeen = async (claimId: string) => (await office.as('school').send('GET', `/api/v1/claims/${claimId}`)).body;

const actOn = (claimId: string, act: string, body: object = {}): Promise<Answer> =>
  office.as('school').act('POST', `/api/v1/claims/${claimId}/${act}`, body);

const firstLine = async (claimId: string) =>
  (await office.as('dept').send('GET', `/api/v1/claims/${claimId}/lines`)).body.items[0];

async function rowsOf(sql: string, ...values: readonly unknown[]) {
  const { rows } = await office.pool.query<Record<string, unknown>>(sql, [...values]);
  return rows;
}

async function objected() {
  const { claimId, noticeId } = await walks.published();
  const said = { itemNo: 1, statement: '此人未参加培训' };
  expect((await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, said)).status).toBe(202);
  const withdraw = () =>
    office.as('dept').act('POST', `/api/v1/notices/${noticeId}/withdrawal`, { reason: '名单有误' });
  return { claimId, noticeId, withdraw };
}

describe('a notice', () => {
  it('is not withdrawn over an open objection; one that was upheld outlives the withdrawal (R-099)', async () => {
    const { claimId, noticeId, withdraw } = await objected();
    const refused = await withdraw();
    expect([refused.status, refused.body.code]).toEqual([409, 'WRONG_STATE']);
    expect((await claimSeen(claimId)).state).toBe('noticeOpen');
    const tasks = await office.as('dept').send('GET', '/api/v1/tasks?stage=jointNotice&limit=200');
    const task = tasks.body.items.find(
      (item: { kind: string; noticeId: string }) => item.kind === 'objection' && item.noticeId === noticeId,
    );
    expect((await walks.decide('dept2', task, { act: 'uphold', remark: '属实' })).status).toBe(200);
    expect((await withdraw()).body.state).toBe('withdrawn');
    expect(await claimSeen(claimId)).toMatchObject({ state: 'rejected', outcomeCode: 'OBJECTION_UPHELD' });
    expect((await firstLine(claimId)).refusals).toMatchObject([{ code: 'OBJECTION_UPHELD' }]);
  });

  it('is drafted anew when the hold ends that kept its claim out', async () => {
    const claimId = await walks.reviewed();
    const former = await walks.noticeOf(claimId);
    const hold = { category: 'CASE', reason: '核查' };
    const held = await office.as('ops').act('POST', `/api/v1/claims/${claimId}/holds`, hold);
    await office.pool.query(
      `UPDATE notice_claim SET state = 'dropped', drop_reason = 'CLAIM_HELD' WHERE claim_id = $1`,
      [claimId],
    );
    await office.as('ops').act('DELETE', `/api/v1/claims/${claimId}/holds/${held.body.id}`, undefined, {
      'Idempotency-Key': `release-${claimId}`,
    });
    const living = await rowsOf(
      `SELECT notice_id AS id FROM notice_claim WHERE claim_id = $1 AND state = 'drafted'`,
      claimId,
    );
    expect(living).toHaveLength(1);
    expect(living[0]?.['id']).not.toBe(former);
  });

  it('asks nobody for a word once its last claim was withdrawn (R-104)', async () => {
    const claimId = await walks.reviewed();
    const noticeId = await walks.noticeOf(claimId);
    const open = () => rowsOf(`SELECT FROM task WHERE entity_id = $1 AND state = 'open'`, noticeId);
    expect(await open()).toHaveLength(2);
    await actOn(claimId, 'withdrawal', { reason: '不再申请' });
    expect(await open()).toEqual([]);
    expect(
      await rowsOf(`SELECT act FROM audit_entry WHERE entity_id = $1 ORDER BY seq DESC LIMIT 1`, noticeId),
    ).toEqual([{ act: 'emptied' }]);
  });
});

const instructionsOf = (claimId: string) =>
  rowsOf('SELECT state FROM payout_instruction WHERE claim_id = $1 ORDER BY created_at, id', claimId);

async function drafted() {
  const claimId = await walks.due();
  const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  return { claimId, batchId: String(batch.body.id) };
}

describe('a draft payment', () => {
  it('ends when Finance returns its claim, and what is due again is drafted again (R-101)', async () => {
    const { claimId } = await drafted();
    const returned = { act: 'returnToBureau', remark: '账号与户名不符' };
    expect((await walks.decide('maker', await walks.taskOf('maker', claimId), returned)).status).toBe(200);
    expect(await instructionsOf(claimId)).toEqual([{ state: 'cancelled' }]);
    await walks.decide('bureau', await walks.taskOf('bureau', claimId), APPROVE_BUREAU);
    expect((await claimSeen(claimId)).state).toBe('finance');
    const again = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    expect(again.status).toBe(201);
  });

  it('never leaves with another amount than the one that is due', async () => {
    const { claimId, batchId } = await drafted();
    await office.pool.query(
      `UPDATE claim SET course = jsonb_set(course, '{payments,base,amountFen}', '79999') WHERE id = $1`,
      [claimId],
    );
    await vouchForCourses(office.pool);
    const released = await office.as('checker').act('POST', `/api/v1/payout-batches/${batchId}/release`);
    // The claim refuses this payment, so the batch is sent without it.
    expect(released.body).toMatchObject({ state: 'done' });
    expect(await instructionsOf(claimId)).toEqual([{ state: 'cancelled' }]);
    expect((await claimSeen(claimId)).state).toBe('finance');
  });
});

describe('two transactions that wait for each other', () => {
  it('both end: the one that Postgres gives up runs once more', async () => {
    const [first, second] = [await walks.aClaim(), await walks.aClaim()];
    let attempts = 0;
    const holding: (() => void)[] = [];
    const both = (one: string, other: string) =>
      inTransaction(office.pool, async (client) => {
        attempts += 1;
        await client.query('SELECT FROM claim WHERE id = $1 FOR UPDATE', [one]);
        // The first waits until the second holds its claim too; anybody who runs once more finds both there.
        await new Promise<void>((resolve) => {
          holding.push(resolve);
          if (holding.length >= 2) {
            holding.forEach((go) => go());
          }
        });
        await client.query('SELECT FROM claim WHERE id = $1 FOR UPDATE', [other]);
        return 'done';
      });
    expect(await Promise.all([both(first, second), both(second, first)])).toEqual(['done', 'done']);
    // The one that was given up ran again, once or as often as it met the other one again before that had ended.
    expect(attempts).toBeGreaterThanOrEqual(3);
  });

  it('one that is given up each time ends with the error after ten runs', async () => {
    let attempts = 0;
    const given = inTransaction(office.pool, (client) => {
      attempts += 1;
      return client.query("DO $$ BEGIN RAISE EXCEPTION 'given up' USING ERRCODE = '40P01'; END $$");
    });
    await expect(given).rejects.toThrow('given up');
    expect(attempts).toBe(10);
  });
});
