import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnClaim, decide, untilState } from '../../../scripts/demo/class-play.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { failedWorkflowTasks, keepHistory } from '../../support/histories.ts';
import {
  APPROVE_BUREAU,
  claimSeen,
  endNotice,
  noticeAct,
  officeWithClasses,
  publishedNotice,
  reviewed,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([1, 1, 1, 36, 2]);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

async function reviewedClaim(size: number): Promise<string> {
  const { id } = await running.claimOf(size);
  await reviewed(running, id);
  return id;
}

/** The claim's own draft, once it was made. */
async function draftOf(claimId: string): Promise<string> {
  const department = await running.office.desk('dept.hr');
  const notice = await until('a draft of the notice', async () => {
    const { items } = (await department.get(`/api/v1/notices?claimId=${claimId}&state=draft`)).body;
    return items[0] ?? null;
  });
  return notice.id;
}

describe('a joint notice', () => {
  it('that a side rejects returns its claim to the bureau, whose correction leads to a new draft', async () => {
    const claimId = await reviewedClaim(1);
    const noticeId = await draftOf(claimId);
    await noticeAct(running, { username: 'dept.hr', noticeId, act: 'rejection', body: { reason: '金额有疑问' } });
    await untilState(await running.office.desk('school'), claimId, 'returnedToBureau');
    await decide(running.office, 'bureau.review', `claimId=${claimId}`, APPROVE_BUREAU);
    expect((await claimSeen(running, claimId)).state).toBe('noticePending');
    expect(await draftOf(claimId)).not.toBe(noticeId);
    await keepHistory(running, 'claim-notice-rejected', `claim/${claimId}`);
    await keepHistory(running, 'notice-rejected', `notice/${noticeId}`);
  });

  it('that is withdrawn after publication sets its claim back to noticePending with a new draft', async () => {
    const claimId = await reviewedClaim(1);
    const { id: noticeId } = await publishedNotice(running, [claimId]);
    expect((await claimSeen(running, claimId)).state).toBe('noticeOpen');
    await noticeAct(running, { username: 'bureau.review', noticeId, act: 'withdrawal', body: { reason: '名单有误' } });
    await untilState(await running.office.desk('school'), claimId, 'noticePending');
    expect(await draftOf(claimId)).not.toBe(noticeId);
    await keepHistory(running, 'claim-notice-withdrawn', `claim/${claimId}`);
    await keepHistory(running, 'notice-withdrawn', `notice/${noticeId}`);
  });

  it('R-104 ends the applicant’s right to withdraw the claim when it opens, not before', async () => {
    const claimId = await reviewedClaim(1);
    const school = await running.office.desk('school');
    const notice = await publishedNotice(running, [claimId]);
    const refused = await tryPost(school, `/api/v1/claims/${claimId}/withdrawal`, { reason: '不再申请' });
    expect([refused.status, refused.body.code]).toEqual([409, 'WRONG_STATE']);
    await noticeAct(running, {
      username: 'dept.hr',
      noticeId: notice.id,
      act: 'withdrawal',
      body: { reason: '学校要求撤回' },
    });
    await untilState(school, claimId, 'noticePending');
    await actOnClaim(school, claimId, 'withdrawal', { reason: '不再申请' });
    expect(await claimSeen(running, claimId)).toMatchObject({ state: 'withdrawn', acts: expect.anything() });
    await keepHistory(running, 'claim-withdrawn', `claim/${claimId}`);
  });

  it('keeps a claim with an open objection past its end while the others go on; upheld lines fall out (R-099)', async () => {
    const { office } = running;
    const school = await office.desk('school');
    const contested = await reviewedClaim(36);
    const clean = await reviewedClaim(2);
    const notice = await publishedNotice(running, [contested, clean]);
    for (const { itemNo } of notice.items.filter(({ claimId }) => claimId === contested).slice(0, 2)) {
      const said = { itemNo, statement: '此人未参加培训' };
      const path = `/public/notices/${notice.id}/objections`;
      expect((await tryPost(school, path, said)).status).toBe(202);
    }
    await endNotice(running, notice);
    await untilState(school, clean, 'finance');
    expect((await claimSeen(running, contested)).state).toBe('noticeOpen');
    expect(
      (await tryPost(school, `/public/notices/${notice.id}/objections`, { itemNo: 1, statement: '迟到' })).body.code,
    ).toBe('NOTICE_CLOSED');
    for (const remaining of [2, 1]) {
      const department = await office.desk('dept.hr2');
      const tasks = (await department.get('/api/v1/tasks?box=todo&stage=jointNotice&limit=200')).body.items.filter(
        (task: { kind: string; noticeId: string }) => task.kind === 'objection' && task.noticeId === notice.id,
      );
      expect(tasks).toHaveLength(remaining);
      const { etag } = await department.get(`/api/v1/tasks/${tasks[0].id}`);
      const upheld = { act: 'uphold', remark: '签到表证实未参加' };
      await department.post(`/api/v1/tasks/${tasks[0].id}/decision`, upheld, { ifMatch: etag ?? '' });
    }
    await untilState(school, contested, 'finance');
    expect(await claimSeen(running, contested)).toMatchObject({
      lines: { total: 36, approved: 34 },
      totals: { approvedFen: 2_720_000 },
    });
    await until('the notice to close', async () => {
      const { body } = await school.get(`/public/notices/${notice.id}`);
      return body.state === 'closed' ? body : null;
    });
    await keepHistory(running, 'claim-objection-upheld', `claim/${contested}`);
    await keepHistory(running, 'notice-with-objections', `notice/${notice.id}`);
  });
});
