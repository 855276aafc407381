import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewDesk } from './pages/review-desk.ts';
import { readWhole } from './pages/whole.ts';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const prefer = async (seat: 'dept' | 'bureau' | 'maker', theme: string) =>
  expect((await bench.office.as(seat).send('PATCH', '/api/v1/me/preferences', { theme })).status).toBe(200);
const paper = 'getComputedStyle(document.querySelector("main")).backgroundColor';
const DARK = 'rgb(21, 27, 35)';

describe('the dark theme', { timeout: 300_000 }, () => {
  it('can be read on the desk with panel, palette and sheet open, on lists, records and settings', async () => {
    await prefer('dept', 'dark');
    const { id } = await bench.office.walks.taskOf('dept', await bench.office.walks.aClaim());
    const { page, complaints } = await bench.openAs('dept.hr', `/tasks/${id}`);
    const desk = reviewDesk(page);
    const clean = async () => expect(await violationsOf(page)).toEqual([]);
    await desk.act('退回补正').waitFor();
    await desk.timeline.getByRole('listitem').first().waitFor();
    await expect.poll(() => page.evaluate(paper)).toBe(DARK);
    await clean();
    await page.getByRole('button', { name: '依据' }).click();
    await page.getByRole('radio', { name: '不予补贴' }).check();
    await desk.act('退回补正').click();
    await desk.panel('退回补正').waitFor();
    await clean();
    await page.keyboard.press('Escape');
    await desk.panel('退回补正').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: '键盘快捷键' });
    await sheet.waitFor();
    await clean();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: '命令' }).waitFor();
    await clean();
    for (const address of ['/filings', '/claims', '/notices', '/me', '/stuck', '/law']) {
      await page.goto(`${bench.office.base}/workbench${address}`);
      await readWhole(page);
      await clean();
    }
    await page.route('**/api/v1/claims?**', (route) => route.abort());
    await page.goto(`${bench.office.base}/workbench/claims`);
    await page.getByRole('alert').waitFor();
    await clean();
    expect(complaints).toEqual([]);
  });

  it('can be read where money is released', async () => {
    await prefer('maker', 'dark');
    await bench.office.walks.due();
    const { page } = await bench.openAs('finance.maker', '/payouts');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: '生成批次' }).first().waitFor();
    await expect.poll(() => page.evaluate(paper)).toBe(DARK);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('follows the system while it is asked to', async () => {
    await prefer('bureau', 'system');
    const { page } = await bench.openAs('bureau.review', '/claims', { colorScheme: 'dark' });
    await page.getByRole('heading', { level: 1, name: '申领' }).waitFor();
    await expect.poll(() => page.evaluate(paper)).toBe(DARK);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => page.evaluate(paper)).toBe('rgb(255, 255, 255)');
  });
});
