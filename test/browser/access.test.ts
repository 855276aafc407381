import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WELDER } from '../support/claim-app.ts';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

/** As long as values stand in clear. */
const HALF_A_MINUTE_MS = 30_000;

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

/** The same page in Chinese and in English. */
async function inBothLanguages(page: Page, look: () => Promise<void>): Promise<void> {
  await look();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: '中文' }).waitFor();
  await look();
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('button', { name: 'English' }).waitFor();
}

describe('everybody can use the desk', { timeout: 240_000 }, () => {
  it('axe finds nothing on sign-in, list and case, in both languages and in each state', async () => {
    const { page } = await bench.openAs('dept.hr', '/tasks/done');
    const clean = async () => expect(await violationsOf(page)).toEqual([]);
    await page.getByText('没有待办。').waitFor();
    await inBothLanguages(page, clean);
    await page.route('**/api/v1/tasks?**', (route) => route.abort());
    await page.getByRole('link', { name: '本科室' }).click();
    await page.getByRole('alert').waitFor();
    await inBothLanguages(page, clean);
    await page.unroute('**/api/v1/tasks?**');

    const { id } = await bench.office.walks.taskOf('dept', await bench.office.walks.aClaim());
    await page.goto(`${bench.office.base}/workbench/tasks/${id}`);
    await page.getByRole('group', { name: '办理' }).waitFor();
    await page.getByRole('region', { name: '时间线' }).getByRole('listitem').first().waitFor();
    await inBothLanguages(page, clean);
    await page.getByRole('button', { name: '依据' }).click();
    await page.getByRole('radio', { name: '不予补贴' }).check();
    await page.getByRole('button', { name: '退回补正' }).click();
    await page.getByRole('form', { name: '退回补正', exact: true }).waitFor();
    await clean();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '查看完整' }).click();
    await page.getByRole('dialog', { name: '查看完整' }).waitFor();
    await clean();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await inBothLanguages(page, clean);
  });

  it('loses nothing at 320 pixels: list and case are two pages', async () => {
    const { id } = await bench.office.walks.taskOf('dept', await bench.office.walks.aClaim());
    const { page } = await bench.openAs('dept.hr', '/tasks', { viewport: { width: 320, height: 640 } });
    const overflow = () => page.evaluate('document.documentElement.scrollWidth');
    await page.getByRole('table', { name: '待办列表' }).getByRole('rowheader').first().waitFor();
    expect(await overflow()).toBeLessThanOrEqual(320);
    await page.goto(`${bench.office.base}/workbench/tasks/${id}`);
    await page.getByRole('group', { name: '办理' }).waitFor();
    await page.getByRole('region', { name: '时间线' }).getByRole('listitem').first().waitFor();
    expect(await overflow()).toBeLessThanOrEqual(320);
    // The list is read, and does not show.
    await page.locator('tr[data-task]').first().waitFor({ state: 'attached' });
    expect(await page.getByRole('table', { name: '待办列表' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: '材料', exact: true }).click();
    await page.getByRole('complementary', { name: '材料' }).getByRole('region').first().waitFor();
    expect(await overflow()).toBeLessThanOrEqual(320);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('shows one line in clear for a purpose, hides it after thirty seconds, and the audit knows', async () => {
    const claimId = await bench.office.walks.aClaim();
    const { id } = await bench.office.walks.taskOf('dept', claimId);
    const { page } = await bench.openAs('dept.hr', `/tasks/${id}`, {}, (opened) => opened.clock.install());
    await page.getByRole('button', { name: '查看完整' }).click();
    const dialog = page.getByRole('dialog', { name: '查看完整' });
    await dialog.getByLabel('用途').selectOption('review');
    await expect.poll(() => dialog.getByLabel('编号').inputValue()).toMatch(/^BT-150600-/);
    expect(await page.getByText(WELDER.idNumber).count()).toBe(0);
    expect(await page.getByText(WELDER.name).count()).toBe(0);
    await dialog.getByRole('button', { name: '确认查看' }).click();
    await page.getByText(WELDER.idNumber).waitFor();
    const timeline = await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}/timeline`);
    expect(timeline.body.items.map(({ act }: { act: string }) => act)).toContain('reveal');
    await page.clock.fastForward(HALF_A_MINUTE_MS);
    await page.getByText(WELDER.idNumber).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '查看完整' }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe('查看完整');
  });

  it('hides what an objector wrote after thirty seconds, as the dialog says', async () => {
    const { noticeId } = await bench.office.walks.published();
    const statement = '此人未参加培训';
    await bench.office.nobody.send('POST', `/public/notices/${noticeId}/objections`, { itemNo: 1, statement });
    const { body } = await bench.office.as('dept2').send('GET', '/api/v1/tasks?box=todo&stage=jointNotice&limit=200');
    const task = body.items.find((one: { noticeId: string; kind: string }) => one.noticeId === noticeId);
    const { page } = await bench.openAs('dept.hr2', `/tasks/${task.id}`, {}, (opened) => opened.clock.install());
    // What happened to the claim of the item stands under its number.
    await page.getByRole('region', { name: '时间线 BT-' }).getByRole('listitem').first().waitFor();
    const objections = page.getByRole('region', { name: /^异议/ });
    await objections.getByRole('button', { name: '查看完整' }).click();
    await page.getByRole('dialog', { name: '查看完整' }).getByRole('button', { name: '确认查看' }).click();
    await objections.getByText(statement).waitFor();
    await page.clock.fastForward(HALF_A_MINUTE_MS);
    await objections.getByText(statement).waitFor({ state: 'detached' });
    await expect.poll(() => objections.getByRole('button', { name: '查看完整' }).count()).toBe(1);
  });
});
