import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handsOn } from './pages/hands.ts';
import { records } from './pages/records.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const CLAIMS = 10;

/** As the keyboard calls what the sheet says. */
const NAMES: Readonly<Record<string, string>> = {
  Esc: 'Escape',
  空格: 'Space',
  'Ctrl+Enter': 'Control+Enter',
  'Ctrl+K': 'Control+k',
};

/** Reads the sheet as somebody who never saw the workbench: its only way to know a key. */
async function readSheet(page: Page): Promise<(meaning: string) => string> {
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: '键盘快捷键' });
  await sheet.locator('dl > div').first().waitFor();
  const rows = await sheet.locator('dl > div').all();
  const keys = new Map<string, string>();
  for (const row of rows) {
    const key = await row.locator('kbd').first().innerText();
    keys.set(await row.locator('dd').innerText(), NAMES[key] ?? (/^[A-Z]$/.test(key) ? key.toLowerCase() : key));
  }
  const keyOf = (meaning: string): string => {
    const found = [...keys].find(([word]) => word.startsWith(meaning))?.[1];
    if (found === undefined) {
      throw new Error(`The sheet does not say how to: ${meaning}`);
    }
    return found;
  };
  await page.keyboard.press(keyOf('关闭'));
  await sheet.waitFor({ state: 'detached' });
  return keyOf;
}

describe('somebody who never saw the workbench', { timeout: 900_000 }, () => {
  it('reviews ten claims with the keyboard sheet alone', async () => {
    const claims: string[] = [];
    while (claims.length < CLAIMS) {
      claims.push(await bench.office.walks.aClaim());
    }
    const { page, complaints } = await bench.openAs('dept.hr');
    const [desk, of, hands] = [reviewDesk(page), records(page), handsOn(page)];
    await desk.rows.nth(CLAIMS - 1).waitFor();
    const keyOf = await readSheet(page);
    expect([keyOf('移到下一处'), keyOf('勾选'), keyOf('第 n 个问题')]).toEqual(['Tab', 'Space', '1–9']);
    await hands.press(keyOf('下一件'));
    await hands.press(keyOf('打开'));
    const done = new Set<string>();
    for (let nth = 1; nth <= CLAIMS; nth += 1) {
      // The case before stands there until the next one is open.
      let number = '';
      await expect
        .poll(async () => {
          number = /BT-[\w-]+/.exec(await page.getByRole('article').innerText())?.[0] ?? '';
          return number !== '' && !done.has(number);
        })
        .toBe(true);
      await desk.findings.getByRole('radio').first().waitFor();
      await hands.tick(page.getByRole('radio', { name: '予以认可' }));
      await hands.fill(page.getByLabel(/ 理由$/), '已核对纸质证书');
      await hands.press(keyOf('移到下一处'));
      for (const answer of ['1', '2', '3']) {
        await hands.press(answer);
      }
      await hands.press(keyOf('同意'));
      await desk.panel('同意').waitFor();
      await hands.type(`第 ${nth} 件，情况属实`);
      await hands.press(keyOf('确认'));
      await of.said(`已同意 ${number}`).waitFor();
      await desk.panel('同意').waitFor({ state: 'detached' });
      done.add(number);
    }
    await page.getByText('没有待办。').waitFor();
    expect(done.size).toBe(CLAIMS);
    const { rows } = await bench.office.pool.query(
      "SELECT done_act FROM task WHERE stage = 'departmentReview' AND entity_id = ANY($1)",
      [claims],
    );
    expect(rows).toEqual(claims.map(() => ({ done_act: 'approve' })));
    expect(complaints).toEqual([]);
  });
});
