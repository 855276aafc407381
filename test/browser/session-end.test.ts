import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

/** The server says that the session ends so soon. */
async function endsIn(page: Page, seconds: number): Promise<void> {
  await page.route('**/api/v1/session', async (route) => {
    const answer = await route.fetch();
    const session = await answer.json();
    const expiresAt = new Date(Date.now() + seconds * 1_000).toISOString();
    await route.fulfill({ response: answer, json: { ...session, expiresAt } });
  });
}

describe('the end of a session', { timeout: 240_000 }, () => {
  it('is said a minute before, and one press goes on', async () => {
    const { page, complaints } = await bench.openAs('dept.hr', '/tasks/done');
    await page.getByText('没有待办。').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await endsIn(page, 62);
    await page.reload();
    const warning = page.getByRole('alert').filter({ hasText: '登录将在一分钟内结束' });
    await warning.waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.unroute('**/api/v1/session');
    await warning.getByRole('button', { name: '继续使用' }).click();
    await warning.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('is not said while there is time', async () => {
    const { page } = await bench.openAs('dept.hr', '/tasks/done');
    await endsIn(page, 1_000);
    await page.reload();
    await page.getByText('没有待办。').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('that has come asks for the password over the page, and what was typed in a form is still there', async () => {
    const { page } = await bench.openAs('dept.hr', '/me');
    await page.getByRole('button', { name: '登记请假' }).click();
    const form = page.getByRole('form', { name: '登记请假' });
    await form.getByLabel('请假开始').fill('2025-06-24');
    await form.getByLabel('请假结束').fill('2025-06-27');
    await form.getByLabel(/^备注/).fill('写到一半');
    await page.context().clearCookies();
    await form.getByRole('button', { name: '查看影响' }).click();
    const dialog = page.getByRole('dialog', { name: '登录' });
    await dialog.getByLabel('用户名').fill('dept.hr');
    await dialog.getByLabel('密码').fill('practice');
    await dialog.getByRole('button', { name: '登录' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => form.getByLabel(/^备注/).inputValue()).toBe('写到一半');
    await form.getByRole('button', { name: '查看影响' }).click();
    await form.getByRole('group', { name: '查看影响' }).waitFor();
  });
});
