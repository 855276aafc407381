import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const TASKS = '**/api/v1/tasks?**';

/** The list of tasks is answered with this. */
async function answerTasks(page: Page, status: number, body: string, more: Record<string, string> = {}): Promise<void> {
  await page.unroute(TASKS);
  await page.route(TASKS, (route) =>
    route.fulfill({ status, contentType: 'application/json', body, headers: { 'X-Request-Id': 'req-7', ...more } }),
  );
}

/** The list of the section, asked for now. */
async function askAnew(page: Page): Promise<void> {
  await page.getByRole('link', { name: '已办' }).click();
  await page.getByRole('link', { name: '本科室' }).click();
}

describe('an answer that nobody expected', { timeout: 240_000 }, () => {
  it('to a sign-out is said, with a way to try it again', async () => {
    const { page } = await bench.openAs('dept.union', '/tasks/done');
    await page.getByText('没有待办。').waitFor();
    await page.route('**/api/v1/session', (route) =>
      route.request().method() === 'DELETE' ? route.abort() : route.continue(),
    );
    await page.getByRole('button', { name: '退出登录' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('未能退出登录：没有连上服务器').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.unroute('**/api/v1/session');
    await alert.getByRole('button', { name: '重试' }).click();
    await page.getByRole('heading', { name: '登录', level: 1 }).waitFor();
  });

  it('is said as what it is: a problem without reasons, a fault of the server, one that cannot be read', async () => {
    const { page } = await bench.openAs('dept.hr', '/tasks/done');
    await page.getByText('没有待办。').waitFor();
    const alert = page.getByRole('alert');
    await answerTasks(page, 503, JSON.stringify({ code: 'NOT_READY', title: '系统忙', detail: '请稍后再试' }));
    await askAnew(page);
    await alert.getByText('未能读取本科室：系统忙').waitFor();
    await alert.getByText('请稍后再试').waitFor();
    await alert.getByText('编号 req-7').waitFor();
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    for (const [status, body] of [
      [500, 'Internal Server Error'],
      [502, '<html><body>Bad Gateway</body></html>'],
      [504, ''],
      [500, '{"message":"oops"}'],
      [500, 'null'],
    ] as const) {
      await answerTasks(page, status, body);
      await alert.getByRole('button', { name: '重试' }).click();
      await alert.getByText('未能读取本科室：服务器出现故障').waitFor();
      await alert.getByText(`HTTP ${status}`).waitFor();
      await alert.getByText('编号 req-7').waitFor();
      expect(await page.getByText('没有连上服务器').count()).toBe(0);
    }
    await page.unroute(TASKS);
    await page.route(TASKS, (route) => route.abort('connectionrefused'));
    await alert.getByRole('button', { name: '重试' }).click();
    await alert.getByText('未能读取本科室：没有连上服务器').waitFor();
    await answerTasks(page, 200, '<html>');
    await alert.getByRole('button', { name: '重试' }).click();
    await alert.getByText('未能读取本科室：服务器出现故障').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  it('leaves frame, navigation and sign-out when a screen cannot show it, and the screen is tried again', async () => {
    const { page } = await bench.openAs('dept.hr', '/claims');
    await page.getByRole('heading', { name: '申领', level: 1 }).waitFor();
    await answerTasks(page, 200, '{"items":[null],"nextCursor":null}');
    await page.getByRole('link', { name: '本科室' }).click();
    const alert = page.getByRole('alert');
    await page.getByRole('heading', { name: '这一页没能显示', level: 1 }).waitFor();
    await alert.getByText('页面出现意外错误').waitFor();
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    // Another screen is not touched by it.
    await page.getByRole('link', { name: '申领', exact: true }).click();
    await page.getByRole('heading', { name: '申领', level: 1 }).waitFor();
    await page.getByRole('link', { name: '本科室' }).click();
    await alert.waitFor();
    await page.unroute(TASKS);
    await alert.getByRole('button', { name: '重试' }).click();
    await page.getByRole('heading', { name: '本科室', level: 1 }).waitFor();
    await page.getByText('没有待办。').waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '登录', level: 1 }).waitFor();
  });

  it('of the frame itself is shown with a way to try again', async () => {
    const { page } = await bench.open();
    await page.route('**/api/v1/session', (route) => route.fulfill({ status: 200, json: { id: 'per_1' } }));
    await page.goto(`${bench.office.base}/workbench/`);
    await page.getByRole('alert').getByText('页面出现意外错误').waitFor();
    await page.unroute('**/api/v1/session');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('heading', { name: '登录', level: 1 }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('to the question for a part of the program offers to open the page anew', async () => {
    const { page } = await bench.openAs('dept.hr', '/tasks/done');
    await page.getByText('没有待办。').waitFor();
    await page.route('**/assets/claims-screen-*.js', (route) => route.fulfill({ status: 404, body: '' }));
    await page.getByRole('link', { name: '申领', exact: true }).click();
    await page.getByRole('alert').getByText('这一页的程序没有取到').waitFor();
    await page.unroute('**/assets/claims-screen-*.js');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('heading', { name: '申领', level: 1 }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
