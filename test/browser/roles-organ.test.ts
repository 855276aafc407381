import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAnnualPlan } from '../support/annual-plans.ts';
import { arriveAs, expectClosed } from './pages/arrival.ts';
import { faultsOf, tourOf } from './pages/office-tour.ts';
import { records } from './pages/records.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await invitePracticePeople(bench);
});
afterAll(() => bench?.close());

const SCREENS = ['待办', '我领取的', '本科室', '已办', '备案', '申领', '公示', '卡点', '计划', '政策', '练习'];

const organOf = async (planId: string, organ: string) => {
  const { body } = await bench.office.as('bureau').send('GET', `/api/v1/annual-plans/${planId}`);
  return body.organs.find((one: { readonly organ: string }) => one.organ === organ);
};

describe('the day of another organ', { timeout: 900_000 }, () => {
  it('the officers of every organ open every screen, and no other one', async () => {
    const toured = new Map<string, unknown>();
    const organs = ['emergency', 'education', 'agriculture', 'disabled', 'union', 'veterans', 'justice', 'industry'];
    for (const organ of organs) {
      const { page, complaints } = await arriveAs(bench, `dept.${organ}`);
      const { screens, faults } = await tourOf(page);
      toured.set(organ, { screens, faults: [...faults, ...complaints] });
      await page.context().close();
    }
    expect(Object.fromEntries(toured)).toEqual(
      Object.fromEntries(organs.map((organ) => [organ, { screens: SCREENS, faults: [] }])),
    );
    const { page } = await arriveAs(bench, 'dept.emergency');
    await expectClosed(page, bench.office.base, ['/demand', '/cases', '/payouts', '/reports', '/grants', '/audit']);
  });

  it('the emergency bureau revises what a document planned for it', async () => {
    await bench.office.setTime('2026-01-05T10:00:00+08:00');
    const planId = await addAnnualPlan(bench.office, 2026);
    const { page, complaints } = await arriveAs(bench, 'dept.emergency', '/plans/2026');
    const of = records(page);
    await page.getByRole('link', { name: '本单位的计划' }).click();
    await of.act('修订计划').click();
    expect(await faultsOf(page)).toEqual([]);
    const before = await organOf(planId, 'EMERGENCY_MGMT');
    await page.getByLabel('第 1 项 人次').fill('7,600');
    await page.getByLabel('原因').fill('新增两家企业');
    await of.button('确认修订计划').click();
    await of.said('已修订计划 2026 年度').waitFor();
    await page.getByText('新增两家企业').first().waitFor();
    const { lines, revision } = await organOf(planId, 'EMERGENCY_MGMT');
    // What is in force stays until the bureau has accepted the revision.
    expect([lines, revision.reason, revision.lines[0].personTimes]).toEqual([before.lines, '新增两家企业', 7_600]);
    expect(complaints).toEqual([]);
  });

  it('the emergency bureau files its plan, puts right what was returned, and the HR bureau accepts it', async () => {
    await bench.office.setTime('2027-01-04T10:00:00+08:00');
    const planId = await addAnnualPlan(bench.office, 2027);
    const { page, complaints } = await arriveAs(bench, 'dept.emergency', '/plans/2027');
    const of = records(page);
    await page.getByRole('link', { name: '本单位的计划' }).click();
    await of.act('提交计划').click();
    await page.getByLabel('第 1 项 项目').selectOption({ label: '高危行业领域安全技能提升培训' });
    await page.getByLabel('第 1 项 人次').fill('8,000');
    await page.getByLabel('第 1 项 资金（元）').fill('9600000');
    await of.button('确认提交计划').click();
    await of.said('已提交计划 2027 年度').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect((await organOf(planId, 'EMERGENCY_MGMT')).state).toBe('submitted');

    const bureau = await arriveAs(bench, 'bureau.review', '/plans/2027/EMERGENCY_MGMT');
    const other = records(bureau.page);
    await other.act('退回补正').click();
    await other.remark.fill('请按分解任务调整人次');
    await other.button('确认退回补正').click();
    await other.said('已退回补正').waitFor();
    await page.reload();
    await page.getByText('请按分解任务调整人次').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await of.act('提交计划').click();
    await page.getByLabel('第 1 项 人次').fill('7,500');
    await of.button('确认提交计划').click();
    await of.said('已提交计划 2027 年度').waitFor();
    // This time the bureau accepts it in its inbox, where the act has the name of a plan's.
    const open = `planId=${planId}&planOrgan=EMERGENCY_MGMT&box=team`;
    const [task] = (await bench.office.as('bureau').send('GET', `/api/v1/tasks?${open}`)).body.items;
    await bureau.page.goto(`${bench.office.base}/workbench/tasks/${task.id}`);
    const desk = reviewDesk(bureau.page);
    await desk.act('受理').click();
    expect(await faultsOf(bureau.page)).toEqual([]);
    await desk.confirm('受理').click();
    await other.said('已受理').waitFor();
    const { state, lines } = await organOf(planId, 'EMERGENCY_MGMT');
    expect([state, lines]).toEqual(['accepted', [{ program: 'SAFETY', personTimes: 7_500, budgetFen: 960_000_000 }]]);
    expect([...complaints, ...bureau.complaints]).toEqual([]);
  });
});
