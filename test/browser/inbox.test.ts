import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewDesk } from './pages/review-desk.ts';
import { violationsOf } from './support/axe.ts';
import { fail } from './support/list-states.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

describe('the inbox', { timeout: 240_000 }, () => {
  it('is narrowed by what waits, when it came and who has it, and the address says so', async () => {
    const { walks } = bench.office;
    const late = await walks.aClaim();
    const early = await walks.aClaim();
    const { id } = await walks.taskOf('dept', late);
    await bench.office.pool.query("UPDATE task SET created_at = '2025-06-02T10:00:00+08:00' WHERE id = $1", [id]);
    const { page, complaints } = await bench.openAs('dept.hr');
    const { rows } = reviewDesk(page);
    const shown = async (count: number) => {
      await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(count);
    };
    await shown(2);
    const filters = page.getByRole('group', { name: '筛选', exact: true });
    await filters.getByRole('button', { name: '更多筛选' }).click();
    const more = page.getByRole('group', { name: '更多筛选' });
    await more.getByLabel('到达至', { exact: true }).fill('2025-06-03');
    await shown(1);
    await expect.poll(() => new URL(page.url()).search).toBe('?receivedTo=2025-06-03');
    await expect.poll(() => rows.first().getAttribute('href')).toBe(`/workbench/tasks/${id}?receivedTo=2025-06-03`);
    await filters.getByRole('button', { name: '全部 1' }).waitFor();
    // The file has what is shown, and nothing else.
    const href = () => page.getByRole('link', { name: '导出 csv', exact: true }).getAttribute('href');
    await expect.poll(href).toContain('receivedTo=2025-06-03');
    const file = await (await page.request.get(`${bench.office.base}${await href()}`)).text();
    const numberOf = async (claimId: string): Promise<string> =>
      (await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo;
    const numbers = await Promise.all([late, early].map(numberOf));
    expect(numbers.map((no) => file.includes(no))).toEqual([true, false]);
    await more.getByLabel('到达至', { exact: true }).fill('');
    await more.getByLabel('受理人', { exact: true }).selectOption('me');
    await page.getByText('没有待办。').waitFor();
    await more.getByLabel('受理人', { exact: true }).selectOption('nobody');
    await more.getByLabel('事项类别', { exact: true }).selectOption('review');
    await more.getByLabel('申领项目', { exact: true }).waitFor();
    await shown(2);
    await more.getByLabel('期限早于', { exact: true }).fill('2025-01-01');
    await page.getByText('没有待办。').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await more.getByRole('button', { name: '清除筛选' }).click();
    await shown(2);
    await page.getByLabel('排序', { exact: true }).selectOption('-received');
    await expect.poll(() => new URL(page.url()).search).toBe('?sort=-received');
    await expect.poll(() => rows.last().getAttribute('href')).toContain(id);
    await page.reload();
    await shown(2);
    await expect.poll(() => page.getByLabel('排序', { exact: true }).inputValue()).toBe('-received');
    expect(complaints).toEqual([]);
  });

  it('has chips and kinds whose numbers are the length of the list that they open, or says that they are not known', async () => {
    const { walks, pool } = bench.office;
    await walks.aClaim();
    const { id } = await walks.taskOf('dept', await walks.aClaim());
    await pool.query('UPDATE task SET undecided = 0 WHERE id = $1', [id]);
    const { page } = await bench.openAs('dept.hr');
    const { rows } = reviewDesk(page);
    await rows.first().waitFor();
    const filters = page.getByRole('group', { name: '筛选', exact: true });
    /** Presses a chip, and returns how many rows its number promised. */
    const opened = async (chip: string): Promise<number> => {
      const button = filters.getByRole('button', { name: new RegExp(`^${chip} \\d+$`) });
      const number = Number((await button.innerText()).split(' ').at(-1));
      await button.click();
      await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(number);
      return number;
    };
    for (const chip of ['已超期', '临期', '补正已回', '存疑', '全部']) {
      await opened(chip);
    }
    // With a chip pressed a kind is counted within it, as it is chosen within it.
    const undecided = await opened('存疑');
    await filters.getByRole('button', { name: '更多筛选' }).click();
    const kinds = page.getByRole('group', { name: '更多筛选' }).getByLabel('事项类别', { exact: true });
    const reviews = async () => (await kinds.locator('option[value=review]').allInnerTexts()).join('');
    await expect.poll(reviews, { timeout: 60_000 }).toBe(`审核 ${undecided}`);
    await kinds.selectOption('review');
    await expect.poll(() => new URL(page.url()).search).toBe('?findings=undecided&kind=review');
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(undecided);
    await page.route('**/api/v1/tasks/counts**', fail);
    await page.reload();
    const alert = page.getByRole('alert').filter({ hasText: '未能读取各项件数' });
    await alert.waitFor();
    await page.getByRole('link', { name: '待办 （件数未读到）' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.unroute('**/api/v1/tasks/counts**');
    await alert.getByRole('button', { name: '重试' }).click();
    await alert.waitFor({ state: 'detached' });
    await filters.getByRole('button', { name: `存疑 ${undecided}` }).waitFor();
    // Where the list is not read either, one alert says so for all that stands around it.
    for (const failing of ['**/api/v1/tasks?**', '**/api/v1/tasks/counts**', '**/api/v1/me/views**']) {
      await page.route(failing, fail);
    }
    await page.reload();
    const failed = page.getByRole('alert');
    await failed.filter({ hasText: '未能读取待办' }).waitFor();
    await page.getByRole('link', { name: '待办 （件数未读到）' }).waitFor();
    expect(await failed.count()).toBe(1);
    await page.unrouteAll();
    await failed.getByRole('button', { name: '重试' }).click();
    await filters.getByRole('button', { name: `存疑 ${undecided}` }).waitFor();
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(undecided);
    expect(await failed.count()).toBe(0);
  });

  it('keeps a query under a name, with its number, opens it and forgets it', async () => {
    await bench.office.walks.aClaim();
    const { page } = await bench.openAs('dept.hr', '/tasks?findings=undecided&sort=-amount');
    const { rows, said } = reviewDesk(page);
    await rows.first().waitFor();
    const count = await rows.count();
    const views = page.getByRole('group', { name: '我的视图' });
    await views.getByRole('button', { name: '保存此视图…' }).click();
    await views.getByLabel('视图名称').fill('大额存疑');
    await views.getByRole('button', { name: '保存视图' }).click();
    await said.filter({ hasText: '已保存视图 大额存疑' }).waitFor();
    const { body } = await bench.office.as('dept').send('GET', '/api/v1/me/views');
    expect(body.items).toEqual([
      { name: '大额存疑', box: 'todo', filters: { findings: 'undecided' }, sort: '-amount' },
    ]);
    // What was said is about the page before.
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '已办' }).click();
    await expect.poll(() => said.innerText()).toBe('');
    await views.getByRole('link', { name: `大额存疑 ${count}` }).click();
    await page.waitForURL('**/tasks?findings=undecided&sort=-amount');
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(count);
    expect(await violationsOf(page)).toEqual([]);
    await page.route('**/api/v1/tasks/counts?view=**', fail);
    await page.reload();
    const uncounted = views.getByRole('alert').filter({ hasText: '未能读取我的视图的件数' });
    await uncounted.waitFor();
    await page.unroute('**/api/v1/tasks/counts?view=**');
    await uncounted.getByRole('button', { name: '重试' }).click();
    await views.getByRole('link', { name: `大额存疑 ${count}` }).waitFor();
    await views.getByRole('button', { name: '删除视图 大额存疑' }).click();
    await said.filter({ hasText: '已删除视图 大额存疑' }).waitFor();
    await views.getByRole('link').waitFor({ state: 'detached' });
  });

  it('has what is done with the newest first, and beside an act that is closed why', async () => {
    const { office } = bench;
    const { walks } = office;
    const done: string[] = [];
    for (const day of ['2025-06-03', '2025-06-04']) {
      const claimId = await walks.aClaim();
      const task = await walks.taskOf('dept', claimId);
      expect((await walks.decide('dept', task, await walks.approval(claimId))).status).toBe(200);
      await office.pool.query('UPDATE task SET done_at = $2 WHERE id = $1', [task.id, `${day}T10:00:00+08:00`]);
      done.push(task.id);
    }
    const { id } = await walks.taskOf('dept', await walks.aClaim());
    expect((await office.as('dept').act('POST', `/api/v1/tasks/${id}/claim`)).status).toBe(200);
    const { page, complaints } = await bench.openAs('dept.hr', '/tasks/done');
    const { rows, acts } = reviewDesk(page);
    const shown = () => rows.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    const are = async (ids: readonly string[]) => {
      await expect
        .poll(async () => (await shown()).map((href) => ids.findIndex((one) => href.includes(one))))
        .toEqual([0, 1]);
    };
    await are(done.toReversed());
    await page.getByLabel('排序', { exact: true }).selectOption('decided');
    await are(done);
    await page.goto(`${office.base}/workbench/tasks/${id}`);
    await acts.getByRole('listitem').filter({ hasText: '领取' }).getByText(/.{4,}/).last().waitFor();
    expect(complaints).toEqual([]);
  });
});
