import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAnnualPlan } from '../support/annual-plans.ts';
import { addDemandCycle } from '../support/demand-rows.ts';
import { addCall, addGrant } from '../support/grant-rows.ts';
import { records } from './pages/records.ts';
import { lostAt, violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

async function claimNoOf(claimId: string): Promise<string> {
  return String((await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo);
}

describe('what is stuck', { timeout: 240_000 }, () => {
  it('names what is no claim by its place and number, and leads to its page', async () => {
    const { pool, sealer } = bench.office;
    const callId = await addCall(pool);
    const person = { callId, partyId: 'pty_school', personId: 'per_school' };
    const grants = [await addGrant(pool, sealer, person), await addGrant(pool, sealer, { ...person, holderKey: 'b' })];
    const cycleId = await addDemandCycle(pool);
    const planId = await addAnnualPlan(bench.office, 2026);
    await pool.query(
      `INSERT INTO forged_act (entity_kind, entity_id, act, cause, count, first_at, last_at)
       SELECT one.kind, one.id, 'resume', 'notSigned', 1, now(), now()
       FROM unnest($1::text[], $2::text[]) AS one (kind, id)`,
      [
        ['grant', 'grant', 'demandCycle', 'annualPlan'],
        [...grants, cycleId, planId],
      ],
    );
    const { rows } = await pool.query<{ no: string }>(
      'SELECT grant_no AS no FROM base_grant ORDER BY id = $1',
      grants.slice(0, 1),
    );
    const cycle = await pool.query<{ no: number }>('SELECT no FROM demand_cycle WHERE id = $1', [cycleId]);
    const ops = await bench.openAs('ops', '/stuck?cause=forgedAct');
    const rowOf = (name: string) => ops.page.getByRole('rowheader', { name, exact: true });
    await rowOf(`项目 内蒙古自治区 ${rows[0]?.no}`).waitFor();
    await rowOf(`项目 内蒙古自治区 ${rows[1]?.no}`).waitFor();
    await rowOf(`需求周期 鄂尔多斯市 ${cycle.rows[0]?.no}`).waitFor();
    // Nobody is led to a page that is not theirs.
    expect(await ops.page.getByRole('link', { name: /^(项目|年度计划)/ }).count()).toBe(0);
    const { page } = await bench.openAs('dept.hr', '/stuck?cause=forgedAct');
    await page.getByRole('link', { name: '年度计划 鄂尔多斯市 2026' }).click();
    await page.waitForURL('**/plans/2026?jurisdiction=150600');
    await page.getByRole('heading', { level: 1, name: /2026/ }).waitFor();
  });

  it('stands by cause with its claims, and each says why it waits', async () => {
    const claimId = await bench.office.walks.aClaim();
    const claimNo = await claimNoOf(claimId);
    await bench.office.pool.query(
      `UPDATE task SET starts_on = '2025-05-29', due_on = '2025-06-13', near_on = '2025-06-11', escalate_on = '2025-06-20'
       WHERE entity_id = $1`,
      [claimId],
    );
    const { page, complaints } = await bench.openAs('ops', '/stuck');
    const of = records(page);
    await of.row('卡点列表', claimNo).waitFor();
    await page
      .getByText(/^期限已用 \d+ %$/)
      .first()
      .waitFor();
    await page.getByText(/^数据截至/).waitFor();
    await page.getByRole('link', { name: '审核未办' }).click();
    await page.waitForURL('**/stuck?cause=reviewOpen');
    await page.getByRole('button', { name: `为什么 ${claimNo}` }).click();
    const why = page.getByRole('group', { name: `${claimNo} 为什么在等` });
    await why.getByText(/审核，最迟/).waitFor();
    await why.getByText('建议处置').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await lostAt(page, 320)).toBe(0);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe(claimNo);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Stuck', level: 1 }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('says whether the list is empty or failed', async () => {
    const { page } = await bench.openAs('dept.union', '/stuck?cause=held');
    await page.getByText('没有卡点。').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.route('**/api/v1/stuck?*', (route) => route.abort());
    await page.getByRole('button', { name: '全部原因' }).click();
    await page.getByRole('alert').getByText('未能读取卡点列表').waitFor();
    expect(await page.getByText('没有卡点。').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.unroute('**/api/v1/stuck?*');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('table', { name: '卡点列表' }).waitFor();
  });
});

describe('my settings', { timeout: 240_000 }, () => {
  it('change keys and row height when the server has kept them', async () => {
    const { page, complaints } = await bench.openAs('dept.union', '/me');
    await page.getByLabel('行距').selectOption('comfortable');
    await page.getByLabel('下一件 的按键').press('n');
    await expect.poll(() => page.getByLabel('下一件 的按键').inputValue()).toBe('N');
    await page.getByLabel('启用单键').uncheck();
    await page.getByLabel('主题').selectOption('dark');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await records(page).said('已保存').waitFor();
    const { body } = await bench.office.as('union').send('GET', '/api/v1/session');
    expect(body.preferences).toMatchObject({
      density: 'comfortable',
      theme: 'dark',
      singleKeys: false,
      keys: { next: 'KeyN' },
    });
    await expect.poll(() => page.evaluate('document.documentElement.dataset.density')).toBe('comfortable');
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    expect(await violationsOf(page)).toEqual([]);
    expect(await lostAt(page, 320)).toBe(0);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'My settings', level: 1 }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    // What is saved next is not the language before.
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await records(page).said('Saved').waitFor();
    const now = await bench.office.as('union').send('GET', '/api/v1/session');
    expect(now.body.preferences).toMatchObject({ language: 'en', density: 'comfortable' });
    await page.getByRole('heading', { name: 'My settings', level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('say before an absence which seats have nobody', async () => {
    const { page } = await bench.openAs('finance.checker', '/me');
    await page.getByRole('button', { name: '登记请假' }).click();
    const form = records(page).form('登记请假');
    await form.getByLabel('请假开始').fill('2025-06-24');
    await form.getByLabel('请假结束').fill('2025-06-20');
    await form.getByRole('button', { name: '查看影响' }).click();
    await form.getByRole('alert').waitFor();
    await form.getByLabel('请假结束').fill('2025-06-27');
    await form.getByRole('button', { name: '查看影响' }).click();
    await form.getByRole('group', { name: '查看影响' }).waitFor();
    expect((await bench.office.as('checker').send('GET', '/api/v1/me/absence')).body.state).toBe('none');
    expect(await violationsOf(page)).toEqual([]);
    await form.getByRole('button', { name: '确认登记请假' }).click();
    await records(page).said('已登记请假').waitFor();
    await page.getByText('2025-06-24 至 2025-06-27').waitFor();
    await page.getByRole('button', { name: '销假' }).click();
    await page.getByText('没有登记请假。').waitFor();
  });

  it('end a session of another machine', async () => {
    await bench.office.tokenOf('finance.maker');
    const { page } = await bench.openAs('finance.maker', '/me');
    const table = page.getByRole('table', { name: '登录会话' });
    await table.getByText('本次登录').waitFor();
    const others = await table.getByRole('button', { name: /^结束会话/ }).count();
    expect(others).toBeGreaterThan(0);
    await table
      .getByRole('button', { name: /^结束会话/ })
      .first()
      .click();
    await records(page).said('已结束会话').waitFor();
    await expect.poll(() => table.getByRole('button', { name: /^结束会话/ }).count()).toBe(others - 1);
  });
});
