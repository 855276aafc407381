import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPaidAdvance } from '../support/paid-advance.ts';
import { approveRecovery } from '../support/recoveries.ts';
import { records } from './pages/records.ts';
import { lostAt, violationsOf } from './support/axe.ts';
import type { Opened } from './support/browser.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

/** What axe finds in both languages, what a narrow screen loses, what the browser says against the page: nothing. */
async function faultsOf({ page, complaints }: Opened): Promise<readonly string[]> {
  const found = [...(await violationsOf(page))];
  const lost = await lostAt(page, 320);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: '中文' }).waitFor();
  found.push(...(await violationsOf(page)));
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('button', { name: 'English' }).waitFor();
  return [...found, ...complaints, ...(lost === 0 ? [] : [`${lost} pixels are lost`])];
}

/** A claim that owes 200.00 of its advance, which a second person has approved. */
async function debtor(): Promise<string> {
  const { office } = bench;
  const { claimId, noticeId } = await office.walks.published();
  await addPaidAdvance(office.pool, claimId, 100_000);
  const { rows } = await office.pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
  await office.endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
  expect((await approveRecovery(office, claimId)).status).toBe(200);
  return String((await office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo);
}

describe('the offices', { timeout: 240_000 }, () => {
  it('a case is entered, holds the claims of its party, and says who may close it', async () => {
    await bench.office.walks.aClaim();
    const opened = await bench.openAs('bureau.review', '/cases');
    const { page } = opened;
    const of = records(page);
    await page.getByText('没有案件。').waitFor();
    expect(await faultsOf(opened)).toEqual([]);
    const { body } = await bench.office.as('dept').send('GET', '/api/v1/claims');
    const { applicant } = body.items[0];
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByLabel('查找单位').fill(applicant.name);
    await page.getByRole('option', { name: applicant.name }).waitFor({ state: 'attached' });
    // That its classes cannot be read does not mean that it has none.
    await page.route('**/api/v1/claims?*', (route) => route.abort());
    await page.getByLabel('单位', { exact: true }).selectOption(applicant.id);
    await of.alert.getByText('未能读取该单位的班级').waitFor();
    await page.unroute('**/api/v1/claims?*');
    await of.alert.getByRole('button', { name: '重试' }).click();
    await of.alert.waitFor({ state: 'detached' });
    await page.getByLabel('事实与证据').fill('名册与考勤不符');
    await of.form('登记案件').getByRole('button', { name: '确认登记' }).click();
    await of.said(`已登记案件 ${applicant.name}`).waitFor();
    await page.getByRole('table', { name: '暂停的申领' }).getByRole('rowheader').first().waitFor();
    // Who entered it cannot close it, and is told why.
    await page.getByRole('group', { name: '办理' }).getByRole('listitem').filter({ hasText: '结案' }).first().waitFor();
    expect(await faultsOf(opened)).toEqual([]);
  });

  it('a related party is declared and taken back', async () => {
    await bench.office.walks.aClaim();
    const opened = await bench.openAs('dept.hr', '/relations');
    const { page } = opened;
    const { body } = await bench.office.as('dept').send('GET', '/api/v1/claims');
    const { applicant } = body.items[0];
    await page.getByText('没有申报关联单位。').waitFor();
    // Its claims come on a later page of what is found.
    await page.route('**/api/v1/claims?*', async (route) => {
      const asked = new URL(route.request().url());
      const isFirst = !asked.searchParams.has('cursor');
      asked.searchParams.delete('cursor');
      const answer = await route.fetch({ url: asked.href });
      const found = await answer.json();
      await route.fulfill({ response: answer, json: isFirst ? { ...found, items: [], nextCursor: 'later' } : found });
    });
    await page.getByLabel('查找单位').fill(applicant.name);
    await page.getByRole('button', { name: '更多匹配的单位' }).click();
    await page.getByLabel('单位', { exact: true }).selectOption(applicant.id);
    await page.getByRole('button', { name: '申报', exact: true }).click();
    await records(page).said(`已申报 ${applicant.name}`).waitFor();
    expect(await faultsOf(opened)).toEqual([]);
    await page.getByRole('button', { name: `取消申报 ${applicant.name}` }).click();
    await records(page).said(`已取消申报 ${applicant.name}`).waitFor();
  });

  it('a repayment that one person enters counts when another confirms it', async () => {
    const claimNo = await debtor();
    const maker = await bench.openAs('finance.maker', '/recoveries');
    const of = records(maker.page);
    await of.row('追回列表', claimNo).waitFor();
    await maker.page.getByRole('button', { name: `登记退款 ${claimNo}` }).click();
    await of.form('登记退款').getByLabel('金额（元）').fill('200.00');
    await of.form('登记退款').getByLabel('银行流水号').fill('ICBC 2026/0001');
    expect(await faultsOf(maker)).toEqual([]);
    await of.form('登记退款').getByRole('button', { name: '确认登记退款' }).click();
    await of.said(`已登记退款 ${claimNo}`).waitFor();
    const checker = await bench.openAs('finance.checker', '/recoveries');
    const other = records(checker.page);
    await other.act('复核通过').click();
    await other.form('复核通过').getByRole('button', { name: '确认复核通过' }).click();
    await other.said(`已复核 ${claimNo}`).waitFor();
    const { body } = await bench.office.as('maker').send('GET', '/api/v1/recoveries');
    expect(body.items[0]).toMatchObject({ recoveredFen: 20_000, waiting: [] });
    expect(await faultsOf(checker)).toEqual([]);
  });

  it('the law names what applies, and what another day changes', async () => {
    const opened = await bench.openAs('bureau.review', '/law');
    const { page } = opened;
    await page.getByRole('table', { name: '政策文件列表' }).getByRole('rowheader').first().waitFor();
    await page.getByLabel('项目', { exact: true }).selectOption('INSTITUTION_PROJECT_TRAINING');
    const applies = page.getByRole('table', { name: '适用的参数' });
    const papers = '教学计划、授课师资情况、教材教学资源清单、考核方案、学员名册';
    await applies.getByRole('cell', { name: papers, exact: true }).waitFor();
    expect(await applies.innerText()).not.toMatch(/[A-Z]{2,}_[A-Z]{2,}|\b(?:WORKING|CALENDAR|PENSION)\b/);
    await page.getByLabel('对比日期').fill('2023-01-01');
    await page.getByRole('table', { name: '两日对比' }).waitFor();
    expect(await faultsOf(opened)).toEqual([]);
    await page.goto(`${bench.office.base}/workbench/law/routes`);
    await page.getByRole('table', { name: '项目列表' }).getByText('开放').first().waitFor();
    expect(await faultsOf(opened)).toEqual([]);
    await page.goto(`${bench.office.base}/workbench/law/calendar`);
    await page.getByText('2025-10-01').first().waitFor();
    expect(await faultsOf(opened)).toEqual([]);
  });

  it('the audit shows the trail of one claim, and its chain is verified', async () => {
    const claimId = await bench.office.walks.aClaim();
    const claimNo = String((await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo);
    const opened = await bench.openAs('auditor', '/audit');
    const { page } = opened;
    await page.getByLabel('申领编号').fill(claimNo);
    await page.getByRole('button', { name: '查看记录' }).click();
    await page.getByText(`只看 ${claimNo}`).waitFor();
    await page.getByRole('table', { name: '审计记录' }).getByText('提交').first().waitFor();
    await page.getByRole('button', { name: '校验', exact: true }).click();
    await records(page).said('已校验').waitFor();
    await page.getByText('链条完整，未发现改动。').waitFor();
    expect(await faultsOf(opened)).toEqual([]);
  });

  it('reports stand with numbers that open their claims', async () => {
    await bench.office.walks.aClaim();
    await bench.office.pool.query(
      `INSERT INTO plan_line (id, jurisdiction, year, organ, program, budget_fen)
       VALUES ('150600/2025/HRSS/OWN', '150600', 2025, 'HRSS', 'OWN', 100000)`,
    );
    const opened = await bench.openAs('bureau.review', '/reports');
    const { page } = opened;
    const progress = page.getByRole('table', { name: '计划进度' });
    await progress.getByRole('rowheader', { name: '合计' }).waitFor();
    await expect
      .poll(() => progress.getByRole('link').first().getAttribute('href'))
      .toContain('/workbench/claims?organ=');
    // A figure of a plan line opens the claims that it counts, and no others; a number that no list counts opens none.
    const line = page.getByRole('table', { name: '预算执行' }).getByRole('row').filter({ hasText: 'OWN' });
    expect(await progress.getByRole('cell').getByRole('link').count()).toBe(0);
    await line.getByRole('link', { name: '0.00' }).last().click();
    await page.getByText('只列报表中这项计划任务的已拨付金额所含的申领。').waitFor();
    await page.getByText('没有符合条件的申领。').waitFor();
    await page.goBack();
    await line.waitFor();
    expect(await faultsOf(opened)).toEqual([]);
    await page.route('**/api/v1/budgets?*', (route) => route.abort());
    await page.getByLabel('年份').fill('2024');
    await page.getByRole('alert').getByText('未能读取预算执行').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  it('a practice register is told to fail and to answer again', async () => {
    const opened = await bench.openAs('ops', '/practice');
    const { page } = opened;
    await page.getByText(/^现在是 2025-06-23/).waitFor();
    await page.getByRole('button', { name: '停用' }).click();
    await records(page).said('证书 登记库已停用').waitFor();
    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await records(page).said('证书 登记库已恢复').waitFor();
    expect(await faultsOf(opened)).toEqual([]);
  });

  it('the sheet of a claim stands on one A4 page with its sum in capitals, and is printed without the frame', async () => {
    const claimId = await bench.office.walks.aClaim();
    const claimNo = String((await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo);
    const opened = await bench.openAs('bureau.review', `/print/claim/${claimId}`);
    const { page } = opened;
    await page.getByRole('heading', { name: '审批表', level: 1 }).waitFor();
    await page.getByText(claimNo).first().waitFor();
    await page.getByText('捌佰元整').waitFor();
    await page.getByRole('button', { name: '打印', exact: true }).waitFor();
    expect(await faultsOf(opened)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('heading', { name: '审批表', level: 1 }).waitFor();
    await page.getByRole('navigation', { name: '主导航' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '打印', exact: true }).waitFor({ state: 'hidden' });
  });
});
