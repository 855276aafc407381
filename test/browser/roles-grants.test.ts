import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { YEARS, type GrantOffice } from '../support/grant-office.ts';
import { arriveAs, expectClosed } from './pages/arrival.ts';
import { actOn, answerYes } from './pages/grant-desk.ts';
import { faultsOf, screensOf, tourOf } from './pages/office-tour.ts';
import { records } from './pages/records.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { readByActsAlone } from './pages/whole.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

const APPLICATION = YEARS.grants.applications.find(({ key }: { readonly key: string }) => key === 'base-college');
const POINTS = ['35', '25', '15', '8'];

let bench: Workbench;
let office: GrantOffice;
beforeAll(async () => {
  bench = await startWorkbench();
  office = await invitePracticePeople(bench);
});
afterAll(() => bench?.close());

const INBOX = ['待办', '我领取的', '本科室', '已办'];
const DESK = [...INBOX, '卡点', '项目', '政策', '练习'];
const NOTICE_DESK = [...INBOX, '申领', '公示', '追回', '卡点', '项目', '政策', '练习'];
const MONEY_DESK = [
  ...INBOX,
  '申领',
  '拨付',
  '银行文件',
  '追回',
  '对账',
  '账目',
  '报表',
  '卡点',
  '项目',
  '政策',
  '练习',
];
/** Who walks through the screens, with the links of the navigation, and for whom the server opens the same ones. */
const WANTED = [
  ['city.hr', DESK, ['city.finance', 'region.lead', 'region.finance2']],
  ['region.hr', NOTICE_DESK, ['region.finance']],
  ['region.pay.maker', MONEY_DESK, ['region.pay.checker']],
  ['region.auditor', ['申领', '追回', '对账', '账目', '报表', '卡点', '政策', '审计', '练习'], []],
] as const;

const read = async (grantId: string) => (await office.readGrant(grantId)).body;

describe('the day of the desks of grants', { timeout: 900_000 }, () => {
  it.each(WANTED)(
    '%s opens every screen that the navigation shows, and others the same',
    async (who, links, others) => {
      const { page, complaints } = await arriveAs(bench, who);
      expect(await tourOf(page)).toEqual({ screens: links, faults: [] });
      expect(complaints).toEqual([]);
      await page.context().close();
      const opened = await screensOf(bench, who);
      for (const other of others) {
        expect([other, await screensOf(bench, other)]).toEqual([other, opened]);
      }
    },
  );

  it('an expert meets no screen of an office', async () => {
    const { page, complaints } = await arriveAs(bench, 'expert1');
    await expectClosed(page, bench.office.base, [
      '/filings',
      '/notices',
      '/payouts',
      '/stuck',
      '/cases',
      '/plans',
      '/audit',
    ]);
    expect(complaints).toEqual([]);
  });

  it('the city recommends, experts score blind, the region proposes, and its approver designates', async () => {
    const callId = await office.openCall(APPLICATION.route, 2025);
    const grantId = await office.apply(callId, APPLICATION);
    await office.submit(APPLICATION.who, grantId);
    const { grantNo, name } = await read(grantId);
    const at = `/grants/${grantId}`;

    for (const [username, before, after] of [
      ['city.hr', '盟市人社推荐', '盟市财政推荐'],
      ['city.finance', '盟市财政推荐', '已推荐'],
    ] as const) {
      const city = await arriveAs(bench, username);
      // The case waits in the inbox of this desk, and is decided there, beside its papers.
      const desk = reviewDesk(city.page);
      await desk.row(grantNo).first().click();
      const toGrant = city.page.getByRole('link', { name: '打开项目' });
      const head = city.page.locator('.record-head');
      await readByActsAlone(city.page);
      await toGrant.click();
      await head.getByText(before, { exact: true }).waitFor();
      await city.page.goBack();
      await desk.papers.getByRole('group', { name: '材料' }).getByRole('button').nth(3).waitFor();
      await desk.papers.getByText('练习文本').waitFor();
      await answerYes(city.page);
      const questions = await desk.questions.getByRole('group').count();
      await actOn(city.page, '推荐', `已推荐 ${grantNo}`);
      // What is done keeps its answers.
      await city.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '已办' }).click();
      await desk.row(grantNo).first().click();
      await desk.questions
        .getByText('是', { exact: true })
        .nth(questions - 1)
        .waitFor();
      expect(await desk.questions.getByText('未作回答').count()).toBe(0);
      expect(await faultsOf(city.page)).toEqual([]);
      // The page of the grant is read anew after the act at the desk.
      await toGrant.click();
      await head.getByText(after, { exact: true }).waitFor();
      expect(city.complaints).toEqual([]);
    }
    expect((await read(grantId)).state).toBe('recommended');

    await office.setTime('2025-07-16T10:00:00+08:00');
    await office.callAct('region.hr', callId, 'quota', { places: 1, reason: '年度名额' });
    const region = await arriveAs(bench, 'region.hr', `/grants/calls/${callId}`);
    await actOn(region.page, '组成专家组', '已组成专家组', async () => {
      const experts = region.page.getByRole('group', { name: '专家', exact: true });
      for (const expert of ['评审专家1', '评审专家2', '评审专家3']) {
        await experts.getByRole('checkbox', { name: expert }).check();
      }
    });

    for (const username of ['expert1', 'expert2', 'expert3']) {
      const expert = await arriveAs(bench, username, at);
      const points = expert.page.getByRole('group', { name: '评分表' }).getByRole('textbox');
      await points.first().waitFor();
      // Nobody sees what another one gave before the scoring is closed.
      await expert.page.getByText('评分截止后公布。').waitFor();
      for (const [place, given] of POINTS.entries()) {
        await points.nth(place).fill(given);
      }
      await expert.page.getByRole('checkbox', { name: '本人与申报单位无利害关系' }).check();
      await actOn(expert.page, '评分', `已评分 ${grantNo}`);
      expect(expert.complaints).toEqual([]);
      await expert.page.context().close();
    }
    await region.page.reload();
    await actOn(region.page, '截止评分', '已截止评分');
    await region.page.getByRole('table', { name: '排名' }).getByRole('rowheader', { name }).waitFor();
    const scores = await (await office.as('region.hr')).send('GET', `/api/v1/grants/${grantId}/scores`);
    expect(scores.status).toBe(200);
    await actOn(region.page, '拟定名单', '已拟定名单', async () => {
      await region.page.getByRole('group', { name: '列入名单' }).getByRole('checkbox').first().check();
    });
    await region.page.getByRole('link', { name: '查看拟定名单公示' }).waitFor();
    const { body: call } = await (await office.as('region.hr')).send('GET', `/api/v1/grant-calls/${callId}`);
    await office.publish(call.proposalNoticeId);
    await office.setTime('2025-08-04T10:00:00+08:00');

    // The region's HR officer made the list: the approver alone designates.
    const lead = await arriveAs(bench, 'region.lead', at);
    await actOn(lead.page, '认定', `已认定 ${grantNo}`, () => lead.page.getByLabel('文号').fill('内人社发1号'));
    expect((await read(grantId)).state).toBe('agreement');
    expect(await faultsOf(lead.page)).toEqual([]);
    await expect.poll(() => records(lead.page).act('认定').count()).toBe(0);
    expect([...region.complaints, ...lead.complaints]).toEqual([]);
  });
});
