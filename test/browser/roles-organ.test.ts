import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAnnualPlan } from '../support/annual-plans.ts';
import { arriveAs, expectClosed } from './pages/arrival.ts';
import { faultsOf, screensOf, tourOf } from './pages/office-tour.ts';
import { records } from './pages/records.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { readByActsAlone } from './pages/whole.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await invitePracticePeople(bench);
});
afterAll(() => bench?.close());

const SCREENS = ['待办', '我领取的', '本科室', '已办', '备案', '申领', '公示', '追回', '卡点', '计划', '政策', '练习'];

const organOf = async (planId: string, organ: string) => {
  const { body } = await bench.office.as('bureau').send('GET', `/api/v1/annual-plans/${planId}`);
  return body.organs.find((one: { readonly organ: string }) => one.organ === organ);
};

describe('the day of another organ', { timeout: 900_000 }, () => {
  it('an officer opens every screen, and no other one', async () => {
    const { page, complaints } = await arriveAs(bench, 'dept.emergency');
    expect(await tourOf(page)).toEqual({ screens: SCREENS, faults: [] });
    await expectClosed(page, bench.office.base, ['/demand', '/cases', '/payouts', '/reports', '/grants', '/audit']);
    expect(complaints).toEqual([]);
  });

  it('is the same at every organ: what the server opens to its officer', async () => {
    const organs = ['emergency', 'education', 'agriculture', 'disabled', 'union', 'veterans', 'justice', 'industry'];
    const opened = await Promise.all(organs.map((organ) => screensOf(bench, `dept.${organ}`)));
    expect(opened).toEqual(organs.map(() => opened[0]));
    expect(opened[0]).toContain('filings');
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

    // The bureau has read the page of this plan, and accepts the revision at its desk: the page is read anew.
    const bureau = await arriveAs(bench, 'bureau.review', '/plans/2026/EMERGENCY_MGMT');
    const inForce = bureau.page.getByRole('table', { name: '项目与资金', exact: true });
    await inForce.getByRole('cell').first().waitFor();
    await bureau.page.getByText('新增两家企业').first().waitFor();
    await readByActsAlone(bureau.page);
    const { body: waiting } = await bench.office.as('bureau').send('GET', '/api/v1/tasks?box=team&kind=planReview');
    const { id } = waiting.items.find((one: { readonly planOrgan: string }) => one.planOrgan === 'EMERGENCY_MGMT');
    const row = bureau.page.locator(`[data-task="${id}"] a`);
    const links = bureau.page.getByRole('navigation', { name: '主导航' });
    await links.getByRole('link', { name: /^待办/ }).click();
    const desk = reviewDesk(bureau.page);
    await row.click();
    await desk.act('受理').click();
    await desk.confirm('受理').click();
    await records(bureau.page).said('已受理').waitFor();
    await links.getByRole('link', { name: '已办' }).click();
    await row.click();
    await bureau.page.getByRole('link', { name: '打开计划' }).click();
    await inForce.getByRole('cell', { name: '7600', exact: true }).waitFor();
    expect([...complaints, ...bureau.complaints]).toEqual([]);
  });
});
