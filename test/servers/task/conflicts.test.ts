import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
afterAll(async () => {
  await office.close();
  await database.drop();
});

describe('a request that came too late says what overtook it', () => {
  it('409: who decided the task, when, and in the words of the timeline', async () => {
    const claimId = await walks.aClaim();
    const task = await walks.taskOf('dept', claimId);
    const approval = await walks.approval(claimId);
    expect((await walks.decide('dept2', task, approval)).status).toBe(200);
    const late = await walks.decide('dept', task, approval);
    const timeline = await office.as('dept').send('GET', `/api/v1/claims/${claimId}/timeline`);
    const { sentence, at } = timeline.body.items.at(-1);
    expect(late.body).toMatchObject({
      status: 409,
      code: 'WRONG_STATE',
      conflict: {
        at,
        act: 'approve',
        sentence,
        actor: { organ: 'HRSS', section: '就业服务', displayName: 'dept.hr2' },
      },
    });
    const english = await office.as('dept').send('POST', `/api/v1/tasks/${task.id}/decision`, approval, {
      'If-Match': `"${task.revision}"`,
      'Accept-Language': 'en',
    });
    expect(english.body.conflict.sentence).toContain('approved. Lines: 1, amount: 800.00 CNY');
  });

  it('409 TASK_ASSIGNED and 412: who took the task, who gave it back', async () => {
    const claimId = await walks.aClaim();
    const task = await walks.taskOf('dept', claimId);
    const path = `/api/v1/tasks/${task.id}`;
    expect((await office.as('dept2').send('POST', `${path}/claim`)).status).toBe(200);
    const taken = await office.as('dept').send('POST', `${path}/claim`);
    expect(taken.body).toMatchObject({
      code: 'TASK_ASSIGNED',
      conflict: { act: 'task.claim', sentence: '一项任务已被领取。', actor: { displayName: 'dept.hr2' } },
    });
    const { revision } = (await office.as('dept2').send('POST', `${path}/release`)).body;
    const stale = await walks.decide('dept', task, APPROVE_DEPARTMENT);
    expect(stale.body).toMatchObject({ status: 412, conflict: { act: 'task.release', revision } });
  });

  it('says nothing where nothing came between: the act was never open', async () => {
    const task = await walks.taskOf('dept', await walks.aClaim());
    const never = await walks.decide('dept', task, { act: 'uphold' });
    expect(never.body.code).toBe('WRONG_STATE');
    expect(never.body.conflict).toBeUndefined();
  });

  it('412 with a revision that never was: what a person did last, and the revision of now', async () => {
    const claimId = await walks.aClaim();
    const task = await walks.taskOf('dept', claimId);
    const timeline = await office.as('dept').send('GET', `/api/v1/claims/${claimId}/timeline`);
    const { sentence, at, act } = timeline.body.items.findLast(
      ({ actor }: { readonly actor: object | null }) => actor !== null,
    );
    for (const tag of ['"9"', '"never-issued"']) {
      const late = await walks.decide('dept', task, APPROVE_DEPARTMENT, { 'If-Match': tag });
      expect(late.body).toMatchObject({
        status: 412,
        code: 'STALE',
        conflict: { at, act, sentence, revision: task.revision },
      });
    }
    const seen = await office.as('school').send('GET', `/api/v1/claims/${claimId}`);
    const headers = { 'If-Match': '"99"' };
    const path = `/api/v1/claims/${claimId}/withdrawal`;
    const own = await office.as('school').send('POST', path, { reason: '重复' }, headers);
    expect(own.body).toMatchObject({ status: 412, conflict: { at, act, revision: seen.body.revision } });
    expect(own.body.conflict.actor.displayName).toBeUndefined();
  });

  it('an applicant reads what was done to the claim, and no name', async () => {
    const claimId = await walks.aClaim();
    const seen = await office.as('school').send('GET', `/api/v1/claims/${claimId}`);
    const task = await walks.taskOf('dept', claimId);
    expect((await walks.decide('dept', task, await walks.approval(claimId))).status).toBe(200);
    const headers = { 'If-Match': seen.headers.get('etag') ?? '' };
    const late = await office
      .as('school')
      .send('POST', `/api/v1/claims/${claimId}/withdrawal`, { reason: '重复' }, headers);
    expect(late.body).toMatchObject({ status: 412, conflict: { act: 'approve', actor: { organ: 'HRSS' } } });
    expect(late.body.conflict.actor.displayName).toBeUndefined();
  });

  it('a notice that was rejected meanwhile says so', async () => {
    const claimId = await walks.aClaim();
    expect(
      (await walks.decide('dept', await walks.taskOf('dept', claimId), await walks.approval(claimId))).status,
    ).toBe(200);
    expect((await walks.decide('bureau', await walks.taskOf('bureau', claimId), APPROVE_BUREAU)).status).toBe(200);
    const noticeId = await walks.noticeOf(claimId);
    const path = `/api/v1/notices/${noticeId}`;
    const seen = await office.as('dept').send('GET', path);
    expect((await office.as('bureau').act('POST', `${path}/rejection`, { reason: '金额有误' })).status).toBe(200);
    const headers = { 'If-Match': seen.headers.get('etag') ?? '' };
    const late = await office.as('dept').send('POST', `${path}/confirmation`, undefined, headers);
    expect(late.body).toMatchObject({
      status: 409,
      conflict: { act: 'reject', sentence: '公示被退回。', actor: { organ: 'HRSS', displayName: expect.any(String) } },
    });
  });

  it('a notice that was published meanwhile names who confirmed last, not what the system then did', async () => {
    const claimId = await walks.reviewed();
    const noticeId = await walks.noticeOf(claimId);
    const path = `/api/v1/notices/${noticeId}`;
    expect((await walks.confirm('dept', noticeId)).status).toBe(200);
    const seen = await office.as('bureau').send('GET', path);
    expect((await walks.confirm('bureau', noticeId)).status).toBe(200);
    const headers = { 'If-Match': seen.headers.get('etag') ?? '' };
    const late = await office.as('dept').send('POST', `${path}/confirmation`, undefined, headers);
    expect(late.body).toMatchObject({
      status: 409,
      conflict: {
        act: 'confirm',
        actor: { organ: 'HRSS', section: '基金监督', displayName: expect.stringMatching(/./) },
      },
    });
  });

  it('a batch that was released meanwhile names who released it', async () => {
    const claimId = await walks.due();
    const drafted = await office.as('maker').act('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    const seen = await office.as('checker').send('GET', path);
    expect((await office.as('checker').act('POST', `${path}/release`, {})).status).toBe(200);
    const headers = { 'If-Match': seen.headers.get('etag') ?? '' };
    const late = await office.as('checker').send('POST', `${path}/rejection`, { reason: '金额有误' }, headers);
    expect(late.body).toMatchObject({
      status: 409,
      conflict: {
        act: 'release',
        sentence: '批次已放行。',
        actor: { organ: 'FINANCE', displayName: 'checker' },
      },
    });
  });

  it('a draft kept too late and a paper put too late say so without a tag, too', async () => {
    const claimId = await walks.aClaim();
    const task = await walks.taskOf('dept', claimId);
    expect((await walks.decide('dept2', task, await walks.approval(claimId))).status).toBe(200);
    const draft = await office.as('dept').send('PUT', `/api/v1/tasks/${task.id}/draft`, { remark: '材料齐全' });
    expect(draft.body).toMatchObject({ code: 'WRONG_STATE', conflict: { act: 'approve' } });
    const account = { holder: '学校', bank: '银行', number: '6222020000000000000' };
    const put = await office.as('school').send('PUT', `/api/v1/claims/${claimId}/payee-account`, account);
    expect(put.body).toMatchObject({ code: 'WRONG_STATE', conflict: { act: 'approve', actor: { organ: 'HRSS' } } });
  });

  it('without a tag the own earlier act of a person is not told as a conflict', async () => {
    const claimId = await walks.aClaim();
    const again = await office.as('school').send('PUT', `/api/v1/claims/${claimId}/payee-account`, {
      holder: '学校',
      bank: '银行',
      number: '6222020000000000000',
    });
    expect(again.body.code).toBe('WRONG_STATE');
    expect(again.body.conflict).toBeUndefined();
  });
});
