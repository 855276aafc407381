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

/** A case of its own, open on the desk. */
async function aCase(viewport = { width: 1440, height: 900 }) {
  const claimId = await bench.office.walks.aClaim();
  const task = await bench.office.walks.taskOf('dept', claimId);
  const { page, complaints } = await bench.openAs('dept.hr', `/tasks/${task.id}`, { viewport });
  const desk = reviewDesk(page);
  await desk.act('同意').waitFor();
  await desk.findings.getByRole('radio').first().waitFor();
  return { claimId, task, page, desk, complaints };
}

async function decideAll(desk: ReturnType<typeof reviewDesk>) {
  await desk.acceptLine('已核对纸质证书');
  await desk.answerYes();
}

/** Labels that stand around their field, or around nothing, or have no words. */
const wrongLabels = (page: Page) =>
  page.evaluate(`[...document.querySelectorAll('label')]
    .filter((label) => label.querySelector('input, select, textarea') || !label.control || label.textContent.trim() === '')
    .map((label) => label.outerHTML)`);

/** What has the focus: its text, or its tag where it has none. */
const focused = (page: Page) =>
  page.evaluate('(document.activeElement?.textContent || document.activeElement?.tagName || "").trim()');

/** Whether the whole button lies in the window, as it is scrolled. */
async function isInSight(page: Page, name: string): Promise<boolean> {
  const box = await page.getByRole('button', { name, exact: true }).boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

describe('the panel of an act', { timeout: 240_000 }, () => {
  it('has fields whose names are their labels, whatever is typed or can be chosen', async () => {
    const { page, desk } = await aCase();
    await page.getByLabel('排序', { exact: true }).waitFor();
    expect(await wrongLabels(page)).toEqual([]);
    await desk.act('退回补正').click();
    const remark = desk.panel('退回补正').getByLabel('意见', { exact: true });
    await remark.fill('第三条日程缺少安排');
    await expect.poll(() => remark.inputValue()).toBe('第三条日程缺少安排');
    expect(await wrongLabels(page)).toEqual([]);
    await desk.panel('退回补正').getByRole('button', { name: '取消' }).click();
    await desk.people.getByRole('button', { name: '查看完整' }).first().click();
    const dialog = page.getByRole('dialog', { name: '查看完整' });
    await dialog.getByLabel('用途', { exact: true }).selectOption('review');
    await expect.poll(() => dialog.getByLabel('编号', { exact: true }).inputValue()).toMatch(/^BT-/);
    expect(await wrongLabels(page)).toEqual([]);
  });

  it('says the refusal where the server would refuse, and the effect where it would not', async () => {
    const { desk } = await aCase();
    await desk.act('同意').click();
    const panel = desk.panel('同意');
    await panel.getByText('审核问题未答完').or(panel.getByText('存疑事项未处理')).first().waitFor();
    expect(await panel.getByText(/核准 \d+ 人/).count()).toBe(0);
    await panel.getByRole('button', { name: '取消' }).click();
    await decideAll(desk);
    await desk.act('同意').click();
    await panel.getByText(/核准 1 人，800.00 元/).waitFor();
    expect(await panel.getByText('审核问题未答完').count()).toBe(0);
  });

  it('cannot be sent before it says its effect, nor from behind a dialog, which takes its own key', async () => {
    const { page, desk } = await aCase();
    await decideAll(desk);
    await desk.findings.getByRole('radio', { name: '不予补贴' }).check();
    const sent: string[] = [];
    page.on('request', (request) => request.url().endsWith('/decision') && sent.push(request.url()));
    await page.route('**/decision?dryRun=true', (route) => route.abort());
    await desk.act('不予通过').click();
    const panel = desk.panel('不予通过');
    await panel.getByText(/^不予通过，申领终结/).waitFor();
    await panel.getByRole('button', { name: '取消' }).click();
    await desk.act('同意').click();
    const approval = desk.panel('同意');
    await approval.getByText('暂时未能核对办理效果').waitFor();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => desk.confirm('同意').isDisabled()).toBe(true);
    expect(sent).toEqual([]);
    await page.unroute('**/decision?dryRun=true');
    await approval.getByRole('button', { name: '再次核对' }).click();
    await approval
      .getByText(/核准 0 人|转至|终结/)
      .or(approval.locator('.refusal b'))
      .first()
      .waitFor();
    await desk.people.getByRole('button', { name: '查看完整' }).first().click();
    const dialog = page.getByRole('dialog', { name: '查看完整' });
    await dialog.getByLabel('编号', { exact: true }).focus();
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(sent).toEqual([]);
  });

  it('is quiet about its empty fields until it was sent once', async () => {
    const { desk } = await aCase();
    await desk.act('退回补正').click();
    const panel = desk.panel('退回补正');
    await panel.getByText('退回申请单位补正，本环节期限停止计算').waitFor();
    expect(await panel.getByText(/必填|尚未提供/).count()).toBe(0);
    expect(await desk.alert.count()).toBe(0);
    await desk.confirm('退回补正').click();
    await desk.alert.waitFor();
  });

  it('says after a lost race that the act is closed, and keeps what was typed', async () => {
    const { claimId, task, page, desk } = await aCase();
    await decideAll(desk);
    await desk.act('同意').click();
    await desk
      .panel('同意')
      .getByText(/核准 1 人/)
      .waitFor();
    await desk.remark.fill('材料齐全');
    const { walks } = bench.office;
    expect((await walks.decide('dept2', task, await walks.approval(claimId))).status).toBe(200);
    await desk.confirm('同意').click();
    await page.getByRole('button', { name: '查看最新情况' }).click();
    const panel = desk.panel('同意');
    await panel.getByText(/^现在不能同意：/).waitFor();
    await expect.poll(() => focused(page)).toMatch(/^现在不能同意：.+/);
    expect(await panel.getByText(/核准 1 人/).count()).toBe(0);
    await expect.poll(() => desk.confirm('同意').isDisabled()).toBe(true);
    await expect.poll(() => desk.remark.inputValue()).toBe('材料齐全');
    await desk.timeline
      .getByText(/dept\.hr2/)
      .first()
      .waitFor();
  });

  it('gives the focus back to its button, and after a decision to the next case', async () => {
    await bench.office.walks.aClaim();
    const { page, desk } = await aCase();
    await desk.act('退回补正').click();
    await desk.panel('退回补正').waitFor();
    await page.keyboard.press('Escape');
    await desk.panel('退回补正').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page), PATIENCE).toMatch(/^退回补正/);
    await decideAll(desk);
    await desk.act('同意').click();
    await desk.confirm('同意').click();
    await desk.said.filter({ hasText: /^已同意 / }).waitFor();
    const heading = page.getByRole('article').getByRole('heading', { level: 2 });
    await expect
      .poll(async () => [await focused(page), (await heading.textContent())?.trim()], PATIENCE)
      .toSatisfy(([focus, next]: readonly unknown[]) => focus !== '' && focus === next);
    await expect
      .poll(async () => {
        const [said, edge] = [await desk.said.boundingBox(), await page.locator('.acts').boundingBox()];
        return said !== null && edge !== null && said.y + said.height < edge.y;
      })
      .toBe(true);
  });

  it('Esc in a field of the case leaves the field, and neither the case nor the words', async () => {
    const { page, desk } = await aCase();
    await desk.acceptLine('已核对');
    await page.keyboard.press('Escape');
    const reason = page.getByLabel(/ 理由$/);
    await expect.poll(() => reason.inputValue()).toBe('已核对');
    await expect.poll(() => focused(page)).not.toBe('INPUT');
    await desk.act('同意').waitFor();
    await page.keyboard.press('Escape');
    await desk.acts.waitFor({ state: 'detached' });
  });

  it.each([
    { width: 640, height: 400 },
    { width: 320, height: 640 },
    { width: 1440, height: 900 },
  ])('is in sight with the button that sends it at $width × $height', async (viewport) => {
    const { page, desk } = await aCase(viewport);
    await desk.act('退回补正').click();
    await desk.panel('退回补正').waitFor();
    await expect.poll(() => isInSight(page, '确认退回补正'), PATIENCE).toBe(true);
    await expect.poll(() => focused(page), PATIENCE).toBe('TEXTAREA');
  });
});

describe('a case on the desk', { timeout: 240_000 }, () => {
  it('has one strong figure, then its regions in the order of the work, and the acts at the bottom edge', async () => {
    const { page, desk } = await aCase();
    await desk.timeline.getByRole('listitem').first().waitFor();
    await desk.money.getByRole('table').waitFor();
    const regions = page.getByRole('article').getByRole('region').getByRole('heading', { level: 3 });
    const names = ['为什么在等', '需要决定的事项', '核对', '金额', '人员', '时间线'];
    await expect
      .poll(async () => (await regions.allInnerTexts()).map((region) => names.find((name) => region.startsWith(name))))
      .toEqual(names);
    const sizes = `[...document.querySelectorAll('article *')]
      .filter((element) => [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== ''))
      .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) >= 20)
      .map((element) => element.textContent)`;
    await expect.poll(() => page.evaluate(sizes)).toEqual(['800.00']);
    const order = `(() => {
      const [head, why, acts] = ['.sum', '.why', '.acts'].map((one) => document.querySelector('article ' + one));
      const isBefore = (a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      return [isBefore(head, why), isBefore(why, acts), Math.round(acts.getBoundingClientRect().bottom) <= innerHeight];
    })()`;
    await expect.poll(() => page.evaluate(order)).toEqual([true, true, true]);
    const closed = desk.acts.getByRole('listitem').first();
    await expect.poll(() => closed.innerText()).toMatch(/\p{Script=Han}{2,}\s*\p{Script=Han}{4,}/u);
  });

  it('is in the language that the person chose, from the first answer on', async () => {
    const claimId = await bench.office.walks.aClaim();
    const task = await bench.office.walks.taskOf('dept2', claimId);
    const chosen = await bench.office.as('dept2').send('PATCH', '/api/v1/me/preferences', { language: 'en' });
    expect(chosen.status).toBe(200);
    const { page } = await bench.openAs('dept.hr2', `/tasks/${task.id}`);
    await page
      .getByRole('region', { name: 'Why it waits' })
      .getByText(/^Waits since/)
      .waitFor();
    await page.getByRole('group', { name: 'Decide' }).getByRole('button', { name: 'Approve' }).waitFor();
    await page
      .getByRole('article')
      .getByText(/round 1/)
      .waitFor();
    await expect
      .poll(() => page.getByRole('group', { name: 'Decide' }).getByRole('listitem').allInnerTexts(), PATIENCE)
      .toSatisfy((closed: readonly string[]) => closed.length > 0 && !/\p{Script=Han}/u.test(closed.join('')));
  });
});
