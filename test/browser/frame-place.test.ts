import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inEnglish } from './pages/records.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });
const PATIENCE = { timeout: 60_000 };

async function isTitled(page: Page, title: string | RegExp): Promise<void> {
  await expect.poll(() => page.title(), PATIENCE).toMatch(title);
}

async function isFocused(page: Page, what: string): Promise<void> {
  const focused = '`${document.activeElement.tagName} ${document.activeElement.textContent}`';
  await expect.poll(() => page.evaluate(focused), PATIENCE).toBe(what);
}

describe('where one is', { timeout: 240_000 }, () => {
  it('stands in the title, in the language of the page, and the focus goes to the heading of what was opened', async () => {
    const { page } = await bench.open();
    await page.goto(`${bench.office.base}/workbench/`);
    await isTitled(page, '登录 · 补贴工作台');
    await page.getByLabel('用户名').fill('dept.hr');
    await page.getByLabel('密码').fill('practice');
    await page.getByRole('button', { name: '登录' }).click();
    await isTitled(page, '待办 · 补贴工作台');
    for (const [link, title] of [
      ['本科室', '本科室'],
      ['申领', '申领'],
      ['公示', '公示'],
    ] as const) {
      await page.getByRole('link', { name: link, exact: true }).click();
      await isTitled(page, `${title} · 补贴工作台`);
      await isFocused(page, `H1 ${title}`);
    }
    await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe('zh-CN');
    await inEnglish(page, async () => {
      await isTitled(page, 'Notices · Subsidy workbench');
      await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe('en');
    });
    await isTitled(page, '公示 · 补贴工作台');
  });

  it('stands in the title for a case beside its list, whose row keeps the focus', async () => {
    await bench.office.walks.aClaim();
    const { page } = await bench.openAs('dept.hr');
    const { rows, acts } = reviewDesk(page);
    await rows.first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await acts.waitFor();
    await isTitled(page, /^焊工.* · 待办 · 补贴工作台$/);
    await expect.poll(() => page.evaluate('document.activeElement.closest("table") !== null')).toBe(true);
  });

  it('is reached past the frame by the first key', async () => {
    const { page } = await bench.openAs('dept.hr', '/claims');
    await heading(page, '申领').waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('跳到正文');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('main');
    await heading(page, '申领').waitFor();
    const banner = page.getByRole('banner').getByRole('note');
    await expect.poll(() => banner.innerText()).toMatch(/^练习环境/);
  });

  it('is said anew in the other language, also what the server said before', async () => {
    const { id } = await bench.office.walks.taskOf('dept', await bench.office.walks.aClaim());
    const { page } = await bench.openAs('dept.hr', `/tasks/${id}`);
    const desk = reviewDesk(page);
    await desk.timeline.getByText('提交').first().waitFor();
    await desk.why.getByText(/审核/).first().waitFor();
    await inEnglish(page, async () => {
      const why = page.getByRole('region', { name: 'Why it waits' });
      await expect.poll(() => why.innerText(), { timeout: 60_000 }).not.toMatch(/审核|办理/);
      const timeline = page.getByRole('region', { name: 'Timeline' });
      await expect.poll(() => timeline.innerText(), { timeout: 60_000 }).not.toMatch(/提交/);
      // What was read before and is opened later is read anew, too.
      await page.getByRole('link', { name: 'My section' }).click();
      await page.getByRole('table').getByText('Review').first().waitFor();
    });
  });
});
