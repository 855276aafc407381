import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutFindings } from '../support/bulk-walks.ts';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

describe('a decision in bulk', { timeout: 240_000 }, () => {
  it('is planned, pledged by its number, and says of each case what became of it', async () => {
    const { walks, pool } = bench.office;
    const claims = [await walks.aClaim(), await walks.aClaim(), await walks.aClaim()];
    const [plain, moved, doubtful] = claims;
    await withoutFindings(bench.office, plain ?? '');
    await withoutFindings(bench.office, moved ?? '');
    const { page, complaints } = await bench.openAs('dept.hr');
    const boxes = page.getByRole('checkbox', { name: /^选择 BT-/ });
    await boxes.nth(2).waitFor();
    for (const box of await boxes.all()) {
      await box.check();
    }
    // What cannot be read is said in the dialog, and a dialog that is left takes no choice away.
    const dialog = page.getByRole('dialog', { name: '批量同意' });
    await page.route('**/api/v1/tasks/tsk_*', (route) => route.abort());
    await page.getByRole('button', { name: '批量同意…' }).click();
    await dialog.getByRole('alert').getByText('未能读取批量同意').waitFor();
    await page.unroute('**/api/v1/tasks/tsk_*');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('checkbox', { name: /^选择 BT-/, checked: true }).count()).toBe(3);
    await page.getByRole('button', { name: '批量同意…' }).click();
    await dialog.getByText('可办理 2 件').waitFor();
    const results = dialog.getByRole('table', { name: '办理结果' });
    await results.getByText(/^须逐件办理：/).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByRole('checkbox', { name: /^本人逐件核对后确认：/ }).check();
    await dialog.getByLabel('输入件数以确认').fill('3');
    await dialog.getByRole('button', { name: '确认同意 2 件' }).click();
    await dialog.getByRole('alert').waitFor();
    const task = await walks.taskOf('dept', moved ?? '');
    await pool.query('UPDATE task SET revision = revision + 1 WHERE id = $1', [task.id]);
    await dialog.getByLabel('输入件数以确认').fill('2');
    await dialog.getByRole('button', { name: '确认同意 2 件' }).click();
    await results.getByText(/^成功/).waitFor();
    await results.getByText(/^未成功：/).waitFor();
    await results.getByText(/^须逐件办理：/).waitFor();
    const kept = await dialog.getByRole('link', { name: '查看办理结果页' }).getAttribute('href');
    await dialog.getByRole('button', { name: '完成' }).click();
    await page.getByRole('status').filter({ hasText: '已批量同意 1 / 3 件' }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    const { rows } = await pool.query(
      "SELECT entity_id, state FROM task WHERE stage = 'departmentReview' ORDER BY state",
    );
    expect(rows).toHaveLength(3);
    expect(rows.filter(({ state }) => state === 'done')).toMatchObject([{ entity_id: plain }]);
    expect(doubtful).toBeDefined();
    await page.goto(`${bench.office.base}${kept}`);
    await page.getByText(/^计划办理 2 件，合计 [\d,]+\.\d\d 元；另有 1 件须逐件办理$/).waitFor();
    const table = page.getByRole('table', { name: '办理结果' });
    await table.getByText(/^成功/).waitFor();
    await table.getByText(/^未成功：/).waitFor();
    await table
      .getByRole('rowheader', { name: /BT-150600-/ })
      .first()
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
