import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

/** The palette, open, on somebody's first page. */
async function paletteOf(username: string) {
  const opened = await bench.openAs(username, '/');
  const { page } = opened;
  await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: '命令' });
  const field = palette.getByLabel('输入页面或编号');
  return { ...opened, palette, field };
}

const read = async (path: string) => (await bench.office.as('dept').send('GET', path)).body;

describe('the palette', { timeout: 240_000 }, () => {
  it('opens a claim, a filing and a notice by the whole number or its end', async () => {
    const { claimId, noticeId } = await bench.office.walks.published();
    const claim = await read(`/api/v1/claims/${claimId}`);
    const notice = await read(`/api/v1/notices/${noticeId}`);
    const filing = await read(`/api/v1/class-filings/${claim.filingId}`);
    const { page, palette, field, complaints } = await paletteOf('dept.hr');
    await field.fill(claim.claimNo.slice(-6).toLowerCase());
    await palette.getByRole('button', { name: `${claim.claimNo} · 申领` }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/claims/${claimId}`);
    await palette.waitFor({ state: 'detached' });
    for (const [number, address] of [
      [notice.noticeNo, `**/notices/${noticeId}`],
      [filing.filingNo, `**/filings/${claim.filingId}`],
    ]) {
      await page.keyboard.press('Control+k');
      await field.fill(number);
      // Before the server has answered.
      await page.keyboard.press('Enter');
      await page.waitForURL(address);
    }
    expect(complaints).toEqual([]);
  });

  it('opens what waits for the caller as their work, and a batch by its number', async () => {
    const claimId = await bench.office.walks.aClaim();
    const { claimNo } = await read(`/api/v1/claims/${claimId}`);
    const task = await bench.office.walks.taskOf('dept', claimId);
    const reviewer = await paletteOf('dept.hr');
    await reviewer.field.fill(claimNo);
    await reviewer.page.keyboard.press('Enter');
    await reviewer.page.waitForURL(`**/tasks/${task.id}`);

    const batch = await bench.office
      .as('maker')
      .send('POST', '/api/v1/payout-batches', { claimIds: [await bench.office.walks.due()] });
    const { id, batchNo } = batch.body;
    const finance = await paletteOf('finance.maker');
    await finance.field.fill(batchNo.slice(-6));
    await finance.palette.getByRole('button', { name: `${batchNo} · 拨付` }).click();
    await finance.page.waitForURL(`**/payouts/${id}`);
    await expect.poll(() => finance.palette.count()).toBe(0);
  });

  it('shows nobody what the server does not show them, and says when it could not ask', async () => {
    const { claimId, noticeId } = await bench.office.walks.published();
    const { claimNo } = await read(`/api/v1/claims/${claimId}`);
    const { noticeNo } = await read(`/api/v1/notices/${noticeId}`);
    const { page, palette, field } = await paletteOf('dept.union');
    for (const number of [claimNo, noticeNo]) {
      await field.fill(number);
      await palette.getByText('没有匹配的命令。').waitFor();
      expect(await palette.getByRole('listitem').count()).toBe(0);
    }
    await page.route('**/api/v1/**', (route) => route.abort('connectionrefused'));
    await field.fill('BT-15');
    await palette.getByRole('alert').getByText('没有连上服务器').waitFor();
    expect(await palette.getByText('没有匹配的命令。').count()).toBe(0);
  });
});
