import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

describe('signing in', { timeout: 240_000 }, () => {
  it('leads from the root to the inbox, under the strict policy and without a complaint', async () => {
    const { page, complaints } = await bench.open();
    const answer = await page.goto(bench.office.base);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/default-src 'none';.*style-src 'self' 'nonce-[^']+'/);
    expect(policy).not.toMatch(/unsafe|https?:/);
    await page.getByRole('heading', { name: '登录', level: 1 }).waitFor();
    await page.getByLabel('用户名').fill('dept.hr');
    await page.getByLabel('密码').fill('practice');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '待办', level: 1 }).waitFor();
    await page.getByText('没有待办。').waitFor();
    await expect.poll(() => page.getByRole('note').innerText()).toMatch(/^练习环境 2025-06-23/);
    expect(complaints).toEqual([]);
  });

  it('says in the server’s words why somebody may not enter', async () => {
    const { page } = await bench.open();
    await page.goto(`${bench.office.base}/workbench/`);
    await page.getByLabel('用户名').fill('dept.hr');
    await page.getByLabel('密码').fill('wrong');
    await page.getByRole('button', { name: '登录' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/密码/);
  });

  it('is read in English, too, and remembers nothing but that', async () => {
    const { page } = await bench.open();
    await page.goto(`${bench.office.base}/workbench/`);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    await page.reload();
    await page.getByLabel('User name').fill('dept.hr');
    await page.getByLabel('Password').fill('practice');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'To do', level: 1 }).waitFor();
    await page.getByRole('button', { name: '中文' }).waitFor();
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
    expect(kept).toBe('[{"butie.language":"en"},{}]');
  });
});
