import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handOverRulings } from '../../../prisma/worker/ruling-sweeps.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import { startOffice, type Office } from '../../support/office.ts';
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

const SAID = { itemNo: 1, statement: '此人未参加培训' };

async function object(noticeId: string) {
  // Each test files more than one address may (30 in ten minutes).
  await office.pool.query(`DELETE FROM rate_limit WHERE key LIKE 'objection%'`);
  return office.nobody.send('POST', `/public/notices/${noticeId}/objections`, SAID);
}

type Seat = Parameters<Office['as']>[0];

async function rulings(seat: Seat, noticeId: string, box = 'todo') {
  const { body } = await office.as(seat).send('GET', `/api/v1/tasks?box=${box}&stage=jointNotice&limit=200`);
  return body.items.filter(
    (task: { kind: string; noticeId: string }) => task.kind === 'objection' && task.noticeId === noticeId,
  );
}

/** A published notice with objections to its one item. */
async function objectedTo(count: number, of: 'dept' | 'union' = 'dept') {
  const published = await walks.published(of);
  for (let filed = 0; filed < count; filed += 1) {
    expect((await object(published.noticeId)).status).toBe(202);
  }
  return published;
}

async function statesOf(noticeId: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await office.pool.query<{ state: string; count: number }>(
    'SELECT state, count(*)::int FROM objection WHERE notice_id = $1 GROUP BY state',
    [noticeId],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

describe('S8: 29 anonymous objections to one item', () => {
  it('are one task with their number, and one ruling by somebody who decided nothing answers them all', async () => {
    const { noticeId } = await objectedTo(29);
    const [task, ...more] = await rulings('dept2', noticeId);
    expect([task.count, more]).toEqual([29, []]);
    const seen = (await office.as('dept2').send('GET', `/api/v1/tasks/${task.id}`)).body;
    expect([seen.count, seen.objections.length, typeof seen.objections[28].receiptNo]).toEqual([29, 29, 'string']);
    for (const involved of ['dept', 'bureau'] as const) {
      const refused = await walks.decide(involved, task, { act: 'dismiss', remark: '查无此事' });
      expect([refused.status, refused.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
      const { acts } = (await office.as(involved).send('GET', `/api/v1/tasks/${task.id}`)).body;
      expect(acts).toContainEqual(
        expect.objectContaining({
          act: 'uphold',
          allowed: false,
          why: { code: 'SAME_PERSON_FORBIDDEN', sentence: expect.any(String) },
        }),
      );
    }
    expect((await object(noticeId)).status).toBe(202);
    const stale = await walks.decide('dept2', task, { act: 'dismiss', remark: '查无此事' });
    expect([stale.status, stale.body.code]).toEqual([412, 'STALE']);
    const [again] = await rulings('dept2', noticeId);
    expect([again.id, again.count]).toEqual([task.id, 30]);
    const ruled = await walks.decide('dept2', again, { act: 'dismiss', remark: '查无此事' });
    expect([ruled.status, ruled.body.task.state, ruled.body.task.objections.length]).toEqual([200, 'done', 30]);
    expect(await statesOf(noticeId)).toEqual({ dismissed: 30 });
  });

  it('leave the way open for a new one after the ruling, which is a task of its own', async () => {
    const { noticeId } = await objectedTo(2);
    const [first] = await rulings('dept2', noticeId);
    expect((await walks.decide('dept2', first, { act: 'dismiss', remark: '查无此事' })).status).toBe(200);
    expect((await object(noticeId)).status).toBe(202);
    const [second, ...more] = await rulings('dept2', noticeId);
    expect([second.id === first.id, second.count, more]).toEqual([false, 1, []]);
    expect(await statesOf(noticeId)).toEqual({ dismissed: 2, open: 1 });
  });

  it('count their days from the first one, whatever comes later (R-099)', async () => {
    const { noticeId } = await objectedTo(1);
    const [before] = await rulings('dept2', noticeId);
    await office.setTime('2025-06-25T10:00:00+08:00');
    expect((await object(noticeId)).status).toBe(202);
    await office.setTime('2025-06-23T12:00:00+08:00');
    const [after] = await rulings('dept2', noticeId);
    expect([after.dueAt, after.count]).toEqual([before.dueAt, 2]);
  });
});

describe('S8: an organ whose only officer decided', () => {
  it('leaves the ruling to a person of the HR bureau who decided nothing there', async () => {
    const { claimId, noticeId } = await objectedTo(1, 'union');
    expect(await rulings('union', noticeId)).toEqual([]);
    const [task] = await rulings('dept', noticeId);
    expect(task).toMatchObject({ organ: 'HRSS', count: 1 });
    const ofUnion = await walks.decide('union', task, { act: 'dismiss', remark: '查无此事' });
    expect([ofUnion.status, ofUnion.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    expect((await walks.decide('bureau', task, { act: 'dismiss' })).body.code).toBe('SAME_PERSON_FORBIDDEN');
    const ruled = await walks.decide('dept', task, { act: 'uphold', remark: '属实' });
    expect([ruled.status, ruled.body.claim.id]).toEqual([200, claimId]);
    expect(await statesOf(noticeId)).toEqual({ upheld: 1 });
  });
});

describe('S8: an organ whose last officer goes', () => {
  it('hands the ruling over to the HR bureau, and the audit says why', async () => {
    const { noticeId } = await objectedTo(1, 'union');
    await office.pool.query(`UPDATE task SET organ = 'TRADE_UNION' WHERE entity_id = $1 AND state = 'open'`, [
      noticeId,
    ]);
    expect(await handOverRulings(office.application, Date.parse('2025-06-24T09:00:00+08:00'))).toBe(1);
    expect(await handOverRulings(office.application, Date.parse('2025-06-24T09:00:00+08:00'))).toBe(0);
    const [task] = await rulings('dept', noticeId);
    expect(task).toMatchObject({ organ: 'HRSS', count: 1 });
    const { rows } = await office.pool.query(
      `SELECT facts ->> 'reason' AS reason FROM audit_entry WHERE entity_id = $1 AND act = 'task.transfer'`,
      [noticeId],
    );
    expect(rows).toEqual([{ reason: 'NOBODY_MAY_RULE' }]);
  });
});

describe('S8: the row of an objection', () => {
  it('takes no ruling by a decider, in parallel or with raw SQL, and keeps the one it has', async () => {
    const { noticeId } = await objectedTo(4);
    const [task] = await rulings('dept2', noticeId);
    const tries = await Promise.all(
      (['dept', 'bureau'] as const).flatMap((seat) =>
        Array.from({ length: 10 }, () => walks.decide(seat, task, { act: 'dismiss', remark: '查无此事' })),
      ),
    );
    expect(new Set(tries.map(({ body }) => body.code))).toEqual(new Set(['SAME_PERSON_FORBIDDEN']));
    const rule = (personId: string) =>
      office.pool.query(
        `UPDATE objection SET state = 'dismissed', ruled_by = $2, ruled_at = now() WHERE notice_id = $1`,
        [noticeId, personId],
      );
    const raw = await Promise.allSettled(Array.from({ length: 10 }, () => rule('per_depthr')));
    expect(raw.map((one) => one.status === 'rejected' && one.reason.constraint)).toEqual(
      Array.from({ length: 10 }, () => 'objection_uninvolved'),
    );
    const nameless = office.pool.query(`UPDATE objection SET state = 'dismissed' WHERE notice_id = $1`, [noticeId]);
    await expect(nameless).rejects.toMatchObject({ constraint: 'objection_ruled_whole' });
    expect(await statesOf(noticeId)).toEqual({ open: 4 });
    await rule('per_depthr2');
    await expect(rule('per_depthr')).rejects.toMatchObject({ constraint: 'objection_uninvolved' });
    await expect(rule('per_union')).rejects.toThrow('keeps its item and its ruling');
  });

  it('waits for a decision on the claim that is under way: the decider does not slip through', async () => {
    const { claimId, noticeId } = await objectedTo(1);
    const deciding = await office.pool.connect();
    try {
      await deciding.query('BEGIN');
      await deciding.query('SELECT FROM claim WHERE id = $1 FOR UPDATE', [claimId]);
      await deciding.query(`INSERT INTO claim_decider VALUES ($1, 'per_depthr2', 'financeChecker')`, [claimId]);
      const [task] = await rulings('dept2', noticeId);
      const ruling = walks.decide('dept2', task, { act: 'dismiss', remark: '查无此事' });
      await untilSomebodyWaits(office.pool);
      await deciding.query('COMMIT');
      const refused = await ruling;
      expect([refused.status, refused.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    } finally {
      deciding.release();
    }
    expect(await statesOf(noticeId)).toEqual({ open: 1 });
  });
});
