import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankSays, payClaims, type ReleasedPayment } from '../support/money-days.ts';
import { arriveAs, expectClosed } from './pages/arrival.ts';
import { faultsOf, waysFrom } from './pages/office-tour.ts';
import { records } from './pages/records.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

const DAY = '2025-06-23';
const QUARTER = '2025 年第 2 季度';

let bench: Workbench;
let open: ReleasedPayment;
let openNo: string;
beforeAll(async () => {
  bench = await startWorkbench();
  await invitePracticePeople(bench);
  const { office } = bench;
  const due = [await office.walks.due(), await office.walks.due()];
  await office.setTime(`${DAY}T12:00:00+08:00`);
  const [settled, waits] = await payClaims(office, due);
  if (settled === undefined || waits === undefined) {
    throw new RangeError('Two payments leave');
  }
  await bankSays(office, settled, 'settled', DAY);
  open = waits;
  openNo = (await office.as('maker').send('GET', `/api/v1/claims/${open.claimId}`)).body.claimNo;
});
afterAll(() => bench?.close());

const day = async () => (await bench.office.as('checker').send('GET', `/api/v1/reconciliations/${DAY}`)).body;
const quarter = async () =>
  (await bench.office.as('checker').send('GET', '/api/v1/accounting-periods?year=2025')).body.items[1];

describe('the evening of Finance', { timeout: 240_000 }, () => {
  it('the maker reconciles a day, and reads who may explain what is open', async () => {
    const { page, complaints } = await arriveAs(bench, 'finance.maker', '/reconciliations');
    const of = records(page);
    await page.getByText('还没有对过账。').waitFor();
    await of.act('对账').click();
    await page.getByLabel('日期').fill(DAY);
    await of.button('确认对账').click();
    await of.said(`已对账 ${DAY}`).waitFor();
    const funds = page.getByRole('table', { name: '各项资金' });
    // Released is settled and open: 1,600.00 of which 800.00 arrived.
    await expect
      .poll(() => funds.getByRole('row').nth(1).getByRole('cell').allInnerTexts())
      .toEqual(['1,600.00', '1,600.00', '800.00', '0.00', '0.00', '0.00', '800.00', '—', '0.00']);
    const differences = page.getByRole('table', { name: '差异' });
    await of.row('差异', openNo).waitFor();
    await differences.getByText('须由财政复核人办理').waitFor();
    expect(await page.getByRole('button', { name: `解释差异 ${openNo}` }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    // What was released is the entries of the fund on that day.
    await funds.getByRole('link', { name: '1,600.00' }).last().click();
    const entries = page.getByRole('table', { name: '分录' });
    await entries.getByRole('rowheader').nth(1).waitFor();
    await expect.poll(() => entries.getByText('就业补助资金').count()).toBe(2);
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('no quarter closes while a difference has no explanation; each one is named', async () => {
    await bench.office.setTime('2025-07-02T10:00:00+08:00');
    const { page } = await bench.openAs('finance.maker', '/ledger/2025-Q2');
    const of = records(page);
    await of.act('申请结账').click();
    await of.button('确认申请结账').click();
    await of.alert.getByText(/支付指令 800\.00 元自 2025-06-23 下达后尚无最终结果/).waitFor();
    expect((await quarter()).state).toBe('open');
  });

  it('the checker explains the difference', async () => {
    const { page, complaints } = await bench.openAs('finance.checker', '/reconciliations');
    const of = records(page);
    await page.getByRole('button', { name: '相符' }).click();
    await page.getByText('没有这样的日期。').waitFor();
    await page.getByRole('button', { name: '有差异' }).click();
    await of.row('对账列表', DAY).click();
    await page.getByRole('button', { name: `解释差异 ${openNo}` }).click();
    const form = of.form('解释差异');
    await form.getByLabel('解释').fill('银行次日入账');
    await form.getByRole('button', { name: '确认解释差异' }).click();
    await of.said(`已解释差异 ${openNo}`).waitFor();
    await page.getByRole('table', { name: '差异' }).getByText('银行次日入账').waitFor();
    const { differences } = await day();
    expect(differences[0].explanation).toMatchObject({ text: '银行次日入账', explainedBy: 'per_checker' });
    expect(await faultsOf(page)).toEqual([]);
    // The same day again: what was said holds.
    await of.act('重新对账').click();
    await of.button('确认重新对账').click();
    await of.said(`已重新对账 ${DAY}`).waitFor();
    await page.getByRole('table', { name: '差异' }).getByText('银行次日入账').waitFor();
    expect(complaints).toEqual([]);
  });

  it('the maker proposes to close the quarter and may not close it', async () => {
    const { page, complaints } = await bench.openAs('finance.maker', '/ledger');
    const of = records(page);
    await of.row('季度结账', QUARTER).click();
    const use = page.getByRole('table', { name: '按资金' });
    await expect
      .poll(() => use.getByRole('row').nth(1).getByRole('cell').allInnerTexts())
      .toEqual(['800.00', '0.00', '800.00', '1', '']);
    await of.act('申请结账').click();
    await of.button('确认申请结账').click();
    await of.said(`已申请结账 ${QUARTER}`).waitFor();
    const closed = page.getByRole('group', { name: '办理' }).getByRole('listitem').filter({ hasText: '结账' });
    await closed.getByText(/您已办理过此件的另一环节/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('the checker closes it, and its report stands', async () => {
    const { page, complaints } = await bench.openAs('finance.checker', '/ledger/2025-Q2');
    const of = records(page);
    await of.act('结账').click();
    await of.button('确认结账').click();
    await of.said(`已结账 ${QUARTER}`).waitFor();
    const { state, reportSha256 } = await quarter();
    expect(state).toBe('closed');
    await page.getByRole('region', { name: '报表摘要' }).getByText(reportSha256).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('an auditor reads all of it and may do nothing with it', async () => {
    const { page, complaints } = await arriveAs(bench, 'auditor', '/reconciliations');
    const of = records(page);
    await of.row('对账列表', DAY).click();
    await page.getByRole('table', { name: '差异' }).getByText('银行次日入账').waitFor();
    const enabled = page.getByRole('group', { name: '办理' }).getByRole('button').and(page.locator(':enabled'));
    await expect.poll(() => waysFrom(page)).toEqual(['claims', 'ledger', 'reconciliations']);
    expect(await enabled.count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '账目' }).click();
    await of.row('科目', '银行存款').click();
    await page.getByRole('table', { name: '分录' }).getByRole('rowheader').first().waitFor();
    await of.row('季度结账', QUARTER).click();
    await page.getByRole('group', { name: '办理' }).getByRole('listitem').first().waitFor();
    expect(await enabled.count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('the bureau reads what the funds were used for, and no entry', async () => {
    const { page, complaints } = await arriveAs(bench, 'bureau.review', '/ledger/2025-Q2');
    await page.getByRole('table', { name: '按主管部门' }).waitFor();
    await expect.poll(() => waysFrom(page)).toEqual(['ledger']);
    const tables = ['季度结账', '科目', '分录'].map((name) => page.getByRole('table', { name }).count());
    expect(await Promise.all(tables)).toEqual([0, 0, 0]);
    expect(await faultsOf(page)).toEqual([]);
    await expectClosed(page, bench.office.base, ['/reconciliations']);
    expect(complaints).toEqual([]);
  });

  it('an operator who approves opens the quarter again, with a reason', async () => {
    const { page, complaints } = await arriveAs(bench, 'ops2', '/ledger');
    const of = records(page);
    await of.row('季度结账', QUARTER).click();
    await of.act('重新开账').click();
    await page.getByLabel('理由').fill('补记漏报的退款');
    await of.button('确认重新开账').click();
    await of.said(`已重新开账 ${QUARTER}`).waitFor();
    expect((await quarter()).state).toBe('open');
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
