import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Opened } from '../support/browser.ts';
import type { Workbench } from '../support/workbench.ts';

/** Somebody of the office at a browser that nobody used before, signed in by the page at an address below `/workbench`. */
export async function arriveAs({ open, office }: Workbench, username: string, at = '/'): Promise<Opened> {
  const opened = await open();
  const { page } = opened;
  await page.goto(`${office.base}/workbench${at}`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill('practice');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  return opened;
}

/** Opens addresses of screens that are other people's: each says so, and shows nothing else. */
export async function expectClosed(page: Page, base: string, places: readonly string[]): Promise<void> {
  for (const place of places) {
    await page.goto(`${base}/workbench${place}`);
    await expect
      .poll(async () => [place, await page.locator('main').getByRole('heading').allInnerTexts()])
      .toEqual([place, ['您的账户没有这个页面。']]);
  }
}
