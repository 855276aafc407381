import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settledClaim } from '../support/recoveries.ts';
import { arriveAs } from './pages/arrival.ts';
import { faultsOf } from './pages/office-tour.ts';
import { inEnglish, records } from './pages/records.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { violationsOf } from './support/axe.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { printOf } from './support/printed.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await invitePracticePeople(bench);
});
afterAll(() => bench?.close());

/** A claim whose 800.00 were settled. */
async function paid() {
  const claimId = await settledClaim(bench.office);
  const { claimNo } = (await bench.office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body;
  return { claimId, claimNo: String(claimNo) };
}

const recoveryOf = async (claimId: string) =>
  (await bench.office.as('maker').send('GET', `/api/v1/recoveries?claimId=${claimId}`)).body.items[0];

/** What a person finds wrong with the page, and axe in both languages. */
async function wrongOf(page: Page): Promise<readonly string[]> {
  const found = [...(await faultsOf(page)), ...(await violationsOf(page))];
  await inEnglish(page, async () => {
    found.push(...(await violationsOf(page)));
  });
  return found;
}

/** One act of a record, with what it asks for. */
async function act(page: Page, name: string, said: string, fill: (of: ReturnType<typeof records>) => Promise<unknown>) {
  const of = records(page);
  await of.act(name).click();
  await fill(of);
  await of.form(name).getByRole('button').first().click();
  await of.said(said).waitFor();
}

const fact = (page: Page, word: string) =>
  page
    .locator('dl.facts > div')
    .filter({ has: page.getByText(word, { exact: true }) })
    .locator('dd');

describe('the life of a debt', { timeout: 900_000 }, () => {
  it('is found by one, approved by another, appealed, ruled on by a third, paid in two instalments and settled', async () => {
    const { claimId, claimNo } = await paid();
    const finder = await arriveAs(bench, 'dept.hr', `/claims/${claimId}`);
    await act(finder.page, '认定追回', `已认定追回 ${claimNo}`, async (of) => {
      const form = of.form('认定追回');
      await form.getByLabel('追回事由').selectOption('LINE_NOT_ELIGIBLE');
      await form.getByLabel('认定金额（元）').fill('800.00');
      await form.getByLabel('认定说明').fill('核查发现证书不符');
      await form.getByText('涉及的人员（不选即不指明）').click();
      await form.getByLabel(/^第 1 人 /).check();
      await form.getByLabel('第 1 人追回（元）').fill('700.00');
      expect(await wrongOf(finder.page)).toEqual([]);
      await form.getByRole('button').first().click();
      await form.getByRole('alert').getByText('金额不一致').waitFor();
      await form.getByLabel('第 1 人追回（元）').fill('800.00');
    });
    await finder.page.getByRole('heading', { level: 1, name: `追回 ${claimNo}` }).waitFor();
    const { id, lines } = await recoveryOf(claimId);
    expect(lines).toMatchObject([{ amountFen: 80_000 }]);
    // Who found it does not approve it, and reads why.
    const closed = finder.page
      .getByRole('group', { name: '办理' })
      .getByRole('listitem')
      .filter({ hasText: '核准追回' });
    await expect.poll(() => closed.innerText()).toMatch(/核准追回\s*\S{4,}/);
    expect(await wrongOf(finder.page)).toEqual([]);

    const checker = await arriveAs(bench, 'finance.checker', '/recoveries');
    await records(checker.page).row('追回列表', claimNo).click();
    await act(checker.page, '核准追回', `已核准追回 ${claimNo}`, (of) =>
      of.form('核准追回').getByLabel('核准金额（元）').fill('600.00'),
    );
    await checker.page.getByRole('link', { name: '查看追回通知书' }).waitFor();
    const noticed = await recoveryOf(claimId);
    expect([noticed.state, noticed.amountFen]).toEqual(['noticed', 60_000]);
    await expect.poll(() => fact(checker.page, '缴回期限').innerText()).toBe(noticed.payBy);
    await expect.poll(() => fact(checker.page, '申诉期限').innerText()).toBe(noticed.appealBy);
    expect(await wrongOf(checker.page)).toEqual([]);

    await checker.page.getByRole('link', { name: '查看追回通知书' }).click();
    await checker.page.getByRole('heading', { level: 1, name: '补贴资金追回通知书' }).waitFor();
    const sheets = await printOf(checker.page);
    const letter = sheets.map(({ text }) => text).join('');
    expect([letter.includes('陆佰元整'), letter.includes(noticed.payBy)]).toEqual([true, true]);
    expect(Math.min(...sheets.map(({ right }) => right))).toBeGreaterThan(20);
    expect(await violationsOf(checker.page)).toEqual([]);

    const appeal = { statement: '证书真实有效，附查询结果' };
    const appealed = await bench.office.as('school').send('POST', `/api/v1/recoveries/${id}/appeal`, appeal);
    expect([appealed.status, appealed.body.state]).toEqual([200, 'appealed']);
    const third = await arriveAs(bench, 'dept.hr2', `/recoveries/${id}`);
    await third.page.getByText(appeal.statement).waitFor();
    expect(await wrongOf(third.page)).toEqual([]);
    await third.page.getByRole('link', { name: '在待办中裁决' }).click();
    const desk = reviewDesk(third.page);
    await desk.rows.filter({ hasText: '裁决对追回的申诉' }).click();
    await desk.act('申诉成立').click();
    await third.page.getByText('申诉成立，尚欠的 600.00 元不再追回').waitFor();
    await third.page.getByLabel('应追回（元）').fill('500.00');
    await third.page.getByText('申诉成立，应追回 600.00 元改为 500.00 元').waitFor();
    await desk.remark.fill('部分证书有效');
    expect(await wrongOf(third.page)).toEqual([]);
    await desk.confirm('申诉成立').click();
    await records(third.page).said(`已申诉成立 ${claimNo}`).waitFor();
    expect(await recoveryOf(claimId)).toMatchObject({ state: 'noticed', amountFen: 50_000 });

    const maker = await arriveAs(bench, 'finance.maker', `/recoveries/${id}`);
    const of = records(maker.page);
    await of.act('拟定分期').click();
    const form = of.form('拟定分期');
    await form.getByText('尚欠的 500.00 元分期缴回').waitFor();
    await form.getByLabel('第 1 期 日期').fill('2025-07-15');
    await form.getByLabel('第 1 期 金额（元）').fill('300.00');
    await form.getByLabel('第 2 期 日期').fill('2025-08-15');
    await form.getByLabel('第 2 期 金额（元）').fill('100.00');
    await form.getByRole('button', { name: '确认拟定分期' }).click();
    await form.getByRole('alert').waitFor();
    await form.getByLabel('第 2 期 金额（元）').fill('200.00');
    await form.getByRole('button', { name: '确认拟定分期' }).click();
    await of.said(`已拟定分期 ${claimNo}`).waitFor();
    expect(await wrongOf(maker.page)).toEqual([]);

    await checker.page.goto(`${bench.office.base}/workbench/recoveries/${id}`);
    await act(checker.page, '确认分期', `已确认分期 ${claimNo}`, async () => undefined);
    const plan = checker.page.getByRole('table', { name: '分期计划' });
    await plan.getByRole('row', { name: '2025-07-15 300.00 0.00' }).waitFor();
    const enter = async (amount: string) => {
      await of.act('登记退款').click();
      await of.form('登记退款').getByLabel('金额（元）').fill(amount);
      await of.form('登记退款').getByLabel('银行流水号').fill(`ICBC 2025/${amount}`);
    };
    const confirmed = async (...paidOf: readonly [string, string]) => {
      await checker.page.reload();
      await act(checker.page, '复核通过', `已复核 ${claimNo}`, async () => undefined);
      await plan.getByRole('row', { name: `2025-07-15 300.00 ${paidOf[0]}` }).waitFor();
      await plan.getByRole('row', { name: `2025-08-15 200.00 ${paidOf[1]}` }).waitFor();
    };
    await maker.page.reload();
    await enter('300.00');
    await of.button('确认登记退款').click();
    await of.said(`已登记退款 ${claimNo}`).waitFor();
    // The second one is typed on what stood there before the first one counted.
    await enter('200.00');
    await confirmed('300.00', '0.00');
    await of.button('确认登记退款').click();
    await of.alert.getByText('此件已有变化').waitFor();
    await of.button('查看最新情况').click();
    await of.alert.waitFor({ state: 'detached' });
    await of.button('确认登记退款').click();
    await of.form('登记退款').waitFor({ state: 'detached' });
    await confirmed('300.00', '200.00');
    await checker.page
      .getByRole('banner')
      .or(checker.page.locator('.record-head'))
      .getByText('已追回')
      .first()
      .waitFor();
    expect(await recoveryOf(claimId)).toMatchObject({ state: 'recovered', openFen: 0, recoveredFen: 50_000 });
    const past = checker.page.getByRole('region', { name: '时间线' });
    await past.getByText('核准追回。').waitFor();
    expect(await wrongOf(checker.page)).toEqual([]);
    expect([finder, checker, third, maker].flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  it('is written off by a document of the maker and the word of an approver of operations', async () => {
    const { claimId, claimNo } = await paid();
    const { office } = bench;
    const found = { claimId, cause: 'WRONG_AMOUNT', amountFen: 20_000, note: '多付' };
    const { id } = (await office.as('maker').send('POST', '/api/v1/recoveries', found)).body;
    expect((await office.as('checker').send('POST', `/api/v1/recoveries/${id}/approval`, {})).status).toBe(200);
    const maker = await arriveAs(bench, 'finance.maker', `/recoveries/${id}`);
    await act(maker.page, '拟予核销', `已拟予核销 ${claimNo}`, async (of) => {
      await of.form('拟予核销').getByLabel('文号').fill('鄂财〔2025〕7号');
      await of.form('拟予核销').getByLabel('理由').fill('单位已注销');
    });
    await maker.page.getByText('文号 鄂财〔2025〕7号：单位已注销').waitFor();
    const approver = await arriveAs(bench, 'ops2', `/recoveries/${id}`);
    expect(await wrongOf(approver.page)).toEqual([]);
    await act(approver.page, '确认核销', `已确认核销 ${claimNo}`, async () => undefined);
    expect(await recoveryOf(claimId)).toMatchObject({ state: 'writtenOff', openFen: 0 });
    expect([...maker.complaints, ...approver.complaints]).toEqual([]);
  });
});
