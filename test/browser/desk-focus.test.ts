import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewDesk } from './pages/review-desk.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const PATIENCE = { timeout: 60_000 };

/** Two cases, the first of the list open, both by their numbers as the list has them. */
async function twoCases() {
  await bench.office.walks.aClaim();
  await bench.office.walks.aClaim();
  const { page, complaints } = await bench.openAs('dept.hr');
  const desk = reviewDesk(page);
  await desk.rows.nth(1).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await desk.findings.getByRole('radio').first().waitFor();
  const numbers = await page.locator('tr[data-task] th .mono').allInnerTexts();
  return { page, desk, complaints, open: numbers[0] ?? '', other: numbers[1] ?? '' };
}

/** How the edge of the row is drawn that has the focus; of the heading where that has it. */
const edgeOf = (page: Page, place: string) =>
  page.evaluate(`(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement.closest('${place}'));
    return outlineStyle + ' ' + outlineWidth;
  })()`);

describe('where the focus stands', { timeout: 240_000 }, () => {
  it('is drawn around the row, in the wide list, in the narrow one and in other lists, and around a heading', async () => {
    await bench.office.walks.aClaim();
    await bench.office.walks.aClaim();
    const { page } = await bench.openAs('dept.hr');
    const desk = reviewDesk(page);
    await desk.rows.nth(1).waitFor();
    for (const key of ['j', 'j', 'k']) {
      await page.keyboard.press(key);
      await expect.poll(() => edgeOf(page, 'tr')).toBe('solid 2px');
    }
    await page.keyboard.press('Enter');
    await desk.acts.waitFor();
    await expect.poll(() => page.locator('tr[data-task] th .mono').nth(1).isVisible()).toBe(true);
    await page.keyboard.press('j');
    await expect.poll(() => edgeOf(page, 'tr')).toBe('solid 2px');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: '命令' }).getByRole('textbox').fill('申领');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '申领' }).waitFor();
    await expect.poll(() => edgeOf(page, '*'), PATIENCE).toBe('solid 2px');
    await page.getByRole('main').getByRole('rowheader').first().waitFor();
    await page.keyboard.press('j');
    await expect.poll(() => edgeOf(page, 'tr')).toBe('solid 2px');
  });

  it('on another row keeps every key of the open case from it, and a sentence says how to open it', async () => {
    const { page, desk, open, other } = await twoCases();
    const paper = page.getByRole('group', { name: '材料' }).getByRole('button', { pressed: true });
    const before = await paper.innerText();
    for (const key of ['a', 'r', 'd', '1', ']']) {
      await page.keyboard.press('j');
      await page.keyboard.press(key);
      await desk.said.filter({ hasText: `焦点在 ${other}` }).waitFor();
      expect(await page.getByRole('form', { name: /^(同意|退回补正|不予通过)$/ }).count()).toBe(0);
      expect(await desk.questions.getByRole('radio', { checked: true }).count()).toBe(0);
      await expect.poll(() => paper.innerText()).toBe(before);
      await page.keyboard.press('k');
    }
    // The row of the open case is the open case.
    await page.keyboard.press('a');
    await desk.panel('同意').getByText(open).waitFor();
    await desk.panel('同意').getByText('示范').first().waitFor();
    await page.keyboard.press('Escape');
    await desk.panel('同意').waitFor({ state: 'detached' });
  });

  it('was on a row last: that one is chosen, wherever the focus went since', async () => {
    const { page, desk, open, other } = await twoCases();
    await page.keyboard.press('j');
    await desk.act('同意').focus();
    await page.keyboard.press('x');
    await page.getByRole('checkbox', { name: `选择 ${other}`, checked: true }).waitFor();
    expect(await page.getByRole('checkbox', { name: `选择 ${open}`, checked: true }).count()).toBe(0);
  });
});

describe('a remark', { timeout: 240_000 }, () => {
  it('belongs to the act that it was typed for, on the page and in the draft', async () => {
    const { page, desk } = await twoCases();
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await page.keyboard.press('d');
    await desk.panel('不予通过').waitFor();
    await page.keyboard.type('资料不实');
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    await desk.panel('同意').waitFor();
    await expect.poll(() => desk.remark.inputValue()).toBe('');
    await page.keyboard.type('材料齐全');
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await desk.panel('不予通过').waitFor();
    await expect.poll(() => desk.remark.inputValue()).toBe('资料不实');
    // The cursor stands behind what was kept.
    await page.keyboard.type('，另查');
    await expect.poll(() => desk.remark.inputValue()).toBe('资料不实，另查');
    const draft = async () => (await bench.office.as('dept').send('GET', `/api/v1/tasks/${id}/draft`)).body;
    await expect
      .poll(async () => (await draft()).remarks, PATIENCE)
      .toEqual({ reject: '资料不实，另查', approve: '材料齐全' });
    expect((await draft()).remark).toBe('资料不实，另查');
    await page.reload();
    await desk.act('同意').click();
    await expect.poll(() => desk.remark.inputValue(), PATIENCE).toBe('材料齐全');
  });

  it('of a draft without acts is read beside the field, and goes into it when it is asked to', async () => {
    const task = await bench.office.walks.taskOf('dept', await bench.office.walks.aClaim());
    const kept = await bench.office.as('dept').send('PUT', `/api/v1/tasks/${task.id}/draft`, { remark: '旧的意见' });
    expect(kept.status).toBe(200);
    const { page } = await bench.openAs('dept.hr', `/tasks/${task.id}`);
    const desk = reviewDesk(page);
    await desk.act('不予通过').click();
    await desk.panel('不予通过').getByText('旧的意见').waitFor();
    expect(await desk.remark.inputValue()).toBe('');
    await page.getByRole('button', { name: '填入意见' }).click();
    await expect.poll(() => desk.remark.inputValue()).toBe('旧的意见');
  });
});
