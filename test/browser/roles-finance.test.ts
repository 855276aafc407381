import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindPasswords } from '../../prisma/people/password-bonds.ts';
import { BONDS } from '../support/act-keys.ts';
import { addPaidAdvance } from '../support/paid-advance.ts';
import { approveRecovery } from '../support/recoveries.ts';
import { faultsOf, tourOf } from './pages/office-tour.ts';
import { records } from './pages/records.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await invitePracticePeople(bench);
  await bindPasswords(bench.office.pool, BONDS);
});
afterAll(() => bench?.close());

const SCREENS = [
  '待办',
  '我领取的',
  '本科室',
  '已办',
  '申领',
  '拨付',
  '银行文件',
  '追回',
  '对账',
  '账目',
  '报表',
  '卡点',
  '政策',
  '练习',
];

const claimNoOf = async (claimId: string): Promise<string> =>
  (await bench.office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo;

/** A claim whose advance was above what is due: it owes 200.00, and a second person has approved that. */
async function debtor(): Promise<string> {
  const { office } = bench;
  const { claimId, noticeId } = await office.walks.published();
  await addPaidAdvance(office.pool, claimId, 100_000);
  const { rows } = await office.pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
  await office.endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
  expect((await approveRecovery(office, claimId)).status).toBe(200);
  return claimId;
}

/** Every key that a keyboard has and a page could hear, alone and with Control. */
const KEYS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789[]/?.,;').concat(
  ['Enter', 'Space', 'Control+Enter', 'Control+KeyS'],
  ['ArrowDown', 'ArrowUp', 'Home', 'End', 'F2'],
);

describe('the day of Finance', { timeout: 900_000 }, () => {
  it('the maker opens every screen, makes a batch of what is due, and reads why another person releases it', async () => {
    const claimId = await bench.office.walks.due();
    const claimNo = await claimNoOf(claimId);
    const { page, complaints } = await bench.openAs('finance.maker');
    expect(await tourOf(page)).toEqual({ screens: SCREENS, faults: [] });
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '拨付' }).click();
    await page.getByRole('checkbox', { name: `选择 ${claimNo}` }).check();
    const of = records(page);
    await of.button('生成批次').click();
    await of.said('已生成批次 ').waitFor();
    await page.getByRole('region', { name: '不能放行的人' }).getByText('财政局经办').waitFor();
    const closed = page
      .getByRole('group', { name: '办理', exact: true })
      .getByRole('listitem')
      .filter({ hasText: '放行批次' });
    await expect.poll(() => closed.innerText()).toMatch(/放行批次\s*\S{4,}/);
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('the checker opens every screen and releases with sum and password; no key of the keyboard does', async () => {
    const claimId = await bench.office.walks.due();
    const drafted = await bench.office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    const stateOf = async () => (await bench.office.as('checker').send('GET', path)).body.state;
    const { page, complaints } = await bench.openAs('finance.checker');
    expect(await tourOf(page)).toEqual({ screens: SCREENS, faults: [] });
    await page.goto(`${bench.office.base}/workbench/payouts/${drafted.body.id}`);
    const of = records(page);
    await of.act('放行批次').click();
    await page.getByLabel('输入合计金额以确认').fill('800.00');
    await page.getByLabel('密码').fill('practice');
    // With everything typed right and the focus in each field: a key is text, or nothing.
    for (const field of ['输入合计金额以确认', '密码']) {
      const typed = await page.getByLabel(field).inputValue();
      for (const key of KEYS) {
        await page.getByLabel(field).press(key);
      }
      await page.getByLabel(field).fill(typed);
    }
    expect(await stateOf()).toBe('draft');
    await of.form('放行批次').waitFor();
    await page.getByLabel('输入合计金额以确认').fill('800.01');
    await of.button('确认放行').click();
    await of.alert.waitFor();
    expect(await stateOf()).toBe('draft');
    await page.getByLabel('输入合计金额以确认').fill('800.00');
    await of.button('确认放行').click();
    await of.said(`已放行 ${drafted.body.batchNo}`).waitFor();

    // The result of the bank without an amount: the page says what is missing and what it should be.
    const maker = await bench.openAs('finance.maker', `/payouts/${drafted.body.id}`);
    const by = records(maker.page);
    const claimNo = await claimNoOf(claimId);
    await by.act('录入支付结果').click();
    await maker.page.getByLabel(`${claimNo} 支付结果`).selectOption('settled');
    await maker.page.getByLabel(`${claimNo} 金额（元）`).fill('');
    await by.button('确认录入支付结果').click();
    await by.alert.getByText(`${claimNo}：请填写金额（元），此笔为 800.00`).waitFor();
    expect([...complaints, ...maker.complaints]).toEqual([]);
  });

  it('the maker sets a debt of a private person off against what it is due, and the checker confirms it', async () => {
    const [owing, due] = [await debtor(), await bench.office.walks.due()];
    const [owingNo, dueNo] = [await claimNoOf(owing), await claimNoOf(due)];
    // A private person is found by no name, so its claims are not either.
    const { rowCount } = await bench.office.pool.query(
      `UPDATE party SET kind = 'person' WHERE id = (SELECT applicant_party_id FROM claim WHERE id = $1)`,
      [owing],
    );
    expect(rowCount).toBe(1);
    const maker = await bench.openAs('finance.maker', '/recoveries');
    const of = records(maker.page);
    await maker.page.getByRole('button', { name: `抵扣 ${owingNo}` }).click();
    const form = of.form('抵扣');
    await form.getByLabel('抵扣自申领').selectOption({ label: `${dueNo} · 待拨付` });
    await form.getByLabel('金额（元）').fill('200.00');
    await form.getByRole('button', { name: '确认抵扣' }).click();
    await of.said(`已录入抵扣 ${owingNo}`).waitFor();
    const checker = await bench.openAs('finance.checker', '/recoveries');
    const other = records(checker.page);
    await other.act('复核通过').click();
    await other.form('复核通过').getByRole('button', { name: '确认复核通过' }).click();
    await other.said(`已复核 ${owingNo}`).waitFor();
    const { body } = await bench.office.as('maker').send('GET', '/api/v1/recoveries');
    expect(body.items[0]).toMatchObject({ recoveredFen: 20_000, waiting: [] });
    expect(await faultsOf(checker.page)).toEqual([]);
    expect([...maker.complaints, ...checker.complaints]).toEqual([]);
  });
});
