import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WELDER } from '../support/claim-app.ts';
import { inEnglish, records } from './pages/records.ts';
import { lostAt, violationsOf } from './support/axe.ts';
import { fail } from './support/list-states.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const TABLE = '申领列表';
const CORRECTED = '6200000000000000026';
const ACCOUNT = '6216610200000000018';

async function aClaim() {
  const claimId = await bench.office.walks.aClaim();
  const { body } = await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`);
  return { claimId, claimNo: String(body.claimNo) };
}

/** Looks at what is masked there, for the purpose and on the number that the dialog has. */
async function revealed(page: Page, where: Locator): Promise<void> {
  await where.getByRole('button', { name: '查看完整' }).click();
  await page.getByRole('dialog', { name: '查看完整' }).getByRole('button', { name: '确认查看' }).click();
}

/** A claim whose payment failed and whose account was corrected: the bureau has to confirm it. */
async function correctedAccount() {
  const { office } = bench;
  const claimId = await office.walks.due();
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const sent = await office.as('checker').act('POST', `/api/v1/payout-batches/${drafted.body.id}/release`);
  const [{ id: instructionId, amountFen }] = sent.body.instructions;
  const [id, at] = [`evt-${claimId}`, new Date()];
  const report = { type: 'payout.failed', timestamp: at.toISOString(), data: { instructionId, amountFen } };
  await office.nobody.send('POST', '/api/v1/payout-events', JSON.stringify(report), {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, JSON.stringify(report)),
  });
  const account = { holder: '鄂尔多斯市示范职业技能培训学校', bank: '新银行', number: CORRECTED };
  const put = await office.as('school').act('PUT', `/api/v1/claims/${claimId}/payee-account`, account);
  expect(put.status).toBe(200);
  return { claimId, task: await office.walks.taskOf('bureau', claimId) };
}

describe('the claims', { timeout: 240_000 }, () => {
  it('are found by number, and one of them is read with its sum, people, papers, law and timeline', async () => {
    const [{ claimId, claimNo }, other] = [await aClaim(), await aClaim()];
    const { walks } = bench.office;
    const approved = await walks.decide('dept', await walks.taskOf('dept', claimId), await walks.approval(claimId));
    expect(approved.status).toBe(200);
    const { page, complaints } = await bench.openAs('dept.hr', '/claims');
    const of = records(page);
    await of.row(TABLE, claimNo).waitFor();
    expect(await lostAt(page, 320)).toBe(0);
    // The key goes to the field, and there every key is text.
    await page.keyboard.press('/');
    await page.keyboard.type(claimNo);
    await page.keyboard.press('Enter');
    await of.row(TABLE, other.claimNo).waitFor({ state: 'detached' });
    await of.row(TABLE, claimNo).click();
    await page.getByRole('heading', { name: claimNo, level: 1 }).waitFor();
    for (const region of [
      '为什么在等',
      '需要决定的事项',
      '核对',
      '金额',
      '人员',
      '材料',
      '拨付',
      '挂起',
      '政策',
      '时间线',
    ]) {
      await page.getByRole('region', { name: region }).waitFor();
    }
    await page.getByRole('table', { name: '人员' }).getByText('额****尔').waitFor();
    expect(await page.locator('main').innerText()).not.toContain(WELDER.idNumber);
    // What the review answered, question by question.
    const checked = page.getByRole('region', { name: '核对' });
    await checked.getByText(/核准 1 人，800\.00 元/).waitFor();
    await expect.poll(() => checked.getByText('是', { exact: true }).count()).toBe(3);
    await page
      .getByRole('region', { name: '需要决定的事项' })
      .getByText(/^此前已予以认可/)
      .waitFor();
    const papers = page.getByRole('complementary', { name: '材料' });
    await papers.getByRole('button', { name: '教学计划' }).click();
    await papers.getByRole('region', { name: '教学计划', exact: true }).waitFor();
    await papers.getByRole('button', { name: '考勤', exact: true }).click();
    await papers.getByRole('table', { name: '考勤' }).getByRole('row').nth(1).waitFor();
    await revealed(page, page.getByRole('table', { name: '人员' }));
    await page.getByRole('table', { name: '人员' }).getByText(WELDER.idNumber).waitFor();
    await revealed(page, page.locator('.facts'));
    await page.locator('.facts').getByText(ACCOUNT).waitFor();
    await page.getByRole('table', { name: '金额' }).getByRole('button', { name: '依据' }).first().click();
    await page.getByText('条款').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await lostAt(page, 320)).toBe(0);
    await inEnglish(page, async () => {
      await page.getByRole('region', { name: 'Why it waits' }).waitFor();
    });
    expect(complaints).toEqual([]);
  });

  it('leave as a file in the language of the page, whatever the browser prefers', async () => {
    await aClaim();
    const { page } = await bench.openAs('dept.hr', '/claims');
    const taken = async (link: string) => {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: link }).click();
      return readFileSync(await (await download).path(), 'utf8');
    };
    expect(await taken('导出 csv')).toContain('数据截至');
    await inEnglish(page, async () => {
      expect(await taken('Export csv')).toContain('As of');
    });
    // What is refused is said on the page, and the end of the session asks for the password over it.
    await page.route(/format=csv/, fail, { times: 1 });
    await page.getByRole('link', { name: '导出 csv' }).click();
    const alert = page.getByRole('alert').filter({ hasText: '未能取得文件：暂时不能读取' });
    await alert.waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await taken('导出 xlsx')).not.toBe('');
    await alert.waitFor({ state: 'detached' });
    const ended = { code: 'NOT_SIGNED_IN', title: '未登录', detail: '请登录' };
    await page.route(/format=csv/, (route) => route.fulfill({ status: 401, json: ended }));
    await page.getByRole('link', { name: '导出 csv' }).click();
    await page.getByRole('dialog', { name: '登录' }).waitFor();
  });

  it('are found by a whole ID number with a purpose, which stands in no address', async () => {
    const { claimNo } = await aClaim();
    const { page } = await bench.openAs('bureau.review', '/claims');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByText('按证件号码查找').click();
    await page.getByLabel('证件号码（完整）').fill(WELDER.idNumber);
    await page.getByLabel('用途').selectOption('review');
    await page.getByRole('form', { name: '按证件号码查找' }).getByRole('button', { name: '查找' }).click();
    await page.getByText('按证件号码查到的申领').waitFor();
    await page.getByRole('table').getByRole('rowheader').first().getByRole('link').focus();
    await page.keyboard.press('/');
    await expect.poll(() => page.evaluate('document.activeElement?.getAttribute("type")')).toBe('search');
    await records(page).row(TABLE, claimNo).waitFor();
    await expect.poll(() => page.getByLabel('证件号码（完整）').inputValue()).toBe('');
    expect(asked.filter((url) => url.includes(WELDER.idNumber))).toEqual([]);
    expect(page.url()).not.toContain(WELDER.idNumber);
  });

  it('are put on hold and released by whom the server lets, once the server has said so', async () => {
    const { claimId, claimNo } = await aClaim();
    const { page } = await bench.openAs('ops', `/claims/${claimId}`);
    const of = records(page);
    await of.act('挂起').click();
    await of.remark.fill('学员名单待核');
    expect(await violationsOf(page)).toEqual([]);
    await of.button('确认挂起').click();
    await of.said(`已挂起 ${claimNo}`).waitFor();
    await page.getByRole('region', { name: '挂起' }).getByText('学员名单待核').waitFor();
    await of.act('解除挂起').click();
    await of.button('确认解除挂起').click();
    await of.said(`已解除挂起 ${claimNo}`).waitFor();
    await page.getByText('没有挂起。').waitFor();
  });

  it('whose account was corrected show it, masked, where it is confirmed, and lead to the claim', async () => {
    const { claimId, task } = await correctedAccount();
    const { page, complaints } = await bench.openAs('bureau.review', `/tasks/${task.id}`);
    const account = page.getByRole('region', { name: '收款账户' });
    await account.getByText(`****${CORRECTED.slice(-4)}`).waitFor();
    await account.getByText('新银行').waitFor();
    await account.getByText(/^此前拨付至 .*\*\*\*\*0018，800\.00 元，失败/).waitFor();
    expect(await page.locator('main').innerText()).not.toContain(CORRECTED);
    const { body } = await bench.office.as('bureau').send('GET', `/api/v1/tasks/${task.id}`);
    const approve = body.acts.find(({ act }: { act: string }) => act === 'approve');
    expect(approve.effect.sentence).toContain(`新银行 · ****${CORRECTED.slice(-4)}`);
    await revealed(page, account);
    await account.getByText(CORRECTED).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: '打开申领' }).click();
    await page.waitForURL(`**/claims/${claimId}`);
    expect(complaints).toEqual([]);
  });

  it('say whether they are empty or failed', async () => {
    const { page } = await bench.openAs('dept.hr', '/claims?q=nobody');
    await page.getByText('没有符合条件的申领。').waitFor();
    await page.route('**/api/v1/claims?*', (route) => route.abort());
    await page.getByLabel('只看卡住的').check();
    await page.getByRole('alert').getByText('未能读取申领列表').waitFor();
    expect(await page.getByText('没有符合条件的申领。').count()).toBe(0);
  });
});
