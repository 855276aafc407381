import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindPasswords } from '../../prisma/people/password-bonds.ts';
import { BONDS } from '../support/act-keys.ts';
import { inEnglish, records } from './pages/records.ts';
import { lostAt, violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  // The persons of Finance came by SQL: without it nobody could say a password that counts.
  await bindPasswords(bench.office.pool, BONDS);
});
afterAll(() => bench?.close());

const claimNoOf = async (claimId: string): Promise<string> =>
  (await bench.office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo;

const stateOf = async (claimId: string): Promise<string> =>
  (await bench.office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body.state;

const focusOf = (page: Page) => page.evaluate('document.activeElement?.textContent');

/** A signed report of the bank. */
async function report(data: object): Promise<void> {
  const text = JSON.stringify({ type: 'payout.settled', timestamp: new Date().toISOString(), data });
  const at = new Date();
  const id = 'evt-of-the-story';
  await bench.office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
}

describe('the payouts', { timeout: 240_000 }, () => {
  it('go from due claims to settled money by two persons of Finance, and no key releases them', async () => {
    const claimId = await bench.office.walks.due();
    const waiting = await bench.office.walks.published();
    const claimNo = await claimNoOf(claimId);

    // The maker sees what is due, and why not the rest.
    const maker = await bench.openAs('finance.maker', '/payouts');
    const of = records(maker.page);
    await of.row('待拨付申领', claimNo).waitFor();
    const notYet = maker.page.getByRole('row').filter({ hasText: await claimNoOf(waiting.claimId) });
    await expect.poll(() => notYet.innerText()).toMatch(/公示/);
    await expect.poll(() => notYet.getByRole('checkbox').isDisabled()).toBe(true);
    expect(await lostAt(maker.page, 320)).toBe(0);
    await maker.page.getByRole('checkbox', { name: `选择 ${claimNo}` }).check();
    await of.button('生成批次').click();
    const batchNo = /已生成批次 (\S+)/.exec(await of.said('已生成批次 ').innerText())?.[1] ?? '';
    expect(batchNo).not.toBe('');
    await maker.page.getByRole('heading', { name: batchNo, level: 1 }).waitFor();
    await maker.page.getByRole('table', { name: '拨付指令' }).getByText('草稿').waitFor();
    // The maker sees why he may not release it.
    const closed = maker.page
      .getByRole('group', { name: '办理', exact: true })
      .getByRole('listitem')
      .filter({ hasText: '放行批次' });
    await expect.poll(() => closed.innerText()).toMatch(/放行批次\s*\S+/);

    // The checker types the sum and the password; a wrong sum is the server's to refuse.
    const checker = await bench.openAs('finance.checker', '/payouts');
    const by = records(checker.page);
    await by.row('拨付批次', batchNo).click();
    await by.act('放行批次').click();
    await by.form('放行批次').getByText('放行后按指令支付 1 笔、共 800.00 元').waitFor();
    await checker.page.getByLabel('输入合计金额以确认').fill('8,000.00');
    await checker.page.getByLabel('密码').fill('practice');
    await checker.page.keyboard.press('Control+Enter');
    await by.button('确认放行').click();
    await by.alert.getByText('输入的合计与批次合计不一致').waitFor();
    expect((await bench.office.as('maker').send('GET', '/api/v1/payout-batches')).body.items[0].state).toBe('draft');
    await checker.page.getByLabel('输入合计金额以确认').fill('800.00');
    await by.button('确认放行').click();
    await by.said(`已放行 ${batchNo}`).waitFor();
    await checker.page.getByRole('table', { name: '拨付指令' }).getByText('已发出').waitFor();
    expect(await stateOf(claimId)).toBe('paymentSent');

    // The bank's results by hand: entered by one, in force by the other.
    await maker.page.reload();
    await of.act('录入支付结果').click();
    await of.form('录入支付结果').waitFor();
    await maker.page.getByLabel(`${claimNo} 支付结果`).selectOption('settled');
    // What was instructed is what a payment is: the amount stands there, and another is typed over it.
    await expect.poll(() => maker.page.getByLabel(`${claimNo} 金额（元）`).inputValue()).toBe('800.00');
    await maker.page.getByLabel(`${claimNo} 金额（元）`).fill('799.00');
    await of.button('确认录入支付结果').click();
    await of.alert.getByText(claimNo).waitFor();
    expect(await violationsOf(maker.page)).toEqual([]);
    // What was typed by hand outlives its form.
    await maker.page.keyboard.press('Escape');
    await expect.poll(() => focusOf(maker.page)).toBe('录入支付结果');
    await of.act('录入支付结果').click();
    await expect.poll(() => maker.page.getByLabel(`${claimNo} 金额（元）`).inputValue()).toBe('799.00');
    await maker.page.getByLabel(`${claimNo} 金额（元）`).fill('800.00');
    await of.button('确认录入支付结果').click();
    await of.said(`已录入支付结果 ${batchNo}`).waitFor();
    await maker.page.getByText('待确认').first().waitFor();
    expect(await stateOf(claimId)).toBe('paymentSent');
    await expect.poll(() => of.button('确认支付结果').isDisabled()).toBe(true);

    await checker.page.reload();
    await by.button('确认支付结果').click();
    await by.form('确认支付结果').getByRole('button', { name: '确认支付结果' }).click();
    await by.said(`已确认支付结果 ${batchNo}`).waitFor();
    await checker.page.getByRole('table', { name: '拨付指令' }).getByText('已到账').waitFor();
    expect(await stateOf(claimId)).toBe('postCheck');
    expect(await violationsOf(checker.page)).toEqual([]);
    expect(await lostAt(checker.page, 320)).toBe(0);
    await inEnglish(checker.page, async () => {
      await checker.page.getByRole('table', { name: 'Instructions' }).waitFor();
    });
    expect([...maker.complaints, ...checker.complaints]).toEqual([]);
  });

  it('of a batch that went over its budget after it was drafted ask why, and take no reason of another act', async () => {
    const claimId = await bench.office.walks.due();
    const { body: batch } = await bench.office
      .as('maker')
      .send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    expect(batch.flags).toEqual([]);
    await bench.office.pool.query(
      `INSERT INTO plan_line (id, jurisdiction, year, organ, program, budget_fen) VALUES ('150600/2025/HRSS/X', '150600', 2025, 'HRSS', 'X', 50000)`,
    );
    await bench.office.pool.query(
      `UPDATE filing SET plan_line_id = '150600/2025/HRSS/X' WHERE id = (SELECT filing_id FROM claim WHERE id = $1)`,
      [claimId],
    );
    const { page, complaints } = await bench.openAs('finance.checker', `/payouts/${batch.id}`);
    const of = records(page);
    await of.act('退回批次').click();
    await of.remark.fill('户名有误');
    await of.form('退回批次').getByRole('button', { name: '取消' }).click();
    await expect.poll(() => focusOf(page)).toBe('退回批次');
    await of.act('放行批次').click();
    await page.getByLabel('输入合计金额以确认').fill('800.00');
    await page.getByLabel('密码').fill('practice');
    expect(await of.remark.count()).toBe(0);
    await of.button('确认放行').click();
    await of.alert.getByText('超出 300.00 元；如仍需支付，请在“意见”中说明理由。').waitFor();
    await of.remark.waitFor();
    expect(await of.remark.inputValue()).toBe('');
    await of.remark.fill('年中调整');
    await of.button('确认放行').click();
    await of.said(`已放行 ${batch.batchNo}`).waitFor();
    await page.getByText('超出预算的理由').waitFor();
    // The button of what was done is gone: the focus stays where it was.
    await expect.poll(() => page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('办理');
    const read = await bench.office.as('checker').send('GET', `/api/v1/payout-batches/${batch.id}`);
    expect(read.body).toMatchObject({ reason: '年中调整', flags: [{ code: 'OVER_BUDGET', amountFen: 30_000 }] });
    expect(complaints).toEqual([]);
  });

  it('match a report that fits nothing with its payment by two persons of Finance', async () => {
    const claimId = await bench.office.walks.due();
    const drafted = await bench.office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    await bench.office.as('checker').act('POST', `/api/v1/payout-batches/${drafted.body.id}/release`);
    const instructionId: string = drafted.body.instructions[0].id;
    await report({ instructionId: 'pin_unknown', amountFen: 80_000, valueDate: '2025-07-01' });

    const maker = await bench.openAs('finance.maker', '/payouts/unmatched');
    const of = records(maker.page);
    await maker.page.getByText('没有这笔指令').waitFor();
    await of.button('匹配指令').click();
    await maker.page.getByLabel('指令编号').fill(instructionId);
    await of.button('确认匹配指令').click();
    await of.said('已匹配指令').waitFor();
    await maker.page.getByText('待另一人确认').waitFor();
    await expect.poll(() => of.button('确认匹配').isDisabled()).toBe(true);

    const checker = await bench.openAs('finance.checker', '/payouts/unmatched');
    const by = records(checker.page);
    await by.button('确认匹配').click();
    await by.form('确认匹配').getByRole('button', { name: '确认匹配' }).click();
    await by.said('已确认匹配').waitFor();
    await checker.page.getByText('没有未匹配的回执。').waitFor();
    expect(await stateOf(claimId)).toBe('postCheck');
    expect([...maker.complaints, ...checker.complaints]).toEqual([]);
  });

  it('keep the reports that fit nothing in a list, and say when there are none', async () => {
    const { page, complaints } = await bench.openAs('finance.maker', '/payouts');
    await page.getByRole('link', { name: '未匹配回执' }).click();
    await page.getByText('没有未匹配的回执。').waitFor();
    await page.route('**/api/v1/payables*', (route) => route.abort());
    await page.goto(`${bench.office.base}/workbench/payouts`);
    await page.getByRole('alert').getByText('未能读取待拨付申领').waitFor();
    expect(await page.getByText('没有待拨付的申领。').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
