import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WELDER } from '../support/claim-app.ts';
import { inEnglish, records } from './pages/records.ts';
import { lostAt, violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const TABLE = '公示列表';

async function aDraft() {
  const claimId = await bench.office.walks.reviewed();
  const noticeId = await bench.office.walks.noticeOf(claimId);
  const { body } = await bench.office.as('dept').send('GET', `/api/v1/notices/${noticeId}`);
  return { noticeId, noticeNo: String(body.noticeNo) };
}

describe('the notices', { timeout: 240_000 }, () => {
  it('are confirmed by an officer of each side, and the second one publishes', async () => {
    const { noticeId, noticeNo } = await aDraft();
    const first = await bench.openAs('dept.hr', '/notices');
    const of = records(first.page);
    await of.row(TABLE, noticeNo).waitFor();
    await first.page.keyboard.press('j');
    await first.page.keyboard.press('Enter');
    await first.page.getByRole('heading', { name: noticeNo, level: 1 }).waitFor();
    // What the public will read stands there before anybody confirms it, searched for what must not leave.
    await first.page.getByText('0 处泄露').waitFor();
    const claims = first.page.getByRole('table', { name: '所含申领' });
    await claims.getByText('鄂尔多斯市示范职业技能培训学校').waitFor();
    const page = first.page.frameLocator('iframe[title="公众将看到的页面"]');
    await page.getByText('15*************286').waitFor();
    expect(await page.locator('body').innerText()).not.toContain(WELDER.idNumber);
    await of.act('确认公示').click();
    await of.form('确认公示').getByText('此公示的 1 项、共 800.00 元').waitFor();
    await of.form('确认公示').getByRole('button', { name: '确认公示' }).click();
    await of.said(`已确认公示 ${noticeNo}`).waitFor();
    await first.page.getByText('一方已确认').waitFor();
    // The same person cannot confirm for the other side, and is told so.
    const closed = first.page
      .getByRole('group', { name: '办理' })
      .getByRole('listitem')
      .filter({ hasText: '确认公示' });
    await expect.poll(() => closed.innerText()).toMatch(/确认公示\s*\S+/);

    const second = await bench.openAs('bureau.review', `/notices/${noticeId}`);
    const other = records(second.page);
    await other.act('确认公示').click();
    await other.form('确认公示').getByRole('button', { name: '确认公示' }).click();
    await other.said(`已确认公示 ${noticeNo}`).waitFor();
    await second.page.getByText('公示中').first().waitFor();
    await second.page.getByText('2025-06-23 10:00 至 2025-06-30 24:00').waitFor();
    const { body } = await bench.office.as('dept').send('GET', `/api/v1/notices/${noticeId}`);
    expect(body.state).toBe('published');
    expect(await violationsOf(second.page)).toEqual([]);
    expect(await lostAt(second.page, 320)).toBe(0);
    await inEnglish(second.page, async () => {
      await second.page.getByRole('heading', { name: /^Notices/, level: 1 }).waitFor();
    });
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });

  it('keep the typed reason when somebody was faster, and say so', async () => {
    const { noticeId, noticeNo } = await aDraft();
    const { page } = await bench.openAs('dept.hr', `/notices/${noticeId}`);
    const of = records(page);
    await of.act('退回公示').click();
    await of.remark.fill('人数有误');
    await bench.office.walks.confirm('dept2', noticeId);
    await of.button('确认退回公示').click();
    await of.alert.getByText('此件已有变化').waitFor();
    await expect.poll(() => of.alert.innerText()).toMatch(/dept\.hr2 \d\d:\d\d/);
    await expect.poll(() => of.remark.inputValue()).toBe('人数有误');
    await of.button('查看最新情况').click();
    await of.alert.waitFor({ state: 'detached' });
    await expect.poll(() => of.remark.inputValue()).toBe('人数有误');
    await of.button('确认退回公示').click();
    await of.said(`已退回公示 ${noticeNo}`).waitFor();
  });

  it('send nothing from behind a dialog, and nothing more once somebody else has ended them', async () => {
    const { noticeId, noticeNo } = await aDraft();
    const { page } = await bench.openAs('dept.hr', `/notices/${noticeId}`);
    const of = records(page);
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    await of.act('退回公示').click();
    await of.remark.fill('人数有误');
    await page.getByRole('button', { name: /^快捷键/ }).click();
    const sheet = page.getByRole('dialog', { name: '键盘快捷键' });
    await sheet.waitFor();
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(sent).toEqual([]);
    const path = `/api/v1/notices/${noticeId}/rejection`;
    const ended = await bench.office.as('dept2').act('POST', path, { reason: '重复公示' });
    expect(ended.status).toBe(200);
    await of.remark.focus();
    await page.keyboard.press('Control+Enter');
    await of.alert.getByText('此件已有变化').waitFor();
    await of.button('查看最新情况').click();
    const form = of.form('退回公示');
    await form.getByText(/^现在不能退回公示：/).waitFor();
    await expect.poll(() => of.button('确认退回公示').isDisabled()).toBe(true);
    await expect.poll(() => of.remark.inputValue()).toBe('人数有误');
    await page.keyboard.press('Control+Enter');
    expect(sent).toHaveLength(1);
    expect(await of.said(noticeNo).count()).toBe(0);
  });

  it('say whether they are empty, loading or failed', async () => {
    const { page } = await bench.openAs('dept.union', '/notices');
    await page.getByText('没有公示。').waitFor();
    await page.getByText(/^数据截至/).waitFor();
    await page.route('**/api/v1/notices?*', (route) => route.abort());
    await page.getByRole('button', { name: '草稿' }).click();
    await page.getByRole('alert').getByText('未能读取公示列表').waitFor();
    expect(await page.getByText('没有公示。').count()).toBe(0);
    await page.unroute('**/api/v1/notices?*');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('没有公示。').waitFor();
  });
});
