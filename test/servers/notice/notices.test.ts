import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticePage, noticePageDigest } from '../../../prisma/notice/notice-page.ts';
import { WELDER } from '../../support/claim-app.ts';
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

describe('notices', () => {
  it('are published by two sides, masked, with a digest that can be computed again (R-095, R-096)', async () => {
    const claimId = await walks.reviewed();
    const noticeId = await walks.noticeOf(claimId);
    expect((await walks.confirm('dept', noticeId)).body).toMatchObject({ state: 'confirmedByOne' });
    expect((await walks.confirm('dept', noticeId)).body.code).toBe('SAME_PERSON_FORBIDDEN');
    const opened = await walks.confirm('bureau', noticeId);
    expect(opened.body).toMatchObject({ state: 'published', endsOn: '2025-06-30', claimIds: [claimId] });
    expect(opened.body.items).toMatchObject([
      { itemNo: 1, name: '额****尔', idNumber: '15*************286', amountFen: 80_000 },
    ]);
    expect(opened.body.pageHash).toBe(noticePageDigest(await noticePage(office.pool, noticeId)));
    const seen = await office.nobody.send('GET', `/public/notices/${noticeId}`);
    expect(seen.body).toMatchObject({ id: noticeId, state: 'published' });
    const page = await office.nobody.send('GET', `/public/notices/${noticeId}`, undefined, { Accept: 'text/html' });
    expect(page.body).toContain('练习环境');
    expect(page.body).toContain('15*************286');
    expect(page.body).not.toContain(WELDER.idNumber);
    expect((await office.nobody.send('GET', '/public/notices')).body.items[0].id).toBe(noticeId);
    expect((await office.nobody.send('GET', '/public/pages.css')).status).toBe(200);
  });

  it('take the place of automatic drafts when claims are joined, and a claim is in one live notice', async () => {
    const claimIds = [await walks.reviewed(), await walks.reviewed()];
    const [single] = await Promise.all(claimIds.map((claimId) => walks.noticeOf(claimId)));
    const joint = await office.as('bureau').send('POST', '/api/v1/notices', { claimIds });
    expect(joint.body).toMatchObject({ state: 'draft', claimIds: claimIds.toSorted() });
    expect(joint.body.items.map((item: { itemNo: number }) => item.itemNo)).toEqual([1, 2]);
    expect((await office.as('dept').send('GET', `/api/v1/notices/${single}`)).body).toMatchObject({
      state: 'withdrawn',
      reason: 'REPLACED',
    });
    expect((await office.as('bureau').send('POST', '/api/v1/notices', { claimIds })).body.code).toBe(
      'ALREADY_IN_NOTICE',
    );
    expect((await office.as('union').send('POST', '/api/v1/notices', { claimIds })).body.code).toBe('INVALID');
    expect(
      (await office.as('bureau').send('POST', '/api/v1/notices', { claimIds: [await walks.aClaim()] })).body.code,
    ).toBe('WRONG_STATE');
  });

  it('R-099 take objections from anybody until they end, and the department rules on them', async () => {
    const { claimId, noticeId } = await walks.published();
    const path = `/public/notices/${noticeId}/objections`;
    const said = { itemNo: 1, statement: '此人未参加培训', contact: '13800138000' };
    expect((await office.nobody.send('POST', path, { ...said, itemNo: 9 })).status).toBe(422);
    const received = await office.nobody.send('POST', path, said);
    expect([received.status, typeof received.body.receiptNo]).toEqual([202, 'string']);
    const tasks = await office.as('dept').send('GET', '/api/v1/tasks?stage=jointNotice&limit=200');
    const task = tasks.body.items.find(
      (item: { kind: string; noticeId: string }) => item.kind === 'objection' && item.noticeId === noticeId,
    );
    expect((await walks.decide('bureau', task, { act: 'uphold' })).status).toBe(403);
    const { objectionId } = (await office.as('dept').send('GET', `/api/v1/tasks/${task.id}`)).body;
    const revealed = await office.as('dept2').send('POST', '/api/v1/reveals', {
      resource: `objections/${objectionId}`,
      fields: ['statement'],
      purpose: 'objection',
      reference: received.body.receiptNo,
    });
    expect(revealed.body.values).toEqual({ statement: said.statement });
    expect((await walks.decide('dept2', task, { act: 'dismiss', remark: '查无此事' })).status).toBe(200);
    await office.setTime('2025-07-02T09:00:00+08:00');
    expect((await office.nobody.send('POST', path, said)).body.code).toBe('NOTICE_CLOSED');
    await office.setTime('2025-06-23T12:00:00+08:00');
    expect((await office.nobody.send('GET', `/public/notices/ntc_unknown`)).status).toBe(404);
    expect(claimId).toMatch(/^clm_/);
  });

  it('are superseded by a withdrawal and never changed: persons leave the page, its counts and its digest stay (S16)', async () => {
    const { claimId, noticeId } = await walks.published();
    const before = (await office.nobody.send('GET', `/public/notices/${noticeId}`)).body;
    const path = `/api/v1/notices/${noticeId}/withdrawal`;
    expect((await office.as('dept').send('POST', path, { reason: '金额有误' })).status).toBe(428);
    const withdrawn = await office.as('dept').act('POST', path, { reason: '金额有误' });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', reason: '金额有误' });
    const after = (await office.nobody.send('GET', `/public/notices/${noticeId}`)).body;
    const personsLeftAt = expect.any(String);
    expect(after).toEqual({ ...before, state: 'superseded', items: [], personsLeftAt });
    expect([before.items.length, after.itemCount]).toEqual([1, 1]);
    expect(after.pageHash).toBe(noticePageDigest(await noticePage(office.pool, noticeId)));
    expect((await office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.state).toBe('noticePending');
  });
});
