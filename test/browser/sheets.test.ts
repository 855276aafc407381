import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXECUTABLE } from '../support/browser-executable.ts';
import { WELDER } from '../support/claim-app.ts';
import { startOffice, type Office } from '../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { PATIENCE_MS } from './support/browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let database: TestDatabase;
let office: Office;
let browser: Browser;
let noticeId: string;
let sheets: readonly (readonly [seat: 'dept' | 'bureau' | 'maker', path: string])[];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  browser = await chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox'] });
  const claimId = await office.walks.due();
  const notices = await office.as('dept').send('GET', `/api/v1/notices?claimId=${claimId}`);
  noticeId = (await office.walks.published()).noticeId;
  const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  sheets = [
    ['dept', `/api/v1/claims/${claimId}/sheet`],
    ['bureau', `/api/v1/notices/${notices.body.items[0].id}/sheet`],
    ['maker', `/api/v1/payout-batches/${batch.body.id}/sheet`],
  ];
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
  await database?.drop();
});

const USERNAMES = { dept: 'dept.hr', bureau: 'bureau.review', maker: 'finance.maker' } as const;

/** A page of a phone, or of a desk where its width is given; what the browser refuses is collected. */
async function newPage(context: BrowserContext): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !/status of 4\d\d/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  return { page, complaints };
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found: readonly string[] = await page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))",
  );
  return found;
}

describe('the sheets of an office', { timeout: 240_000 }, () => {
  it.each(['zh-CN', 'en'])(
    'are printed on A4 with page numbers, capitals and the practice mark, in %s',
    async (locale) => {
      for (const [seat, path] of sheets) {
        const context = await browser.newContext({ locale, extraHTTPHeaders: { 'Accept-Language': locale } });
        const token = await office.tokenOf(USERNAMES[seat]);
        await context.addCookies([{ name: 'butie_session', value: token, url: office.base }]);
        const { page, complaints } = await newPage(context);
        const answer = await page.goto(`${office.base}${path}`);
        expect(answer?.status()).toBe(200);
        expect(answer?.headers()['content-type']).toBe('text/html; charset=utf-8');
        const text = await page.locator('body').innerText();
        expect(text).toContain('捌佰元整');
        expect(text).toContain('800.00');
        expect(text).not.toContain(WELDER.name);
        expect(text).not.toContain(WELDER.idNumber);
        expect(text).not.toContain('6216610200000000018');
        await expect.poll(() => page.getByRole('note').innerText()).toMatch(/练习环境|Practice/);
        // The named page of language and mode has the number of the page and the mark in its margins.
        const name = `${locale === 'en' ? 'en' : 'zh'}-practice`;
        expect(await page.evaluate('getComputedStyle(document.body).page')).toBe(name);
        const pdf = await page.pdf({ preferCSSPageSize: true });
        expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 594\.\d+ 841\.\d+\]/);
        expect(complaints).toEqual([]);
        expect(await violations(page)).toEqual([]);
        await context.close();
      }
    },
  );
});

describe('what the public reads', { timeout: 240_000 }, () => {
  it.each(['zh-CN', 'en'])('has no fault that axe finds, and is no wider than a phone, in %s', async (locale) => {
    const context = await browser.newContext({
      locale,
      viewport: { width: 360, height: 740 },
      extraHTTPHeaders: { 'Accept-Language': locale },
    });
    const { page, complaints } = await newPage(context);
    const checked = async () => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      expect(await violations(page)).toEqual([]);
    };
    await page.goto(`${office.base}/public/notices`);
    await checked();
    await page.goto(`${office.base}/public/notices/${noticeId}`);
    await checked();
    // The form, wrong and right, without the page's address changing its meaning.
    await page.locator('form button').click();
    await page.getByRole('alert').waitFor();
    await checked();
    await page.locator('#itemNo').fill('1');
    await page.locator('#statement').fill('该学员未参加培训');
    await page.locator('form button').click();
    await page.getByRole('status').waitFor();
    await expect.poll(() => page.locator('main').innerText()).toMatch(/YY-/);
    await checked();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('takes an objection without scripts', async () => {
    const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false });
    const { page } = await newPage(context);
    await page.goto(`${office.base}/public/notices/${noticeId}`);
    await page.getByLabel('名单中的序号').fill('1');
    await page.getByLabel('异议的理由').fill('课时不足');
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByRole('status').waitFor();
    await expect.poll(() => page.locator('h1').innerText()).toBe('异议已收到');
    await context.close();
  });

  it('includes the browser of the API, at the width of a phone', async () => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 740 } });
    const { page } = await newPage(context);
    await page.goto(`${office.base}/docs`);
    await page.locator('.opblock').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(await violations(page)).toEqual([]);
    await page.locator('.opblock-summary-control').first().click();
    await page.locator('.opblock-body').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
