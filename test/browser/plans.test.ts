import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAnnualPlan } from '../support/annual-plans.ts';
import { records } from './pages/records.ts';
import { lostAt } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
let planId: string;
beforeAll(async () => {
  bench = await startWorkbench();
  await bench.office.setTime('2027-01-04T10:00:00+08:00');
  planId = await addAnnualPlan(bench.office, 2027);
});
afterAll(() => bench?.close());

const organOf = async (organ: string) => {
  const { body } = await bench.office.as('dept').send('GET', `/api/v1/annual-plans/${planId}`);
  return body.organs.find((one: { readonly organ: string }) => one.organ === organ);
};

describe('the plans of a year', { timeout: 240_000 }, () => {
  it('are filed by an organ, accepted by the bureau, and split', async () => {
    const { page, complaints } = await bench.openAs('dept.hr', '/plans');
    const of = records(page);
    await of.row('年度计划', '2027 年度').click();
    await page.getByRole('heading', { name: '计划 2027 年度', level: 1 }).waitFor();
    await page.getByRole('table', { name: '各单位计划' }).waitFor();
    await page.getByRole('region', { name: '时间线' }).waitFor();
    expect(await lostAt(page, 320)).toBe(0);

    await page.getByRole('link', { name: '本单位的计划' }).click();
    await of.act('提交计划').click();
    await of.form('提交计划').waitFor();
    // What is typed inside a field never moves the page.
    await page.getByLabel('第 1 项 项目').selectOption({ label: '城镇就业技能培训' });
    await page.getByLabel('第 1 项 人次').fill('3,500');
    await page.getByLabel('第 1 项 资金（元）').fill('4200000');
    await of.button('确认提交计划').click();
    await of.said('已提交计划 2027 年度').waitFor();
    const filed = await organOf('HRSS');
    expect([filed.state, filed.lines]).toEqual([
      'submitted',
      [{ program: 'URBAN_EMPLOYMENT', personTimes: 3_500, budgetFen: 420_000_000 }],
    ]);

    const bureau = await bench.openAs('bureau.review', '/plans/2027/HRSS', {}, (opened) =>
      opened.route('**/api/v1/tasks?**', (route) => route.abort()),
    );
    const other = records(bureau.page);
    await other.alert.getByText('未能读取待受理的报送').waitFor();
    await bureau.page.unroute('**/api/v1/tasks?**');
    await other.alert.getByRole('button', { name: '重试' }).click();
    await other.act('受理').click();
    await other
      .form('受理')
      .getByText(/^受理.+的计划，其任务生效：3500 人次，预算 4,200,000.00 元$/)
      .waitFor();
    await other.button('确认受理').click();
    await other.said('已受理').waitFor();
    expect((await organOf('HRSS')).state).toBe('accepted');
    await bureau.page.getByRole('table', { name: '计划、培训与补贴' }).getByText('城镇就业技能培训').waitFor();
    expect(await lostAt(bureau.page, 320)).toBe(0);
    await bureau.page.getByRole('button', { name: 'English' }).click();
    await bureau.page.getByRole('heading', { name: /^Plans Year 2027/, level: 1 }).waitFor();

    await page.goto(`${bench.office.base}/workbench/plans/2027`);
    await of.act('分解任务').click();
    await page.getByLabel('第 1 项 单位').selectOption('EMERGENCY_MGMT');
    await page.getByLabel('第 1 项 项目').selectOption('SAFETY');
    await page.getByLabel('第 1 项 人次').fill('700');
    await page.getByLabel('原因').fill('年度分解');
    await of.button('确认分解任务').click();
    await of.said('已分解任务 2027 年度').waitFor();
    await page.getByRole('table', { name: '任务分解' }).getByText('高危行业领域安全技能提升培训').waitFor();
    expect([...complaints, ...bureau.complaints]).toEqual([]);
  });

  it('keep the typed lines when another organ filed meanwhile, and say what the server refuses', async () => {
    const { page } = await bench.openAs('dept.union', '/plans/2027/TRADE_UNION');
    const of = records(page);
    await of.act('提交计划').click();
    await page.getByLabel('第 1 项 项目').selectOption('STAFF');
    await page.getByLabel('第 1 项 人次').fill('12');
    await page.getByLabel('第 1 项 资金（元）').fill('100');
    const split = { lines: [{ organ: 'EMERGENCY_MGMT', program: 'SAFETY', personTimes: 600 }], reason: '调整' };
    await bench.office.as('dept').act('PUT', `/api/v1/annual-plans/${planId}/split`, split);
    await of.button('确认提交计划').click();
    await of.alert.getByText('此件已有变化').waitFor();
    await expect.poll(() => page.getByLabel('第 1 项 项目').inputValue()).toBe('STAFF');
    await of.button('查看最新情况').click();
    await of.alert.waitFor({ state: 'detached' });
    // Nothing typed is rounded.
    await page.getByLabel('第 1 项 资金（元）').fill('100.004');
    await of.button('确认提交计划').click();
    await of.alert.waitFor();
    expect((await organOf('TRADE_UNION')).state).toBe('missing');
    await expect.poll(() => page.getByLabel('第 1 项 人次').inputValue()).toBe('12');
    await page.getByLabel('第 1 项 资金（元）').fill('100.00');
    await of.button('确认提交计划').click();
    await of.said('已提交计划 2027 年度').waitFor();
  });

  it('say whether they are empty, loading or failed', async () => {
    const { page } = await bench.openAs('dept.union', '/plans/2031');
    await page.getByText('这一年没有年度计划。').waitFor();
    await page.route('**/api/v1/annual-plans?*', (route) => route.abort());
    await page.getByRole('link', { name: '返回列表' }).click();
    await page.getByRole('alert').getByText('未能读取年度计划').waitFor();
    expect(await page.getByText('还没有年度计划。').count()).toBe(0);
    await page.unroute('**/api/v1/annual-plans?*');
    await page.getByRole('button', { name: '重试' }).click();
    await records(page).row('年度计划', '2027 年度').waitFor();
  });
});
