import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WELDER } from '../support/claim-app.ts';
import { idOf } from '../support/filing-walks.ts';
import { inEnglish, records } from './pages/records.ts';
import { lostAt, violationsOf } from './support/axe.ts';
import { filingWalksOf } from './support/stage.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const TABLE = '备案列表';

/** A class that was not visited yet. */
async function aClass() {
  const claimId = await bench.office.walks.aClaim(false);
  const { body: claim } = await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`);
  const { body } = await bench.office.as('dept').send('GET', `/api/v1/class-filings/${claim.filingId}`);
  return { filingId: String(body.id), filingNo: String(body.filingNo ?? body.id), claimNo: String(claim.claimNo) };
}

describe('the filings', { timeout: 240_000 }, () => {
  it('show a class with its people and claims, and take the visits of the department', async () => {
    const { filingNo, claimNo } = await aClass();
    const { page, complaints } = await bench.openAs('dept.hr', '/filings');
    const of = records(page);
    await of.row(TABLE, filingNo).waitFor();
    expect(await lostAt(page, 320)).toBe(0);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: filingNo, level: 1 }).waitFor();
    await page.getByRole('link', { name: claimNo }).waitFor();
    await page.getByRole('table', { name: '学员名册' }).getByText('额****尔').waitFor();
    await page.getByText('尚缺：开班计划、教学组织、考评结业').waitFor();
    // One person in clear, on the number of the claim of the class.
    await page.getByRole('table', { name: '学员名册' }).getByRole('button', { name: '查看完整' }).click();
    const dialog = page.getByRole('dialog', { name: '查看完整' });
    await expect.poll(() => dialog.getByLabel('编号').inputValue()).toBe(claimNo);
    await dialog.getByRole('button', { name: '确认查看' }).click();
    await page.getByRole('table', { name: '学员名册' }).getByText(WELDER.idNumber).waitFor();

    // The papers stand beside the class, its attendance and results among them; nothing is opened, and audited, unasked.
    const papers = page.getByRole('complementary', { name: '材料' });
    await papers.getByText('请选择一份材料').waitFor();
    await page.keyboard.press(']');
    await papers
      .getByRole('region', {
        name: await papers.getByRole('group', { name: '材料' }).getByRole('button').first().innerText(),
        exact: true,
      })
      .waitFor();
    await papers.getByRole('button', { name: '考勤', exact: true }).click();
    await papers.getByRole('table', { name: '考勤' }).getByText('额****尔').first().waitFor();
    await papers.getByRole('button', { name: '考核结果', exact: true }).click();
    await papers.getByRole('table', { name: '考核结果' }).getByText('额****尔').waitFor();

    await page.keyboard.press('a');
    await of.form('登记检查').waitFor();
    await page.keyboard.press('Escape');
    await of.form('登记检查').waitFor({ state: 'detached' });
    await of.act('登记检查').click();
    await of.form('登记检查').waitFor();
    await page.getByLabel('环节').selectOption('TEACHING_ORGANISATION');
    await page.getByLabel('检查情况').fill('出勤正常');
    await of.button('确认登记').click();
    // The day is missing: the server says so, and what was typed stays.
    await of.alert.waitFor();
    await expect.poll(() => page.getByLabel('检查情况').inputValue()).toBe('出勤正常');
    await page.getByLabel('检查日期').fill('2025-06-02');
    await of.button('确认登记').click();
    await of.said(`已登记检查 ${filingNo}`).waitFor();
    await page.getByRole('table', { name: '过程监督' }).getByText('出勤正常').waitFor();
    await page.getByText('尚缺：开班计划、考评结业').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await lostAt(page, 320)).toBe(0);
    await inEnglish(page, async () => {
      await page.getByRole('table', { name: 'Supervision' }).waitFor();
    });
    await page.keyboard.press('Escape');
    await of.row(TABLE, filingNo).waitFor();
    expect(complaints).toEqual([]);
  });

  it('that come back say on the desk what the return asked for and what was done since, and keep what was written', async () => {
    const walks = await filingWalksOf(bench);
    const filingId = idOf(await walks.corrected({ opensOn: '2025-07-07', endsOn: '2025-07-22' }));
    const taskOf = async (box: string) =>
      (await bench.office.as('dept').send('GET', `/api/v1/tasks?box=${box}&filingId=${filingId}`)).body.items[0].id;
    const { page, complaints } = await bench.openAs('dept.hr', `/tasks/${await taskOf('todo')}`);
    const since = page.getByRole('region', { name: '与上一轮相比' });
    const asked = since.getByRole('listitem').filter({ hasText: '请更正' }).first();
    await asked.getByRole('listitem').filter({ hasText: '教学计划' }).getByText('缺第二周').waitFor();
    await since.getByText('更换材料 教学计划（第 2 版），原版本保留。').waitFor();

    await page.goto(`${bench.office.base}/workbench/filings/${filingId}`);
    const history = page.getByRole('region', { name: '时间线' });
    await history.getByText('请更正').waitFor();
    await history.getByText('缺第二周').waitFor();

    // What was answered in the first round is not known until its history is read.
    await page.route('**/class-filings/*/timeline*', (route) => route.abort());
    await page.goto(`${bench.office.base}/workbench/tasks/${await taskOf('done')}`);
    const checked = page.getByRole('region', { name: '核对' });
    await checked.getByRole('alert').getByText('未能读取核对').waitFor();
    expect(await checked.getByText('未作回答').count()).toBe(0);
    await page.unroute('**/class-filings/*/timeline*');
    await checked.getByRole('button', { name: '重试' }).click();
    await checked.getByText('未作回答').nth(2).waitFor();
    expect(complaints).toEqual([]);
  });

  it('send the visit once, however often it is pressed while there is no answer', async () => {
    const { filingId, filingNo } = await aClass();
    const { page } = await bench.openAs('dept.hr', `/filings/${filingId}`);
    const of = records(page);
    await of.act('登记检查').click();
    await page.getByLabel('检查日期').fill('2025-06-03');
    await page.getByLabel('检查情况').fill('教师在岗');
    // The answer is lost on its way back: the act was taken, the page cannot know it.
    let lost = 0;
    await page.route('**/supervision', async (route) => {
      if (route.request().method() === 'POST' && lost === 0) {
        lost += 1;
        await route.fetch();
        return route.abort();
      }
      return route.continue();
    });
    await of.button('确认登记').click();
    await of.alert.getByText('没有连上服务器').waitFor();
    await of.button('确认登记').click();
    await of.said(`已登记检查 ${filingNo}`).waitFor();
    const { rows } = await bench.office.pool.query('SELECT count(*)::int FROM supervision_entry WHERE filing_id = $1', [
      filingId,
    ]);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('say whether they are loading, empty or failed', async () => {
    const { page } = await bench.openAs('dept.union', '/filings');
    await page.getByText('没有备案。').waitFor();
    await page.route('**/api/v1/class-filings?*', (route) => route.abort());
    await page.getByRole('button', { name: '待受理' }).click();
    await page.getByRole('alert').getByText('未能读取备案列表').waitFor();
    expect(await page.getByText('没有备案。').count()).toBe(0);
  });
});
