import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantOfficeOf, YEARS, type GrantOffice } from '../support/grant-office.ts';
import { httpClient } from '../support/http-client.ts';
import { titleWalks } from '../support/title-walks.ts';
import { records } from './pages/records.ts';
import { lostAt, violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
let office: GrantOffice;
beforeAll(async () => {
  bench = await startWorkbench();
  const { base, tokenOf } = bench.office;
  office = await grantOfficeOf({
    ...bench.office,
    as: async (username: string) => httpClient(base, await tokenOf(username)),
  });
});
afterAll(() => bench?.close());

const APPLICATIONS: readonly { readonly key: string; readonly who: string; readonly name: string }[] =
  YEARS.grants.applications;
const EXPERTS = ['expert1', 'expert2', 'expert3'];

async function anApplication(callId: string, key: string) {
  const application = YEARS.grants.applications.find((one: { readonly key: string }) => one.key === key);
  const grantId = await office.apply(callId, application);
  await office.submit(application.who, grantId);
  const { body } = await office.readGrant(grantId, application.who);
  return { grantId, grantNo: String(body.grantNo), name: String(application.name) };
}

describe('a grant', { timeout: 300_000 }, () => {
  it('is recommended, scored blind, ranked and proposed in the workbench', async () => {
    const [first] = APPLICATIONS;
    const callId = await office.openCall('BASE_GRANT_REGIONAL', 2025);
    const { grantId, grantNo, name } = await anApplication(callId, first?.key ?? '');

    const city = await bench.openAs('city.hr', '/grants');
    const hr = records(city.page);
    await city.page.getByRole('table', { name: '申报通知' }).getByRole('rowheader').first().waitFor();
    await hr.row('申报与项目', grantNo).waitFor();
    expect(await violationsOf(city.page)).toEqual([]);
    expect(await lostAt(city.page, 320)).toBe(0);
    // J and Enter open it; 1, 2 and 3 answer the questions with yes.
    await city.page.keyboard.press('KeyJ');
    await city.page.keyboard.press('Enter');
    await city.page.getByRole('heading', { name: grantNo, level: 1 }).waitFor();
    await hr.act('推荐').waitFor();
    for (const digit of ['Digit1', 'Digit2', 'Digit3']) {
      await city.page.keyboard.press(digit);
    }
    await expect.poll(() => city.page.getByRole('radio', { name: '是', checked: true }).count()).toBe(3);
    await hr.act('推荐').click();
    await hr
      .form('推荐')
      .getByText(/^推荐进入下一环节；申请补助 [\d,]+\.00 元$/)
      .waitFor();
    expect(await violationsOf(city.page)).toEqual([]);
    await hr.button('确认推荐').click();
    await hr.said(`已推荐 ${grantNo}`).waitFor();
    await office.decide('city.finance', grantId, {
      act: 'recommend',
      answers: { budgetSound: true, fundsSeparate: true },
    });

    await office.setTime('2025-07-16T10:00:00+08:00');
    const region = await bench.openAs('region.hr', `/grants/calls/${callId}`);
    const officer = records(region.page);
    await officer.act('确定名额').click();
    await region.page.getByLabel('名额', { exact: true }).fill('1');
    await region.page.getByLabel('原因').fill('年度名额');
    await officer.button('确认确定名额').click();
    await officer.said('已确定名额').waitFor();
    // That the experts cannot be read does not mean that there are none: the form says so, and asks again.
    await region.page.route('**/api/v1/experts?**', (route) => route.abort());
    await officer.act('组成专家组').click();
    await officer.alert.getByText('未能读取专家').waitFor();
    await region.page.unroute('**/api/v1/experts?**');
    await officer.alert.getByRole('button', { name: '重试' }).click();
    const experts = region.page.getByRole('group', { name: '专家', exact: true }).getByRole('checkbox');
    await experts.nth(2).waitFor();
    for (const place of EXPERTS.keys()) {
      await experts.nth(place).check();
    }
    await officer.button('确认组成专家组').click();
    await officer.said('已组成专家组').waitFor();
    await region.page.getByText('评分截止后公布。').waitFor();
    expect(await violationsOf(region.page)).toEqual([]);

    const sheet = await bench.openAs('expert1', `/grants/${grantId}`, {}, (page) =>
      page.route('**/api/v1/tasks?**', (route) => route.abort()),
    );
    const expert = records(sheet.page);
    await expert.alert.getByText('未能读取待办').waitFor();
    await sheet.page.unroute('**/api/v1/tasks?**');
    await expert.alert.getByRole('button', { name: '重试' }).click();
    const points = sheet.page.getByRole('group', { name: '评分表' }).getByRole('textbox');
    await points.first().waitFor();
    await sheet.page.getByText('评分截止后公布。').waitFor();
    for (const [place, given] of ['35', '25', '15', '8'].entries()) {
      await points.nth(place).fill(given);
    }
    await sheet.page.getByRole('checkbox', { name: '本人与申报单位无利害关系' }).check();
    // What the score comes to is said by the server, and nothing is sent before that.
    await sheet.page.route('**/decision?dryRun=true', (route) => route.abort());
    await expert.act('评分').click();
    await expert.form('评分').getByText('暂时未能核对办理效果').waitFor();
    await expect.poll(() => expert.button('确认评分').isDisabled()).toBe(true);
    expect(await violationsOf(sheet.page)).toEqual([]);
    await sheet.page.unroute('**/decision?dryRun=true');
    await expert.button('再次核对').click();
    await expert.form('评分').getByText('提交评分（共 83 分），提交后不能修改').waitFor();
    expect(await violationsOf(sheet.page)).toEqual([]);
    // Points that are taken away are missing, and no zero.
    await points.nth(3).fill('');
    await expert.form('评分').getByText('提交评分（共 83 分），提交后不能修改').waitFor({ state: 'detached' });
    await expert.button('确认评分').click();
    await expert.alert.getByText('请为每个评分项填写 0 到满分之间的整数。').first().waitFor();
    await points.nth(3).fill('8');
    await expert.form('评分').getByText('提交评分（共 83 分），提交后不能修改').waitFor();
    await expert.button('确认评分').click();
    await expert.said(`已评分 ${grantNo}`).waitFor();
    for (const one of EXPERTS.slice(1)) {
      await office.score(one, grantId, [35, 25, 15, 8]);
    }

    await region.page.reload();
    await officer.act('截止评分').click();
    await officer.button('确认截止评分').click();
    await officer.said('已截止评分').waitFor();
    const ranking = region.page.getByRole('table', { name: '排名' });
    await ranking.getByRole('rowheader', { name }).waitFor();
    await officer.act('拟定名单').click();
    await region.page.getByRole('group', { name: '列入名单' }).getByRole('checkbox').first().check();
    await officer.button('确认拟定名单').click();
    await officer.said('已拟定名单').waitFor();
    await region.page.getByRole('link', { name: '查看拟定名单公示' }).waitFor();
    expect(await lostAt(region.page, 320)).toBe(0);
    await region.page.getByRole('button', { name: 'English' }).click();
    await region.page.getByRole('region', { name: 'Ranking' }).waitFor();
    expect(await violationsOf(region.page)).toEqual([]);
    expect([...city.complaints, ...region.complaints, ...sheet.complaints]).toEqual([]);
  });

  it('shows the life of its title: instalments, agreement, and why it waits', async () => {
    const second = APPLICATIONS.find(({ key }) => key === 'base-school');
    const { grantId } = await titleWalks(office).agreement(second?.key ?? '', 2026);
    const { page } = await bench.openAs('region.hr2', `/grants/${grantId}`);
    await page.getByRole('table', { name: '分期拨付' }).getByText('60%').waitFor();
    await page.getByText('XY-1').first().waitFor();
    await page.getByRole('region', { name: '为什么在等' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await lostAt(page, 320)).toBe(0);
  });

  it('that is stuck stands on the list of its office, which leads to it', async () => {
    const { grantId, grantNo } = await anApplication(
      await office.openCall('BASE_GRANT_REGIONAL', 2027),
      APPLICATIONS[0]?.key ?? '',
    );
    await bench.office.pool.query(
      `INSERT INTO forged_act (entity_kind, entity_id, act, cause, count, first_at, last_at)
       VALUES ('grant', $1, 'resume', 'notSigned', 1, now(), now())`,
      [grantId],
    );
    const { page, complaints } = await bench.openAs('region.lead', '/stuck?cause=forgedAct');
    await page.getByRole('link', { name: `项目 内蒙古自治区 ${grantNo}` }).click();
    await page.getByRole('heading', { name: grantNo, level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('is listed with states that do not look alike', async () => {
    const { page } = await bench.openAs('region.hr2', '/grants?q=nobody');
    await page.getByText('没有这样的申报或项目。').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.route('**/api/v1/grants?*', (route) => route.abort());
    await page.getByLabel('查找单位、名称或编号').fill('x');
    await page.getByRole('button', { name: '查找', exact: true }).click();
    await page.getByRole('alert').getByText('未能读取申报与项目').waitFor();
    expect(await page.getByText('没有这样的申报或项目。').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });
});
