import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { records } from './pages/records.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

/** dept.hr2 with these choices, in an inbox of two cases. */
async function inboxWith(preferences: object) {
  await bench.office.walks.aClaim();
  await bench.office.walks.aClaim();
  const kept = await bench.office.as('dept2').send('PATCH', '/api/v1/me/preferences', preferences);
  expect(kept.status).toBe(200);
  const { page } = await bench.openAs('dept.hr2');
  const { rows } = reviewDesk(page);
  await rows.nth(1).waitFor();
  const names = await rows.allInnerTexts();
  const focused = async () => String(await page.evaluate('document.activeElement?.innerText ?? ""'));
  return { page, names, focused };
}

describe('keys of one’s own', { timeout: 240_000 }, () => {
  it('take the place of letters; the arrows stay, and the sheet shows both', async () => {
    const { page, names, focused } = await inboxWith({ singleKeys: true, keys: { next: 'KeyN', previous: 'KeyP' } });
    await page.keyboard.press('n');
    await expect.poll(focused).toBe(names[0]);
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe(names[1]);
    await page.keyboard.press('p');
    await expect.poll(focused).toBe(names[0]);
    await page.keyboard.press('j');
    expect(await focused()).toBe(names[0]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe(names[0]);
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: '键盘快捷键' });
    const keysOf = (command: string) => () =>
      sheet.locator('div').filter({ hasText: command }).last().locator('kbd').allInnerTexts();
    await expect.poll(keysOf('下一件')).toEqual(['N', '↓']);
    await expect.poll(keysOf('上一件')).toEqual(['P', '↑']);
    await expect.poll(keysOf('同意 / 通过备案')).toEqual(['A']);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('do nothing when they are off, and the sheet says so; Ctrl+K and Esc stay', async () => {
    const { page, focused } = await inboxWith({ singleKeys: false, keys: {} });
    const before = await focused();
    for (const key of ['j', 'x', '/', 'ArrowDown', '?']) {
      await page.keyboard.press(key);
    }
    expect(await focused()).toBe(before);
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: '快捷键' }).click();
    await page.getByRole('dialog', { name: '键盘快捷键' }).getByText('单键已关闭。').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: '命令' }).waitFor();
  });

  it('are not kept where two commands would have one', async () => {
    const { page } = await bench.openAs('dept.union', '/me');
    await page.getByLabel('下一件 的按键').press('k');
    await page.getByRole('alert').getByText('两项使用了同一个键：K').waitFor();
    let isSent = false;
    page.on('request', (request) => {
      isSent ||= request.method() === 'PATCH';
    });
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByLabel('下一件 的按键').press('1');
    await expect.poll(() => page.getByLabel('下一件 的按键').inputValue()).toBe('K');
    expect(isSent).toBe(false);
    await page.getByLabel('上一件 的按键').press('j');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await records(page).said('已保存').waitFor();
  });
});

describe('saved views', { timeout: 240_000 }, () => {
  it('are listed, renamed and deleted by their owner', async () => {
    for (const [name, view] of [
      ['我的焊工', { box: 'todo', filters: { q: '焊工' } }],
      ['已超期', { box: 'team', filters: { dueState: 'over', findings: 'undecided' } }],
    ] as const) {
      const kept = await bench.office.as('dept').send('PUT', `/api/v1/me/views/${encodeURIComponent(name)}`, view);
      expect(kept.status).toBe(200);
    }
    const { page, complaints } = await bench.openAs('dept.hr', '/me');
    const of = records(page);
    const table = page.getByRole('table', { name: '我的视图' });
    await table.getByRole('row', { name: '已超期' }).getByText('本科室 · 2 项筛选').waitFor();
    await table.getByRole('button', { name: '改名 我的焊工' }).click();
    const form = page.getByRole('form', { name: '改名 我的焊工' });
    await form.getByLabel('新名称').fill('已超期');
    await form.getByRole('alert').getByText('已有同名的视图。').waitFor();
    await form.getByRole('button', { name: '确认改名' }).click();
    await form.getByLabel('新名称').fill('焊工 / 初级');
    expect(await violationsOf(page)).toEqual([]);
    await form.getByRole('button', { name: '确认改名' }).click();
    await of.said('已改名').waitFor();
    await table.getByRole('rowheader', { name: '焊工 / 初级' }).waitFor();
    await table.getByRole('button', { name: '删除 已超期' }).click();
    await of.said('已删除视图').waitFor();
    await expect.poll(() => table.getByRole('rowheader').allInnerTexts(), { timeout: 60_000 }).toEqual(['焊工 / 初级']);
    const { body } = await bench.office.as('dept').send('GET', '/api/v1/me/views');
    expect(body.items).toEqual([{ name: '焊工 / 初级', box: 'todo', filters: { q: '焊工' }, sort: 'due' }]);
    expect(complaints).toEqual([]);
  });
});
