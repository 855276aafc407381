import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewDesk } from './pages/review-desk.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

/** A case of its own, open on the desk with everything decided and the panel of 同意 open. */
async function panelOfApproval(remark: string) {
  const claimId = await bench.office.walks.aClaim();
  const task = await bench.office.walks.taskOf('dept', claimId);
  const { page, complaints } = await bench.openAs('dept.hr', `/tasks/${task.id}`);
  const desk = reviewDesk(page);
  await desk.act('同意').waitFor();
  await desk.acceptLine('已核对纸质证书');
  await desk.answerYes();
  await desk.act('同意').click();
  await desk.remark.fill(remark);
  return { claimId, task, page, desk, complaints };
}

/** What waits for it goes on when it opens. */
function aGate() {
  const waiting: (() => void)[] = [];
  return {
    passed: new Promise<void>((resolve) => {
      waiting.push(resolve);
    }),
    open: () => waiting.forEach((goOn) => goOn()),
  };
}

const decisions = (page: Page, keys: string[]) =>
  page.on('request', (request) => {
    if (request.url().endsWith('/decision')) {
      keys.push(request.headers()['idempotency-key'] ?? '');
    }
  });

/** Nothing on the page is repeated by time, so that only the event itself can keep what was typed. */
const NOTHING_AGAIN_AND_AGAIN = 'window.setInterval = () => 0;';

/** As another tab that is opened over the page does it. */
const HIDE = `Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));`;

/** A refusal as the API words it. */
function answerOf(status: number, code: string) {
  const problem = {
    type: 'about:blank',
    title: '系统忙',
    detail: '请稍后再试',
    instance: '/',
    errors: [],
    traceId: 'abc',
  };
  return { status, contentType: 'application/problem+json', body: JSON.stringify({ ...problem, status, code }) };
}

describe('what goes wrong while a case is decided', { timeout: 240_000 }, () => {
  it('a lost race shows who did what and when, and keeps what was typed', async () => {
    const { claimId, task, page, desk } = await panelOfApproval('材料齐全，情况属实');
    const { walks } = bench.office;
    const faster = await walks.decide('dept2', task, await walks.approval(claimId));
    expect(faster.status).toBe(200);
    await desk.confirm('同意').click();
    await desk.alert.getByText('此件已有变化').waitFor();
    await desk.alert.getByText(/dept\.hr2.*\d\d:\d\d.*审核/).waitFor();
    await expect.poll(() => desk.remark.inputValue()).toBe('材料齐全，情况属实');
    await page.getByRole('button', { name: '查看最新情况' }).click();
    await desk.alert.waitFor({ state: 'detached' });
    await expect.poll(() => desk.remark.inputValue()).toBe('材料齐全，情况属实');
    expect(await desk.said.innerText()).toBe('');
  });

  it('a case that changed under the panel is not decided on what is no longer so', async () => {
    const { task, desk } = await panelOfApproval('材料齐全');
    const moved = await bench.office.pool.query('UPDATE task SET revision = revision + 1 WHERE id = $1', [task.id]);
    expect(moved.rowCount).toBe(1);
    await desk.confirm('同意').click();
    await desk.alert.getByText('此件已有变化').waitFor();
    const { rows } = await bench.office.pool.query('SELECT state FROM task WHERE id = $1', [task.id]);
    expect(rows).toEqual([{ state: 'open' }]);
  });

  it('without a network the panel keeps everything, and the same act is sent again', async () => {
    const { page, desk, task } = await panelOfApproval('网络不稳');
    const keys: string[] = [];
    decisions(page, keys);
    await page.route('**/decision', (route) => route.abort('connectionrefused'));
    await desk.confirm('同意').click();
    await desk.alert.getByText('没有连上服务器').waitFor();
    await expect.poll(() => desk.remark.inputValue()).toBe('网络不稳');
    await page.unroute('**/decision');
    await desk.confirm('同意').click();
    await desk.said.filter({ hasText: /^已同意 / }).waitFor();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    const { rows } = await bench.office.pool.query('SELECT done_act FROM task WHERE id = $1', [task.id]);
    expect(rows).toEqual([{ done_act: 'approve' }]);
  });

  it('an act that the server still works on is asked for again with the same key', async () => {
    const { page, desk, task } = await panelOfApproval('网络断过');
    const keys: string[] = [];
    decisions(page, keys);
    await page.route('**/decision', (route) => route.fulfill(answerOf(409, 'REQUEST_IN_PROGRESS')), { times: 1 });
    await desk.confirm('同意').click();
    await desk.alert.getByText('系统忙').waitFor();
    await expect.poll(() => desk.remark.inputValue()).toBe('网络断过');
    await desk.confirm('同意').click();
    await desk.said.filter({ hasText: /^已同意 / }).waitFor();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    const { rows } = await bench.office.pool.query('SELECT done_act FROM task WHERE id = $1', [task.id]);
    expect(rows).toEqual([{ done_act: 'approve' }]);
  });

  it('nothing is shown as done before the API has said so, whatever is pressed how often', async () => {
    const { claimId, page, desk } = await panelOfApproval('慢网络');
    const keys: string[] = [];
    decisions(page, keys);
    const gate = aGate();
    await page.route('**/decision', async (route) => {
      await gate.passed;
      await route.continue();
    });
    const asked = page.waitForRequest('**/decision');
    await desk.confirm('同意').click();
    await asked;
    await desk.confirm('同意').click();
    await page.keyboard.press('Control+Enter');
    await desk.panel('同意').getByText('正在提交…').waitFor();
    expect(await desk.said.innerText()).toBe('');
    gate.open();
    await desk.said.filter({ hasText: /^已同意 / }).waitFor();
    expect(keys).toHaveLength(1);
    const { rows } = await bench.office.pool.query("SELECT 1 FROM act WHERE entity_id = $1 AND act = 'decide'", [
      claimId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('a session that ends in the middle of a remark asks for the password over the page, and goes on', async () => {
    const { page, desk } = await panelOfApproval('写到一半');
    await page.context().clearCookies();
    // The page may have heard of the end before, by its own requests: then the sign-in already stands over the button.
    await desk.confirm('同意').dispatchEvent('click');
    const dialog = page.getByRole('dialog', { name: '登录' });
    await dialog.getByLabel('用户名').fill('dept.hr');
    await dialog.getByLabel('密码').fill('practice');
    await dialog.getByRole('button', { name: '登录' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => desk.remark.inputValue()).toBe('写到一半');
    await desk.confirm('同意').click();
    await desk.said.filter({ hasText: /^已同意 / }).waitFor();
  });

  it('what was typed stands there again when the case is opened anew, and not in the browser', async () => {
    const { page, desk, task } = await panelOfApproval('未写完的意见');
    await expect
      .poll(async () => (await bench.office.as('dept').send('GET', `/api/v1/tasks/${task.id}/draft`)).body.remark, {
        timeout: 60_000,
      })
      .toBe('未写完的意见');
    await page.reload();
    await desk.act('同意').click();
    await expect.poll(() => desk.remark.inputValue(), { timeout: 60_000 }).toBe('未写完的意见');
    await expect.poll(() => desk.questions.getByRole('radio', { name: '是', checked: true }).count()).toBe(3);
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).toBe('[{},{}]');
  });

  it('what was typed in the last moments before the tab is hidden or left is kept', async () => {
    const task = await bench.office.walks.taskOf('dept', await bench.office.walks.aClaim());
    const { page } = await bench.openAs('dept.hr', `/tasks/${task.id}`, {}, (opened) =>
      opened.addInitScript(NOTHING_AGAIN_AND_AGAIN),
    );
    const kept = async () => (await bench.office.as('dept').send('GET', `/api/v1/tasks/${task.id}/draft`)).body.remark;
    const desk = reviewDesk(page);
    await desk.act('不予通过').click();
    await desk.remark.fill('另一个标签页');
    await expect.poll(() => desk.remark.inputValue()).toBe('另一个标签页');
    await page.evaluate(HIDE);
    await expect.poll(kept, { timeout: 60_000 }).toBe('另一个标签页');
    await desk.remark.fill('关闭之前');
    await expect.poll(() => desk.remark.inputValue()).toBe('关闭之前');
    await page.goto('about:blank');
    await expect.poll(kept, { timeout: 60_000 }).toBe('关闭之前');
  });

  it('what could not be kept is sent again, and stands there when the case is closed and opened at once', async () => {
    const { page, desk, task } = await panelOfApproval('');
    const newest = async () =>
      (await bench.office.as('dept').send('GET', `/api/v1/tasks/${task.id}/draft`)).body.remark;
    await page.route('**/draft', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    const lost = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/draft'));
    await desk.remark.fill('断网时写下');
    await lost;
    await desk.panel('同意').getByRole('button', { name: '取消' }).click();
    await page.keyboard.press('Escape');
    await desk.acts.waitFor({ state: 'detached' });
    await page.locator(`[data-task="${task.id}"] a`).click();
    await desk.act('同意').click();
    await expect.poll(() => desk.remark.inputValue(), { timeout: 60_000 }).toBe('断网时写下');
    await page.unroute('**/draft');
    await expect.poll(newest, { timeout: 60_000 }).toBe('断网时写下');
    // While one is on its way the next one waits, so that the newest arrives last.
    const gate = aGate();
    const sent: (string | null)[] = [];
    await page.route('**/draft', async (route) => {
      sent.push(route.request().postData());
      await gate.passed;
      await route.continue();
    });
    const first = page.waitForRequest('**/draft');
    await desk.remark.fill('先写的');
    await first;
    await desk.remark.fill('后写的');
    await desk.panel('同意').getByRole('button', { name: '取消' }).click();
    await page.keyboard.press('Escape');
    await desk.acts.waitFor({ state: 'detached' });
    await page.locator(`[data-task="${task.id}"] a`).click();
    await desk.act('同意').click();
    await expect.poll(() => desk.remark.inputValue(), { timeout: 60_000 }).toBe('后写的');
    expect(sent).toHaveLength(1);
    gate.open();
    await expect.poll(newest, { timeout: 60_000 }).toBe('后写的');
  });

  it('what the server refuses to keep is told on the case, until it keeps it again', async () => {
    const { page, desk } = await panelOfApproval('');
    await page.route('**/draft', (route) =>
      route.request().method() === 'PUT' ? route.fulfill(answerOf(413, 'DRAFT_TOO_LARGE')) : route.continue(),
    );
    await desk.remark.fill('很长的意见');
    const unkept = page.getByText('未能保存草稿：离开此件后，您填写的内容不会保留。');
    await unkept.waitFor();
    await expect.poll(() => desk.remark.inputValue()).toBe('很长的意见');
    await page.unroute('**/draft');
    await desk.remark.fill('短意见');
    await unkept.waitFor({ state: 'detached' });
  });

  it('a list that cannot be read says so, and never that there is nothing', async () => {
    await bench.office.walks.aClaim();
    const { page } = await bench.openAs('dept.hr', '/sign-in');
    await page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
    await page.route('**/api/v1/tasks?**', (route) => route.fulfill(answerOf(503, 'NOT_READY')));
    await page.getByRole('link', { name: '本科室' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('未能读取本科室：系统忙').waitFor();
    await alert.getByText('请稍后再试').waitFor();
    expect(await page.getByText('没有待办。').count()).toBe(0);
    await page.unroute('**/api/v1/tasks?**');
    await alert.getByRole('button', { name: '重试' }).click();
    await page.getByRole('table', { name: '待办列表' }).waitFor();
  });
});
