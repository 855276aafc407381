import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { startHostedApp, type HostedApp } from '../support/hosted-app.ts';
import { startBrowser, type Browser } from './support/browser.ts';

let database: TestDatabase;
let app: HostedApp;
let browser: Browser;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  // The answer to a form with faults is a page with its own status.
  browser = await startBrowser(app.base, /status of 422/);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await database?.drop();
});
/** A phone, without scripts. */
beforeEach(async () => {
  ({ page, complaints } = await browser.open({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    javaScriptEnabled: false,
  }));
  return () => page.context().close();
});

const open = (query: string) => page.goto(`${app.base}/public/demand-form?jurisdiction=150600${query}`);

const entered = async () => {
  const { rows } = await app.pool.query(
    'SELECT list, source, state, employer, industry, post, occupation_code, pay_from_fen, pay_to_fen, wanted_code FROM demand_entry ORDER BY entered_at',
  );
  return rows;
};

describe('the form that a code on a poster opens', { timeout: 240_000 }, () => {
  it('R-021, R-022: takes an employer’s need on a phone without sign-in and without a script', async () => {
    const answer = await open('');
    expect(answer?.headers()['content-security-policy']).toMatch(/default-src 'none'/);
    await expect.poll(() => page.locator('h1').innerText()).toBe('培训需求登记');
    await expect.poll(() => page.locator('.practice').innerText()).toMatch(/^练习环境/);
    await page.getByRole('link', { name: '用人单位' }).click();
    await page.getByLabel('用人单位名称').fill('示范公司');
    await page.getByLabel('岗位').fill('<b>焊工</b>');
    await page.getByRole('button', { name: '提交' }).click();

    // What is missing is named and linked; what was said stays.
    await page.getByRole('alert').waitFor();
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/职业（工种）.*必填/s);
    await expect.poll(() => page.getByLabel('岗位').inputValue()).toBe('<b>焊工</b>');
    expect(await page.locator('main b').count()).toBe(0);
    expect(await entered()).toEqual([]);
    const overflows = await page.locator('body').boundingBox();
    expect(overflows?.width).toBeLessThanOrEqual(360);

    await page.getByLabel('岗位').fill('焊工');
    await page.locator('#occupation').selectOption('6-18-02-04');
    await page.locator('#skillLevel').selectOption('LEVEL_5');
    await page.locator('#payFrom').fill('4000');
    await page.locator('#payTo').fill('6500.50');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByRole('status').waitFor();
    await expect.poll(() => page.getByRole('status').innerText()).toMatch(/回执编号: \S{6,}/);
    expect(await entered()).toMatchObject([
      {
        list: 'employer',
        source: 'QR',
        state: 'unchecked',
        employer: '示范公司',
        post: '焊工',
        occupation_code: '6-18-02-04',
        pay_from_fen: 400_000,
        pay_to_fen: 650_050,
      },
    ]);
    expect(complaints).toEqual([]);
  });

  it('R-023: asks a worker in English what the wish is, and shows no person', async () => {
    await open('&list=worker&lang=en');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByLabel('Industry').fill('Care');
    await page.getByLabel('Post').fill('Carer');
    await page.locator('#payFrom').fill('3000');
    await page.locator('#payTo').fill('4000');
    await page.locator('#hasSkill').selectOption('no');
    await page.locator('#wantsTraining').selectOption('yes');
    await page.getByLabel('Mobile number').fill('12');
    await page.getByLabel('Name').fill('张三');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').waitFor();
    await page.locator('#wanted').selectOption('4-10-01-05');
    await page.getByLabel('Mobile number').fill('13800000000');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('status').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/张三|13800000000/);
    expect((await entered()).at(-1)).toMatchObject({ list: 'worker', source: 'QR', wanted_code: '4-10-01-05' });
    await page.getByRole('link', { name: '中文' }).click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(complaints).toEqual([]);
  });

  it('is in the language of the browser, and throttled like the intake: the page says when to come back', async () => {
    const english = await fetch(`${app.base}/public/demand-form?jurisdiction=150600`, {
      headers: { 'Accept-Language': 'en' },
    });
    expect(await english.text()).toMatch(/<h1>Training demand<\/h1>/);
    let last: Response | null = null;
    for (let sent = 0; sent < 70 && last?.status !== 429; sent += 1) {
      last = await fetch(`${app.base}/public/demand-form?jurisdiction=150600&list=employer`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'post=1',
      });
    }
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last?.text()).toMatch(/role="alert"/);
  });
});
