import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What stands on a screen as long as something of it is still read, its program among it. */
const READING = 'main > p.page, main .skeleton, main [aria-busy=true]';

/** From now on nothing is read again on this page because time goes by: what is read anew, an act has asked for. */
export async function readByActsAlone(page: Page): Promise<void> {
  await page.evaluate('window.setInterval = () => 0');
  await page.clock.setFixedTime(await page.evaluate<number>('Date.now()'));
}

/** Ends when a screen stands there and nothing says that it is still read: twice, as one answer may ask for the next. */
export async function readWhole(page: Page): Promise<void> {
  const isWhole = async () => {
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    return (await page.locator(READING).count()) === 0;
  };
  await page.locator('main').getByRole('heading').first().waitFor();
  await expect.poll(async () => (await isWhole()) && (await isWhole()), { interval: 20 }).toBe(true);
}
