import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { camt, pain002 } from '../support/bank-messages.ts';
import { addPaidAdvance } from '../support/paid-advance.ts';
import { approveRecovery } from '../support/recoveries.ts';
import { faultsOf } from './pages/office-tour.ts';
import { inEnglish, records } from './pages/records.ts';
import { lostAt, violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const UNKNOWN = `pin_${'0'.repeat(24)}`;
const xml = (name: string, text: string) => ({ name, mimeType: 'application/xml', buffer: Buffer.from(text) });

/** A released batch, of one claim unless said: its payments are at the bank. */
async function sent(size = 1) {
  const { office } = bench;
  const claimIds: string[] = [];
  while (claimIds.length < size) {
    claimIds.push(await office.walks.due());
  }
  const { body } = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds });
  expect((await office.as('checker').act('POST', `/api/v1/payout-batches/${body.id}/release`)).status).toBe(200);
  const [{ id: instructionId, claimNo }] = body.instructions;
  const stateOf = async (): Promise<string> =>
    (await office.as('maker').send('GET', `/api/v1/payout-batches/${body.id}`)).body.instructions[0].state;
  const rows = body.instructions.map(({ id, amountFen }: { readonly id: string; readonly amountFen: number }) => ({
    instructionId: id,
    state: 'settled',
    amountFen,
    valueDate: '2025-06-23',
  }));
  return {
    id: String(body.id),
    no: String(body.batchNo),
    instructionId: String(instructionId),
    claimNo,
    rows,
    stateOf,
  };
}

const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

/** A claim that owes 200.00, as its advance was above what is due, which a second person has approved. */
async function debtor() {
  const { office } = bench;
  const { claimId, noticeId } = await office.walks.published();
  await addPaidAdvance(office.pool, claimId, 100_000);
  const { rows } = await office.pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
  await office.endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
  expect((await approveRecovery(office, claimId)).status).toBe(200);
  const { body } = await office.as('maker').send('GET', `/api/v1/recoveries?claimId=${claimId}`);
  return { claimId, recoveryId: String(body.items[0].id) };
}

describe('files of banks', { timeout: 300_000 }, () => {
  it('are brought by a maker with what each entry would bring, and count once another person confirms', async () => {
    const batch = await sent();
    const said = pain002(batch.no, [
      { id: batch.instructionId, status: 'ACSP' },
      { id: UNKNOWN, status: 'ACSP' },
    ]);
    const { page, complaints } = await bench.openAs('finance.maker', '/bank-files');
    const of = records(page);
    await page.getByText('没有收到银行文件。').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await of.button('上传').click();
    await of.alert.getByText('请先选择文件。').waitFor();
    await page.getByLabel('选择文件').setInputFiles(xml('broken.xml', '<Document>'));
    await of.button('上传').click();
    await of.alert.getByText('未能上传').waitFor();
    await page.getByLabel('选择文件').setInputFiles(xml('6月24日.xml', said));
    await of.button('上传').click();
    await of.said('已上传 6月24日.xml').waitFor();

    // What it would bring, in numbers, in money and entry by entry; nothing has moved, and the maker may not confirm it.
    await page.getByRole('heading', { name: '6月24日.xml', level: 1 }).waitFor();
    const sums = page.getByRole('table', { name: '核对结果' });
    await expect.poll(() => sums.getByRole('row').filter({ hasText: '相符' }).innerText()).toMatch(/1\s+800\.00/);
    const rows = page.getByRole('table', { name: '逐笔核对' });
    await rows.getByRole('row').filter({ hasText: batch.claimNo }).getByText('相符').waitFor();
    await expect
      .poll(() => rows.getByRole('row').filter({ hasText: UNKNOWN }).innerText())
      .toMatch(/待核对\s+没有这笔指令/);
    await of.button('待核对').click();
    await expect.poll(() => rows.locator('tbody tr').count()).toBe(1);
    await expect.poll(() => of.button('确认银行文件').isDisabled()).toBe(true);
    expect(await batch.stateOf()).toBe('instructed');
    expect(await violationsOf(page)).toEqual([]);
    expect(await lostAt(page, 320)).toBe(0);

    // The same bytes are the same file.
    await page.getByRole('link', { name: '返回列表' }).click();
    await page.getByLabel('选择文件').setInputFiles(xml('另存.xml', said));
    await of.button('上传').click();
    await of.said('另存.xml 与先前的文件完全相同').waitFor();
    await page.getByRole('heading', { name: '6月24日.xml', level: 1 }).waitFor();

    const checker = await bench.openAs('finance.checker', '/bank-files');
    const by = records(checker.page);
    // Who confirms files brings none: the reason stands where the form would.
    await checker.page.getByRole('region', { name: '上传银行文件' }).getByText('须由财政制单人办理').waitFor();
    expect(await checker.page.getByLabel('选择文件').count()).toBe(0);
    expect(await violationsOf(checker.page)).toEqual([]);
    await by.row('收到的文件', '6月24日.xml').click();
    await by.act('确认银行文件').click();
    await by.form('确认银行文件').waitFor();
    expect(await violationsOf(checker.page)).toEqual([]);
    await by.button('确认生效').click();
    await by.said('已确认银行文件 6月24日.xml').waitFor();
    await checker.page.getByText('已生效').first().waitFor();
    await checker.page.getByText('以下为各笔的处理结果。').waitFor();
    expect(await batch.stateOf()).toBe('accepted');
    await inEnglish(checker.page, async () => {
      await checker.page.getByRole('table', { name: 'Entries' }).waitFor();
      expect(await violationsOf(checker.page)).toEqual([]);
    });

    // What did not match waits among the reports without a match.
    await checker.page.getByRole('link', { name: '未匹配回执' }).click();
    await checker.page.getByRole('row').filter({ hasText: UNKNOWN }).getByText('没有这笔指令').waitFor();
    expect([...complaints, ...checker.complaints]).toEqual([]);
  });

  it('are refused by another person with a reason, and then nothing of them counts', async () => {
    const batch = await sent();
    const said = pain002(batch.no, [{ id: batch.instructionId, status: 'RJCT', reason: 'AC01' }]);
    const brought = await bench.office.as('maker').upload('POST', '/api/v1/bank-files', said, '错账.xml');
    const { page, complaints } = await bench.openAs('finance.checker', `/bank-files/${brought.body.id}`);
    const of = records(page);
    await of.act('退回银行文件').click();
    await of.remark.fill('不是本批的回执');
    await of.button('确认退回银行文件').click();
    await of.said('已退回银行文件 错账.xml').waitFor();
    await page.getByText('不是本批的回执').waitFor();
    await page.getByText('各笔均未入账').waitFor();
    expect(await page.getByText('以下为各笔的处理结果').count()).toBe(0);
    await expect.poll(() => of.act('确认银行文件').isDisabled()).toBe(true);
    expect(await batch.stateOf()).toBe('instructed');
    expect(complaints).toEqual([]);
  });

  it('that name a payment almost are matched by the suggestion, which says why', async () => {
    const batch = await sent();
    const near = `${batch.instructionId.slice(0, -1)}${batch.instructionId.endsWith('0') ? '1' : '0'}`;
    const csv = `指令编号,支付结果,金额,日期\n${near},成功,800.00,2025-06-24\n`;
    const brought = await bench.office.as('maker').upload('POST', '/api/v1/bank-files', csv, '回单.csv');
    const confirmed = await bench.office
      .as('checker')
      .send('POST', `/api/v1/bank-files/${brought.body.id}/confirmation`);
    expect(confirmed.status).toBe(200);
    const maker = await bench.openAs('finance.maker', '/payouts/unmatched');
    const row = maker.page.getByRole('row').filter({ hasText: near });
    await expect.poll(() => row.innerText()).toMatch(/编号相近、金额相同/);
    await row.getByRole('button', { name: '匹配指令', exact: true }).click();
    await maker.page.getByRole('button', { name: `选用 ${batch.claimNo}` }).click();
    await expect.poll(() => maker.page.getByLabel('指令编号').inputValue()).toBe(batch.instructionId);
    expect(await violationsOf(maker.page)).toEqual([]);
    await records(maker.page).button('确认匹配指令').click();
    await records(maker.page).said('已匹配指令').waitFor();
    const checker = await bench.openAs('finance.checker', '/payouts/unmatched');
    const other = checker.page.getByRole('row').filter({ hasText: near });
    await other.getByText('匹配到付款').waitFor();
    await other.getByRole('link', { name: batch.claimNo, exact: true }).waitFor();
    await other.getByRole('button', { name: '确认匹配', exact: true }).click();
    await other.getByRole('form', { name: '确认匹配' }).getByRole('button', { name: '确认匹配' }).click();
    await records(checker.page).said('已确认匹配').waitFor();
    await expect.poll(batch.stateOf, { timeout: 60_000 }).toBe('settled');
    expect([...maker.complaints, ...checker.complaints]).toEqual([]);
  });

  it('of one sum or of money paid back say to the second person what they were matched with, and what comes of it', async () => {
    const { office } = bench;
    // Its payments were answered before: the batch is done, and its lump still comes.
    const batch = await sent(2);
    const { rows } = batch;
    const path = `/api/v1/payout-batches/${batch.id}`;
    const answered = await office.as('maker').send('POST', `${path}/results`, { rows });
    const confirmation = `${path}/results/${answered.body.resultId}/confirmation`;
    expect((await office.as('checker').send('POST', confirmation)).status).toBe(200);
    await expect
      .poll(async () => (await office.as('maker').send('GET', path)).body.state, { timeout: 60_000 })
      .toBe('done');
    const { claimId, recoveryId } = await debtor();
    const { claimNo } = (await office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body;
    const said = camt('054', [
      { fen: 160_000, text: batch.no },
      { fen: 20_000, reference: 'BACK-1', direction: 'CRDT' },
    ]);
    const brought = await office.as('maker').upload('POST', '/api/v1/bank-files', said, '入账.xml');
    expect((await office.as('checker').send('POST', `/api/v1/bank-files/${brought.body.id}/confirmation`)).status).toBe(
      200,
    );
    const maker = await bench.openAs('finance.maker', '/payouts/unmatched');
    for (const [named, target, label, value] of [
      ['整批合并入账', 'batchId', '拨付批次', batch.id],
      ['BACK-1', 'recoveryId', '追回', recoveryId],
    ] as const) {
      const of = rowOf(maker.page, named);
      await of.getByRole('button', { name: '匹配指令', exact: true }).click();
      await of.getByLabel('匹配到').selectOption(target);
      await of.getByLabel(label, { exact: true }).selectOption(value);
      expect(await violationsOf(maker.page)).toEqual([]);
      await of.getByRole('button', { name: '确认匹配指令' }).click();
      await records(maker.page).said('已匹配指令').waitFor();
      await of.getByText('待另一人确认').waitFor();
    }
    const checker = await bench.openAs('finance.checker', '/payouts/unmatched');
    for (const [named, what, no, way, effect] of [
      ['整批合并入账', '匹配到拨付批次', batch.no, `/workbench/payouts/${batch.id}`, '各笔付款的状态不变'],
      ['BACK-1', '匹配到追回款', claimNo, `/workbench/recoveries/${recoveryId}`, '此款记为该追回款的还款'],
    ] as const) {
      const of = rowOf(checker.page, named);
      await of.getByText(what).waitFor();
      await expect.poll(() => of.getByRole('link', { name: no, exact: true }).getAttribute('href')).toBe(way);
      await of.getByRole('button', { name: '确认匹配', exact: true }).click();
      await of.getByText(effect).waitFor();
      expect(await violationsOf(checker.page)).toEqual([]);
      await of.getByRole('form', { name: '确认匹配' }).getByRole('button', { name: '确认匹配' }).click();
      await records(checker.page).said('已确认匹配').waitFor();
      await of.waitFor({ state: 'detached' });
    }
    expect([...maker.complaints, ...checker.complaints]).toEqual([]);
  });

  it('leave from the page of a released batch in every format, and the list says who took them', async () => {
    const batch = await sent();
    const { page, complaints } = await bench.openAs('finance.maker', `/payouts/${batch.id}`);
    await page.getByText('付款文件尚未取走。').waitFor();
    const take = async (name: string, file: string) => {
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name, exact: true }).click();
      expect((await coming).suggestedFilename()).toBe(file);
    };
    await take('下载 pain.001', `${batch.no}.xml`);
    // The list is read anew by itself.
    const taken = page.getByRole('table', { name: '已取走的付款文件' });
    await taken.getByText('pain.001').waitFor();
    const toFiles = page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '银行文件' });
    const out = records(page).row('发出的文件', batch.no);
    await toFiles.click();
    await expect.poll(() => out.count()).toBe(1);
    await out.click();
    for (const [name, file] of [
      ['下载 csv （UTF-8）', `${batch.no}.csv`],
      ['下载 xlsx', `${batch.no}.xlsx`],
      ['下载银行代发清单 （GB 18030）', `${batch.no}-list.csv`],
    ] as const) {
      await take(name, file);
    }
    // What the reader did does not wait behind a button, here and on the list of all files, which was read before.
    await expect.poll(() => taken.locator('tbody tr').count()).toBe(4);
    expect(await violationsOf(page)).toEqual([]);
    await toFiles.click();
    await expect.poll(() => out.count()).toBe(4);
    expect(await faultsOf(page)).toEqual([]);
    // A draft has none.
    const claimId = await bench.office.walks.due();
    const draft = await bench.office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    await page.goto(`${bench.office.base}/workbench/payouts/${draft.body.id}`);
    await page.getByText('付款文件尚未取走。').waitFor();
    expect(await page.getByRole('link', { name: /^下载/ }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
