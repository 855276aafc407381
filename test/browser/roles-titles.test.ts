import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { YEARS, type GrantOffice } from '../support/grant-office.ts';
import { titleWalks, type TitleWalks } from '../support/title-walks.ts';
import { arriveAs } from './pages/arrival.ts';
import { actOn, answerYes } from './pages/grant-desk.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

const APPLICATION = YEARS.grants.applications.find(({ key }: { readonly key: string }) => key === 'base-college');
const LIFE = YEARS.grants.lives.find(
  ({ application }: { readonly application: string }) => application === 'base-college',
);
const [FIRST, SECOND, THIRD] = LIFE.years;

let bench: Workbench;
let office: GrantOffice;
let walks: TitleWalks;
beforeAll(async () => {
  bench = await startWorkbench();
  office = await invitePracticePeople(bench);
  walks = titleWalks(office);
});
afterAll(() => bench?.close());

const read = async (grantId: string) => (await office.readGrant(grantId)).body;
const yearOf = async (grantId: string, year: number) =>
  (await read(grantId)).years.find((one: { readonly year: number }) => one.year === year);

/** What the holder sends of a year, which is taken. */
async function holderSends(grantId: string, path: string, body: object): Promise<void> {
  const { status, body: said } = await walks.holderAct(APPLICATION.who, grantId, path, body);
  expect([path, status, said.code]).toEqual([path, 200, undefined]);
}

describe('the life of a base at the desks of the region', { timeout: 900_000 }, () => {
  it('is signed, paid, accepted, assessed, put right, revoked and paid back on their pages', async () => {
    const callId = await office.openCall(APPLICATION.route, 2025);
    const [grantId = ''] = await office.scored(callId, [APPLICATION.key], '2025');
    const proposed = await office.callAct('region.hr', callId, 'proposal', { grantIds: [grantId] });
    await office.publish(proposed.body.proposalNoticeId);
    await walks.goTo('2025-08-04');
    await office.decide('region.lead', grantId, { act: 'designate', documentNo: '内人社发1号' });
    const { grantNo } = await read(grantId);
    const at = `/grants/${grantId}`;

    await walks.goTo('2025-08-11');
    await holderSends(grantId, 'agreement', { pledge: true, separateAccount: true });
    const officer = await arriveAs(bench, 'region.hr', at);
    const signed = () => officer.page.getByLabel('协议编号').fill('XY-1');
    await actOn(officer.page, '签订协议', `已签订协议 ${grantNo}`, signed);
    await officer.page.getByText('XY-1').first().waitFor();
    expect((await read(grantId)).agreement.agreementNo).toBe('XY-1');

    // Finance of the region pays the instalment that is due, from the page of the grant.
    await walks.goTo('2025-08-18');
    const maker = await arriveAs(bench, 'region.pay.maker', at);
    await actOn(maker.page, '生成批次', '已生成批次');
    await maker.page.getByRole('table', { name: '拨付指令' }).getByRole('link', { name: grantNo }).waitFor();
    await settle(maker.page.url().split('/').at(-1) ?? '');
    expect((await read(grantId)).paidFen).toBe(60_000_000);

    await walks.goTo(FIRST.reportOn);
    await holderSends(grantId, `years/${FIRST.year}/report`, FIRST.report);
    await walks.goTo(FIRST.assessOn);
    await officer.page.reload();
    await answerYes(officer.page);
    await actOn(officer.page, '评估合格', `已评估合格 ${grantNo}`);
    await officer.page.getByRole('table', { name: /2026/ }).getByText('520').waitFor();
    expect(await yearOf(grantId, FIRST.year)).toMatchObject({ state: 'passed', outcome: 'pass', recheck: null });

    const [acceptance] = LIFE.acceptance;
    await walks.goTo(acceptance.requestOn);
    await holderSends(grantId, 'acceptance-request', { report: '建成', spentFen: acceptance.spentFen });
    await walks.goTo(acceptance.decideOn);
    await officer.page.reload();
    await answerYes(officer.page);
    await actOn(officer.page, '验收通过', `已验收通过 ${grantNo}`);
    await walks.pay(grantId, LIFE.secondPayOn);

    await walks.goTo(SECOND.reportOn);
    await holderSends(grantId, `years/${SECOND.year}/report`, SECOND.report);
    await walks.goTo(SECOND.assessOn);
    await officer.page.reload();
    await actOn(officer.page, '限期整改', `已限期整改 ${grantNo}`, (of) => of.remark.fill('公共服务能力不足'));
    await walks.goTo(SECOND.rectificationOn);
    await holderSends(grantId, `years/${SECOND.year}/rectification`, SECOND.rectification);
    await walks.goTo(SECOND.recheckOn);
    const second = await arriveAs(bench, 'region.hr2', at);
    await actOn(second.page, '评估合格', `已评估合格 ${grantNo}`);
    expect(await yearOf(grantId, SECOND.year)).toMatchObject({
      state: 'passed',
      recheck: { computed: { meets: true } },
    });

    await walks.goTo(THIRD.reportOn);
    await holderSends(grantId, `years/${THIRD.year}/report`, THIRD.report);
    await walks.goTo(THIRD.assessOn);
    await office.decide('region.hr', grantId, { act: 'rectify' });
    await walks.goTo(THIRD.recheckOn);
    await second.page.reload();
    await actOn(second.page, '评估不合格', `已评估不合格 ${grantNo}`, (of) => of.remark.fill('整改期满仍未达标'));
    expect(await yearOf(grantId, THIRD.year)).toMatchObject({ state: 'failed', outcome: 'fail' });

    const { end } = LIFE;
    await walks.goTo(end.decideOn);
    const lead = await arriveAs(bench, 'region.lead', at);
    await actOn(lead.page, '撤销认定', `已撤销认定 ${grantNo}`, async (of) => {
      await lead.page.getByLabel('文号').fill('内人社发9号');
      await lead.page.getByLabel('追回金额（元）').fill('215000');
      await of.remark.fill('连续两年不达标');
    });
    await walks.goTo(end.confirmOn);
    const confirmer = await arriveAs(bench, 'region.finance2', at);
    await actOn(confirmer.page, '确认', `已确认 ${grantNo}`);

    await walks.goTo(end.repayOn);
    await maker.page.goto(`${bench.office.base}/workbench${at}`);
    await actOn(maker.page, '登记退款', `已登记退款 ${grantNo}`, async () => {
      await maker.page.getByLabel('退款金额（元）').fill('215,000.00');
      await maker.page.getByLabel('银行流水号').fill('ICBC 2029/0001');
    });
    const checker = await arriveAs(bench, 'region.pay.checker', '/recoveries');
    await actOn(checker.page, '复核通过', `已复核 ${grantNo}`);
    expect(await read(grantId)).toMatchObject({ state: 'ended', recoveredFen: end.recoverFen });
    const everybody = [officer, maker, second, lead, confirmer, checker];
    expect(everybody.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});

/** Another person releases the batch, and the bank's result is entered and confirmed. */
async function settle(batchId: string): Promise<void> {
  const path = `/api/v1/payout-batches/${batchId}`;
  const checker = await office.as('region.pay.checker');
  const { body } = await checker.act('POST', `${path}/release`);
  const [{ id: instructionId, amountFen }] = body.instructions;
  const rows = [{ instructionId, state: 'settled', amountFen, valueDate: '2025-08-18' }];
  const entered = await (await office.as('region.pay.maker')).send('POST', `${path}/results`, { rows });
  const confirmed = await checker.send('POST', `${path}/results/${entered.body.resultId}/confirmation`);
  expect(confirmed.status).toBe(200);
}
