import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until, type Answer } from '../../../scripts/demo/office-client.ts';
import { absenceWalks } from '../../support/absence-walks.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { killableWorker } from '../../support/killable-worker.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import {
  APPROVE_DEPARTMENT,
  draftedBatch,
  dueClaims,
  officeWithClasses,
  publishedNotice,
  reviewed,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

let running: OfficeOfClasses;
const { comeBack, desk, idOf, leave, taken, today } = absenceWalks(() => running);

beforeAll(async () => {
  running = await officeWithClasses([1, 1, 1, 2, 3]);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

async function unread(username: string, query = ''): Promise<Answer['body']> {
  return (await (await desk(username)).get(`/api/v1/notifications?unread=true${query}`)).body;
}

/** Waits until a person was told of this, and gives it. */
function told(username: string, kind: string, id: string): Promise<Answer['body']> {
  return until(`${username} to be told of ${kind} ${id}`, async () => {
    const { items } = await unread(username);
    return items.find((one: Answer['body']) => one.kind === kind && JSON.stringify(one).includes(id)) ?? null;
  });
}

/** How often somebody was told of something about a case. */
async function countOf(kind: string, entityId: string): Promise<Readonly<Record<string, number>>> {
  const found = await running.pool.query<{ username: string; count: number }>(
    `SELECT p.username, count(*)::int AS count FROM notification n JOIN person p ON p.id = n.person_id
     WHERE n.kind = $1 AND n.entity_id = $2 GROUP BY p.username`,
    [kind, entityId],
  );
  return Object.fromEntries(found.rows.map(({ username, count }) => [username, count]));
}

async function decided(username: string, task: string, body: object): Promise<void> {
  const answer = await tryPost(await desk(username), `/api/v1/tasks/${task}/decision`, body);
  expect([answer.status, answer.body.code]).toEqual([200, undefined]);
}

/** Every message of the outbox has been relayed. */
function untilRelayed(): Promise<true> {
  return until('the outbox to be empty', async () => {
    const waiting = await running.pool.query('SELECT FROM outbox_message WHERE sent_at IS NULL LIMIT 1');
    return waiting.rowCount === 0 ? true : null;
  });
}

describe('what people are told (workbench-api §2.11)', () => {
  it('a return: to who had approved it, then to the applicant, and to nobody else', async () => {
    const { id } = await running.claimOf(1);
    await decided('dept.hr', await taken('dept.hr', id), APPROVE_DEPARTMENT);
    await decided('bureau.review', await taken('bureau.review', id), {
      act: 'returnToDepartment',
      remark: '请核对计划',
    });
    const back = await told('dept.hr', 'returned', id);
    expect(back).toMatchObject({ claimId: id, read: false, sentence: `申领 ${back.subjectNo}已退回，请处理。` });
    expect(back.subjectNo).toMatch(/^BT-/);
    await decided('dept.hr', await taken('dept.hr', id), {
      act: 'returnForCorrection',
      remark: '缺教学计划',
      corrections: [{ pointer: '/documents/TEACHING_PLAN', remark: '缺 6月3日 之后的日程' }],
    });
    await told('school', 'returned', id);
    await untilRelayed();
    expect(await countOf('returned', id)).toEqual({ 'dept.hr': 1, school: 1 });
  });

  it('a transfer, a reminder and a task in the place of somebody who is away; not one’s own acts', async () => {
    const { id } = await running.claimOf(1);
    const task = await taken('dept.hr', id);
    const own = await desk('dept.hr');
    expect((await tryPost(own, `/api/v1/tasks/${task}/transfer`, { to: 'dept.hr2' })).status).toBe(200);
    expect(await told('dept.hr2', 'transferred', task)).toMatchObject({ taskId: task, claimId: id });
    expect((await tryPost(own, `/api/v1/tasks/${task}/remind`, {})).status).toBe(200);
    await told('dept.hr2', 'reminded', task);
    const day = await today();
    expect((await leave('dept.hr2', { from: day, until: day, deputy: 'dept.hr' })).status).toBe(200);
    expect(await told('dept.hr', 'handedOver', task)).toMatchObject({ taskId: task });
    await untilRelayed();
    for (const [kind, username] of [
      ['transferred', 'dept.hr2'],
      ['reminded', 'dept.hr2'],
      ['handedOver', 'dept.hr'],
    ] as const) {
      expect([kind, await countOf(kind, id)]).toEqual([kind, { [username]: 1 }]);
    }
    await comeBack('dept.hr2');
  });

  it('an objection: to both who confirmed the notice; a batch that was rejected: to its maker', async () => {
    const { id } = await running.claimOf(2);
    await reviewed(running, id);
    const notice = await publishedNotice(running, [id]);
    const filed = await fetch(`${running.office.url}/public/notices/${notice.id}/objections`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ itemNo: notice.items[0]?.itemNo, statement: '该学员未参加培训', contact: '13800000000' }),
    });
    expect(filed.status).toBe(202);
    await told('bureau.review', 'objectionFiled', notice.id);
    await untilRelayed();
    expect(await countOf('objectionFiled', notice.id)).toEqual({ 'bureau.review': 1, 'dept.hr': 1 });

    const [due] = await dueClaims(running, [3]);
    const batchId = await draftedBatch(running, [due?.id ?? '']);
    const path = `/api/v1/payout-batches/${batchId}/rejection`;
    expect((await tryPost(await desk('finance.checker'), path, { reason: '请分批' })).status).toBe(200);
    expect(await told('finance.maker', 'batchRejected', batchId)).toMatchObject({ batchId });
    await untilRelayed();
    expect(await countOf('batchRejected', batchId)).toEqual({ 'finance.maker': 1 });
  });

  it('is read up to one of them, page by page, by the person alone', async () => {
    const person = await idOf('dept.education');
    await running.pool.query(
      `INSERT INTO notification (person_id, kind, outbox_id, entity_kind, entity_id, at)
       SELECT $1, 'reminded', -n, 'claim', 'clm_' || n, now() FROM generate_series(1, 5) AS n`,
      [person],
    );
    const first = await unread('dept.education', '&limit=3');
    expect([first.items.length, first.unread]).toEqual([3, 5]);
    const rest = await unread('dept.education', `&limit=3&cursor=${first.nextCursor}`);
    expect([rest.items.length, rest.nextCursor]).toEqual([2, null]);
    const ids = [...first.items, ...rest.items].map((one: Answer['body']) => one.claimId);
    expect(new Set(ids).size).toBe(5);
    for (const { id } of first.items) {
      expect(id).toMatch(/^ntf_[0-9a-f]{24}$/);
    }
    expect(JSON.parse(Buffer.from(first.nextCursor, 'base64url').toString())).toEqual([first.items[2].id]);
    const upTo = first.items[2].id;
    const others = (await unread('dept.hr')).unread;
    const own = await desk('dept.education');
    const foreign = await (await desk('dept.hr')).post('/api/v1/notifications/read', { upTo });
    expect(foreign.body).toEqual({ unread: others });
    const read = await own.post('/api/v1/notifications/read', { upTo });
    expect(read.body).toEqual({ unread: 2 });
    expect((await unread('dept.education')).items.map((one: Answer['body']) => one.id)).toEqual(
      first.items.slice(0, 2).map((one: Answer['body']) => one.id),
    );
    const all = (await own.get('/api/v1/notifications')).body;
    expect(all.items.map((one: Answer['body']) => one.read)).toEqual([false, false, true, true, true]);
    expect((await unread('dept.hr')).unread).toBe(others);
    const english = await own.ask('GET', '/api/v1/notifications', { headers: { 'accept-language': 'en' } });
    expect(english.body.items[0].sentence).toBe('Claim: a reminder of the task that waits for you.');
  });

  it('is told once by a relay that dies between telling and marking the message as sent', async () => {
    const { id } = await running.claimOf(1);
    const task = await taken('dept.hr2', id);
    await untilRelayed();
    const worker = await killableWorker(running);
    const client = await running.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT FROM person WHERE username = 'dept.hr2' FOR UPDATE`);
      expect((await tryPost(await desk('ops'), `/api/v1/tasks/${task}/remind`, {})).status).toBe(200);
      await untilSomebodyWaits(running.pool);
      await worker.kill();
      expect(await countOf('reminded', id)).toEqual({});
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    await worker.start();
    await untilRelayed();
    await worker.kill();
    expect(await countOf('reminded', id)).toEqual({ 'dept.hr2': 1 });
    const sent = await running.pool.query<{ attempts: number }>(
      `SELECT attempts FROM outbox_message WHERE topic = 'task.reminded' AND entity_id = $1`,
      [task],
    );
    expect(sent.rows).toEqual([{ attempts: 1 }]);
    await running.startWorker();
  });
});
