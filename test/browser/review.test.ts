import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handsOn } from './pages/hands.ts';
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
    const hands = handsOn(page);
    await desk.rows.first().waitFor();
    await hands.press('KeyJ');
    await expect.poll(desk.focused).toMatch(/BT-/);
    const name = String(await desk.focused());
    const done = numbers.find((number) => name.includes(number));
    expect(done).toBeDefined();
    await hands.press('Enter');
    await desk.acts.waitFor();
    await hands.tick(desk.findings.getByRole('radio', { name: '予以认可' }));
    await hands.fill(desk.findings.getByLabel(/ 理由$/), '已核对纸质证书');
    // Behind the field single keys are keys again.
    await hands.press('Tab');
    await hands.press('1');
    await hands.press('2');
    await hands.press('3');
    await expect.poll(() => desk.questions.getByRole('radio', { name: '是', checked: true }).count()).toBe(3);
    await hands.press('a');
    await desk.panel('同意').waitFor();
    await hands.type('材料齐全，情况属实 a d r');
    await hands.press('Control+Enter');
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
