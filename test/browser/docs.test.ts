import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { startHostedApp, type HostedApp } from '../support/hosted-app.ts';
import { PATIENCE_MS, startBrowser, type Browser } from './support/browser.ts';

let database: TestDatabase;
let app: HostedApp;
let browser: Browser;
let page: Page;
let complaintsSince: () => () => readonly string[];

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  // Here an answer that is a refusal is a fault.
  browser = await startBrowser(app.base, /^$/);
  // To read the whole document takes seconds: one page shows everything.
  const { complaints, ...shown } = await browser.open({ viewport: { width: 1280, height: 1000 } });
  ({ page } = shown);
  complaintsSince = () => {
    const before = complaints.length;
    return () => complaints.slice(before);
  };
  await page.goto(`${app.base}/docs`);
  await page.locator('.opblock').first().waitFor();
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await database?.drop();
});
describe('the browser of the API at /docs', { timeout: 240_000 }, () => {
  it('loads under the strict content policy without a complaint', async () => {
    const answer = await page.request.get(`${app.base}/docs`);
    const policy = answer.headers()['content-security-policy'];
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toMatch(/unsafe|https?:/);
    await expect.poll(() => page.title()).toBe('接口文档 · butie 补贴 API');
    await expect.poll(() => page.locator('.practice').first().innerText()).toMatch(/^练习环境/);
  });

  it('finds operations by a word of their path, name or summary', async () => {
    const { paths } = await (await page.request.get(`${app.base}/api/v1/openapi.json`)).json();
    const all = Object.values<object>(paths).flatMap((path) => Object.keys(path)).length;
    await expect.poll(() => page.locator('.opblock').count()).toBe(all);
    const shown = async () => (await page.locator('.opblock-summary-path').allInnerTexts()).map(plain);
    await page.getByLabel('搜索接口').fill('signOut');
    await expect.poll(shown).toEqual(['/api/v1/session']);
    await page.getByLabel('搜索接口').fill('practice clock');
    await expect
      .poll(shown)
      .toSatisfy(
        (found: readonly string[]) =>
          found.includes('/api/v1/practice/clock') && found.every((path) => path.includes('practice')),
      );
    await page.getByLabel('搜索接口').fill('');
    await expect.poll(() => page.locator('.opblock').count()).toBe(all);
  });

  it('shows the body and the schemas of an operation', async () => {
    const heard = complaintsSince();
    const operation = await opened('signIn');
    await expect.poll(() => operation.locator('textarea.body-param__text').inputValue()).toMatch(/"username"/);
    await page.getByText('Schemas', { exact: true }).click();
    await expect.poll(() => page.locator('section.models').innerText()).toMatch(/SessionPerson/);
    expect(heard()).toEqual([]);
  });

  it('tries operations out with the session of the browser, changes too', async () => {
    const heard = complaintsSince();
    const signIn = await opened('signIn');
    const body = JSON.stringify({ username: 'school', password: 'practice' });
    await signIn.locator('textarea.body-param__text').fill(body);
    expect(await executed(signIn)).toBe('201');

    const who = await opened('getSession');
    expect(await executed(who)).toBe('200');
    await expect.poll(() => who.locator('.live-responses-table').innerText()).toMatch(/"displayName"/);

    const signOut = await opened('signOut');
    expect(await executed(signOut)).toBe('204');
    expect(heard()).toEqual([]);
    expect(await executed(who)).toBe('401');
  });
});

/** The path as it is written, without the marks after which it may break. */
function plain(path: string): string {
  return path.replaceAll('\u200B', '').trim();
}

async function opened(operationId: string) {
  const operation = page.locator(`[id^="operations-"][id$="-${operationId}"]`);
  if ((await operation.locator('.opblock-body').count()) === 0) {
    await operation.locator('.opblock-summary-control').click();
  }
  await operation.locator('.opblock-body').waitFor();
  return operation;
}

/** Presses *Execute* and waits for the answer to that very request. */
async function executed(operation: Awaited<ReturnType<typeof opened>>): Promise<string> {
  const shown = operation.locator('.live-responses-table .response-col_status').last();
  const before = (await shown.count()) === 0 ? '' : await shown.innerText();
  await operation.locator('button.execute').click();
  let status = '';
  await expect
    .poll(
      async () => {
        status = (await shown.count()) === 0 ? '' : await shown.innerText();
        return status !== '' && status !== before;
      },
      { timeout: PATIENCE_MS },
    )
    .toBe(true);
  return status.split('\n')[0] ?? '';
}
