import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewDesk } from './pages/review-desk.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const claimNo = async (claimId: string): Promise<string> =>
  (await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo;

describe('a review', { timeout: 240_000 }, () => {
  it('is done by keyboard alone, and the next case is open', async () => {
    const [first, second] = [await bench.office.walks.aClaim(), await bench.office.walks.aClaim()];
    const numbers = [await claimNo(first), await claimNo(second)];
    const { page, complaints } = await bench.openAs('dept.hr');
    const desk = reviewDesk(page);
    await desk.rows.first().waitFor();
    await page.keyboard.press('KeyJ');
    const name = String(await desk.focused());
    const done = numbers.find((number) => name.includes(number));
    expect(done).toBeDefined();
    await page.keyboard.press('Enter');
    await desk.acts.waitFor();
    await desk.findings.getByRole('radio').first().waitFor();
    await desk.acceptLine('已核对纸质证书');
    await page.locator('body').click({ position: { x: 5, y: 300 } });
    await page.keyboard.press('1');
    await page.keyboard.press('2');
    await page.keyboard.press('3');
    await expect.poll(() => desk.questions.getByRole('radio', { name: '是', checked: true }).count()).toBe(3);
    await page.keyboard.press('a');
    await desk.panel('同意').waitFor();
    await page.keyboard.type('材料齐全，情况属实 a d r');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .filter({ hasText: `已同意 ${done}` })
      .waitFor();
    const next = numbers.find((number) => number !== done) ?? '';
    await page.getByRole('article').getByText(next).waitFor();
    await desk.act('同意').waitFor();
    expect(complaints).toEqual([]);
  });
});
