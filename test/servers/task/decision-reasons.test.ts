import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planOf, withoutFindings } from '../../support/bulk-walks.ts';
import { APPROVE_BUREAU, APPROVE_DEPARTMENT, startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let walks: Office['walks'];
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  ({ walks } = office);
});
beforeEach(() => office.setTime('2025-06-23T10:00:00+08:00'));
afterAll(async () => {
  await office.close();
  await database.drop();
});

type Seat = Parameters<Office['as']>[0];

async function aTask() {
  const claimId = await walks.aClaim();
  const task = await walks.taskOf('dept', claimId);
  const { items } = (await office.as('dept').send('GET', `/api/v1/claims/${claimId}/lines`)).body;
  return { claimId, task, lineId: String(items[0].id) };
}

describe('the reasons of a decision', () => {
  it('R-039, R-102: a doubt is accepted with a remark, a line refused for a reason of its route', async () => {
    const { task, lineId } = await aTask();
    const errorsOf = async (more: object) => {
      const { status, body } = await walks.decide('dept', task, { ...APPROVE_DEPARTMENT, ...more });
      return [status, body.code, ...body.errors];
    };
    expect(await errorsOf({ acceptLines: [{ lineId }] })).toEqual([
      422,
      'REASON_MISSING',
      {
        pointer: '/acceptLines/0/remark',
        code: 'LINE_REASON_MISSING',
        lineId,
        message: expect.stringMatching(/^第 1 行 .*\*.* 须写明理由$/),
      },
    ]);
    expect(await errorsOf({ refuseLines: [{ lineId, code: 'REFUSED_BY_REVIEWER', remark: ' ' }] })).toMatchObject([
      422,
      expect.stringMatching(/REASON_MISSING|INVALID/),
      { pointer: '/refuseLines/0/remark' },
    ]);
    expect(await errorsOf({ refuseLines: [{ lineId, code: 'INSURED_TOO_SHORT', remark: '不足' }] })).toEqual([
      422,
      'INVALID',
      {
        pointer: '/refuseLines/0/code',
        code: 'NOT_A_REASON_HERE',
        lineId,
        message: expect.stringMatching(/^本途径的理由只有：.*出勤不足/),
      },
    ]);
  });

  it('R-102: a refusal without a remark keeps the name of its reason', async () => {
    const { task, claimId, lineId } = await aTask();
    const body = { ...APPROVE_DEPARTMENT, refuseLines: [{ lineId, code: 'ATTENDANCE_TOO_LOW' }] };
    expect((await walks.decide('dept', task, body)).status).toBe(200);
    const { items } = (await office.as('bureau').send('GET', `/api/v1/claims/${claimId}/lines`)).body;
    expect(items[0].refusals).toMatchObject([{ code: 'ATTENDANCE_TOO_LOW', detail: '审核人不予通过：出勤不足。' }]);
  });
});

async function seenBy(seat: Seat, claimId: string, box = 'team') {
  const { items } = (await office.as(seat).send('GET', `/api/v1/tasks?box=${box}&claimId=${claimId}`)).body;
  return items[0];
}

async function bulkOf(seat: Seat, claimId: string) {
  return (await seenBy(seat, claimId)).bulk;
}

describe('what a list says of a task', () => {
  it('R-009: its bulk is what the plan of the person who asks would say', async () => {
    const { claimId, task } = await aTask();
    await withoutFindings(office, claimId);
    const saysAsPlanned = async (seat: Seat, code: string | null) => {
      const bulk = await bulkOf(seat, claimId);
      expect(bulk.why?.code ?? null).toBe(code);
      const { id } = await seenBy(seat, claimId);
      const own = (await office.as(seat).send('GET', `/api/v1/tasks/${id}`)).body;
      expect(own.bulk).toEqual(bulk);
      const answers = id === task.id ? APPROVE_DEPARTMENT.answers : APPROVE_BUREAU.answers;
      const plan = await planOf(office.as(seat), [id], { act: 'approve', answers });
      // Who has no part in reviews has no plan either.
      const said = plan.status === 200 ? plan.body.items[0] : { able: false, why: bulk.why };
      expect({ able: said.able, why: said.why }).toEqual({ able: bulk.able, why: bulk.why });
      expect(plan.body.code).toBe(plan.status === 200 ? undefined : 'FORBIDDEN');
    };
    await saysAsPlanned('dept', null);
    await saysAsPlanned('ops', 'ROLE_REQUIRED');
    await saysAsPlanned('bureau', 'ROLE_REQUIRED');
    await office.as('dept2').act('POST', `/api/v1/tasks/${task.id}/claim`);
    await saysAsPlanned('dept', 'TASK_ASSIGNED');
    await saysAsPlanned('dept2', null);
    await office.as('dept2').act('POST', `/api/v1/tasks/${task.id}/release`);
    await office.pool.query(
      'DELETE FROM supervision_entry WHERE filing_id = (SELECT filing_id FROM claim WHERE id = $1)',
      [claimId],
    );
    await saysAsPlanned('dept', 'SUPERVISION_MISSING');
  });

  it('R-009: who has decided in the claim before reads that they have', async () => {
    const { claimId, task } = await aTask();
    expect((await walks.decide('dept', task, await walks.approval(claimId))).status).toBe(200);
    await withoutFindings(office, claimId);
    expect((await bulkOf('dept', claimId)).why.code).toBe('SAME_PERSON_FORBIDDEN');
    expect((await bulkOf('dept2', claimId)).why.code).toBe('SAME_SECTION_FORBIDDEN');
    expect(await bulkOf('bureau', claimId)).toEqual({ able: true });
  });

  it('what is done is not overdue, in the list, the task and the numbers', async () => {
    const { claimId, task } = await aTask();
    expect((await walks.decide('dept', task, await walks.approval(claimId))).status).toBe(200);
    await office.setTime('2026-06-23T10:00:00+08:00');
    const done = await seenBy('dept', claimId, 'done');
    expect(done).toMatchObject({ id: task.id, dueState: 'ok', workingDaysLeft: null });
    expect((await office.as('dept').send('GET', `/api/v1/tasks/${task.id}`)).body.dueState).toBe('ok');
    const counts = (await office.as('dept').send('GET', `/api/v1/tasks/counts?box=done&claimId=${claimId}`)).body;
    expect(counts.dueStates).toMatchObject({ ok: 1, over: 0 });
    const over = await office.as('dept').send('GET', `/api/v1/tasks?box=done&dueState=over&claimId=${claimId}`);
    expect(over.body.items).toEqual([]);
    const tallied = (await office.as('dept').send('GET', '/api/v1/tasks/counts?box=done')).body;
    expect(tallied.dueStates.over).toBe(0);
  });

  it('has one title, in the list and by itself; a notice says its people and sum, an objection its item', async () => {
    const { claimId } = await aTask();
    expect(
      (await walks.decide('dept', await walks.taskOf('dept', claimId), await walks.approval(claimId))).status,
    ).toBe(200);
    const review = await seenBy('bureau', claimId);
    expect(review.title).toMatch(/^完整性和程序性复核 · /);
    expect((await walks.decide('bureau', await walks.taskOf('bureau', claimId), APPROVE_BUREAU)).status).toBe(200);
    const noticeId = await walks.noticeOf(claimId);
    const confirmation = await seenBy('dept', claimId);
    expect(confirmation).toMatchObject({ noticeId, subject: { headcount: 1, amountFen: review.subject.amountFen } });
    for (const seat of ['dept', 'bureau'] as const) {
      expect((await walks.confirm(seat, noticeId)).status).toBe(200);
    }
    const said = { itemNo: 1, statement: '此人未参加培训', contact: '13800138000' };
    expect((await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, said)).status).toBe(202);
    const objection = await seenBy('dept', claimId);
    expect(objection).toMatchObject({
      kind: 'objection',
      itemNo: 1,
      title: expect.stringMatching(/^核查公示异议 · .* · 第 1 项$/),
      subject: { what: '项目制培训补贴 · 第 1 项', headcount: 1, amountFen: review.subject.amountFen },
    });
    for (const item of [review, confirmation, objection]) {
      const alone = (await office.as('dept').send('GET', `/api/v1/tasks/${item.id}`)).body;
      expect([alone.title, alone.subject]).toEqual([item.title, item.subject]);
    }
  });
});
