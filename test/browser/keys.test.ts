import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewDesk } from './pages/review-desk.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

/** A key that an input method has taken: its code is known, its meaning is not. */
const taken = (code: string, more = '') =>
  `(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', code: '${code}', keyCode: 229, bubbles: true, cancelable: true ${more} }))`;

describe('keys', { timeout: 240_000 }, () => {
  it('are text inside a field, also the first and the last one of a composition', async () => {
    const { id } = await bench.office.walks.taskOf('dept', await bench.office.walks.aClaim());
    const { page } = await bench.openAs('dept.hr', `/tasks/${id}`);
    const desk = reviewDesk(page);
    const sent: string[] = [];
    page.on('request', (request) => request.url().endsWith('/decision') && sent.push(request.url()));
    await desk.act('退回补正').waitFor();
    // Outside a field the code decides, even if an input method has taken the key.
    await page.evaluate(taken('KeyA'));
    await desk.panel('同意').waitFor();
    const remark = desk.remark;
    await remark.focus();
    const ime = await page.context().newCDPSession(page);
    await ime.send('Input.imeSetComposition', { text: 'cailiao', selectionStart: 7, selectionEnd: 7 });
    await page.evaluate(taken('KeyR'));
    await page.evaluate(taken('Escape', ", key: 'Escape'"));
    await page.evaluate(taken('Enter', ", key: 'Enter', ctrlKey: true"));
    await page.evaluate(taken('KeyK', ', ctrlKey: true'));
    await ime.send('Input.insertText', { text: '材料' });
    await page.keyboard.type('jkx12?/[]');
    await expect.poll(() => remark.inputValue()).toBe('材料jkx12?/[]');
    await expect.poll(() => desk.panel('同意').isVisible()).toBe(true);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(sent).toEqual([]);
    // Esc closes the innermost thing only.
    await page.keyboard.press('Escape');
    await desk.panel('同意').waitFor({ state: 'detached' });
    await desk.acts.waitFor();
    await page.keyboard.press('Escape');
    await desk.acts.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
  });

  it('stand on a sheet and in a palette; below a dialog nothing hears them', async () => {
    await bench.office.walks.aClaim();
    const { page } = await bench.openAs('dept.hr');
    await page.getByRole('table', { name: '待办列表' }).waitFor();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: '键盘快捷键' });
    await sheet.getByText('不予通过').waitFor();
    await page.keyboard.press('j');
    await expect.poll(() => page.evaluate('document.activeElement?.closest("dialog") !== null')).toBe(true);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: '命令' });
    await palette.getByRole('textbox').fill('已办');
    // The Enter that ends a composition comes after it, and belongs to it.
    await page.evaluate(taken('Enter', ", key: 'Enter'"));
    await expect.poll(() => palette.isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '已办' }).waitFor();
    await palette.waitFor({ state: 'detached' });
  });

  it('move the focus from row to row, choose one, and put the search under the hand', async () => {
    await bench.office.walks.aClaim();
    await bench.office.walks.aClaim();
    const { page } = await bench.openAs('dept.hr');
    const desk = reviewDesk(page);
    await desk.rows.nth(1).waitFor();
    const names = await desk.rows.allInnerTexts();
    const focused = async () => page.evaluate('document.activeElement?.innerText ?? ""');
    await page.keyboard.press('j');
    await expect.poll(focused).toBe(names[0]);
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe(names[1]);
    await page.keyboard.press('x');
    await expect.poll(() => page.getByRole('checkbox', { checked: true }).count()).toBe(1);
    await page.keyboard.press('k');
    await expect.poll(focused).toBe(names[0]);
    await page.keyboard.press('/');
    await expect.poll(() => page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('查找');
    await page.keyboard.type('没有这样的编号');
    await page.keyboard.press('Enter');
    await page.getByText('没有待办。').waitFor();
  });

  it('go through every list of a page, and out of the last row of one into the next', async () => {
    const maker = bench.office.as('maker');
    const drafted = await maker.send('POST', '/api/v1/payout-batches', { claimIds: [await bench.office.walks.due()] });
    expect(drafted.status).toBe(201);
    await bench.office.walks.due();
    const { page } = await bench.openAs('finance.maker', '/payouts');
    const linksOf = async (name: string) => {
      const links = page.getByRole('table', { name }).getByRole('rowheader').getByRole('link');
      await links.first().waitFor();
      return await links.allInnerTexts();
    };
    const rows = [...(await linksOf('待拨付申领')), ...(await linksOf('拨付批次'))];
    expect(rows.length).toBeGreaterThan(1);
    const focused = () => page.evaluate('document.activeElement?.innerText ?? ""');
    for (const row of rows) {
      await page.keyboard.press('j');
      await expect.poll(focused).toBe(row);
    }
    await page.keyboard.press('j');
    expect(await focused()).toBe(rows.at(-1));
    await page.keyboard.press('k');
    await expect.poll(focused).toBe(rows.at(-2));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: drafted.body.batchNo, level: 1 }).waitFor();
  });

  it('stand on the trail that a row of the audit leads to, and on the row itself where it leads nowhere', async () => {
    await bench.office.walks.aClaim();
    const { page } = await bench.openAs('auditor', '/audit');
    const rows = page.getByRole('table', { name: '审计记录' }).getByRole('row');
    await rows.nth(2).waitFor();
    const place = () =>
      page.evaluate('[...document.querySelectorAll("tbody tr")].indexOf(document.activeElement.closest("tr"))');
    for (const [key, at] of [
      ['j', 0],
      ['j', 1],
      ['k', 0],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(place).toBe(at);
    }
    const isOnTrail = () => page.evaluate('document.activeElement.getAttribute("href")?.includes("claimId=") ?? false');
    const count = await rows.count();
    for (let pressed = 0; pressed < count && !(await isOnTrail()); pressed += 1) {
      await page.keyboard.press('j');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL('**/audit?claimId=*');
  });
});
