import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver, type ReceivedEvent, type Receiver } from '../support/receiver.ts';
import { tell } from '../support/webhook-office.ts';
import { arriveAs, expectClosed } from './pages/arrival.ts';
import { faultsOf, waysFrom } from './pages/office-tour.ts';
import { inEnglish, records } from './pages/records.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startSending } from './support/sending.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
let receiver: Receiver;
let sending: ReturnType<typeof startSending>;
let claimId: string;
let claimNo: string;
beforeAll(async () => {
  bench = await startWorkbench();
  await invitePracticePeople(bench);
  receiver = await startReceiver();
  sending = startSending(bench);
  claimId = await bench.office.walks.aClaim();
  claimNo = (await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo;
});
afterAll(async () => {
  await sending?.stop();
  await receiver?.close();
  await bench?.close();
});

const endpoint = async () => (await bench.office.as('ops').send('GET', '/api/v1/webhook-endpoints')).body.items[0];
/** The end of the secret is the one word on the page that may look like a code. */
const faults = async (page: Page) => {
  const { secretHint } = await endpoint();
  return (await faultsOf(page)).filter((one) => !String(secretHint).includes(one));
};
const tellOne = () => tell({ pool: bench.office.pool, relay: sending.relay }, [claimId]);
const secretOn = (page: Page) => page.getByRole('region', { name: '新的签名密钥' });
const newest = (page: Page) => page.getByRole('table', { name: '投递记录' }).getByRole('row').nth(1);
const signed = ({ text, headers }: ReceivedEvent, secret: string) =>
  new Webhook(secret).verify(text, {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  });
let secret: string;

describe('the day of who connects other systems', { timeout: 240_000 }, () => {
  it('an operator registers an address that is allowed, and reads its secret once', async () => {
    const { page, complaints } = await arriveAs(bench, 'ops', '/endpoints');
    const of = records(page);
    await page.getByText('还没有接收地址。').waitFor();
    await of.act('登记接收地址').click();
    await page.getByLabel('地址', { exact: true }).fill('http://10.0.0.1/events');
    await page.getByLabel('说明').fill('国库集中支付系统');
    await page.getByRole('group', { name: '事件（不选即为全部）' }).getByLabel('申领已审核').check();
    await of.button('确认登记接收地址').click();
    await of.alert.waitFor();
    await page.getByLabel('地址', { exact: true }).fill(receiver.url);
    await of.button('确认登记接收地址').click();
    await of.said('已登记接收地址').waitFor();
    secret = (
      await secretOn(page)
        .getByText(/^whsec_/)
        .innerText()
    ).trim();
    await of.row('接收地址列表', receiver.url).waitFor();
    await page.reload();
    await of.row('接收地址列表', receiver.url).waitFor();
    expect(await page.getByText(/whsec_/).count()).toBe(0);
    expect(await endpoint()).toMatchObject({ eventTypes: ['claim.decided'], description: '国库集中支付系统' });
    await expect.poll(() => waysFrom(page)).toEqual(['endpoints']);
    expect(await faults(page)).toEqual([]);
    await inEnglish(page, async () => {
      await page.getByRole('heading', { name: 'Endpoints', exact: true }).waitFor();
    });
    // The refused address is the one answer that the browser complains about.
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
  });

  it('sends a test that arrives with the signature of that secret', async () => {
    const { page, complaints } = await bench.openAs('ops', '/endpoints');
    const of = records(page);
    await of.row('接收地址列表', receiver.url).click();
    await page.getByText('没有这样的投递。').waitFor();
    await of.act('发送测试').click();
    await of.button('确认发送测试').click();
    await of.said('已发送测试').waitFor();
    await newest(page).getByText('已送达').waitFor();
    expect(signed(receiver.received[0] ?? never(), secret)).toMatchObject({ type: 'endpoint.test' });
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('sees what does not arrive with its attempts, and sends it again once the other side answers', async () => {
    receiver.replies((response) => response.writeHead(500).end('内部错误'));
    await tellOne();
    const { page, complaints } = await bench.openAs('ops', '/endpoints');
    const of = records(page);
    const row = page.getByRole('table', { name: '接收地址列表' }).getByRole('row').nth(1);
    await row.getByText('对方拒绝（500）').waitFor();
    // The number that waits leads to what waits.
    await row.getByRole('link', { name: '1', exact: true }).click();
    await newest(page).getByRole('link', { name: claimNo }).waitFor();
    await of.row('投递记录', '申领已审核').click();
    const attempts = page.getByRole('table', { name: '发送记录' });
    await attempts.getByText('内部错误').first().waitFor();
    await page.getByText('发送内容').click();
    await page.getByText(claimId).waitFor();
    receiver.replies(null);
    await of.act('重发').click();
    await of.button('确认重发').click();
    await of.said('已重发').waitFor();
    await page.getByRole('article').getByText('已送达', { exact: true }).first().waitFor();
    expect(receiver.received.at(-1)?.headers['butie-replay']).toBe('1');
    expect(complaints).toEqual([]);
  });

  it('switches it off, on again, and recovers what was missed meanwhile', async () => {
    const { page, complaints } = await bench.openAs('ops', `/endpoints/${(await endpoint()).id}`);
    const of = records(page);
    await of.act('停用').click();
    await of.button('确认停用').click();
    await page.getByText('由人停用').waitFor();
    const closed = page.getByRole('group', { name: '办理' }).getByRole('listitem').filter({ hasText: '补发' });
    await closed.getByText('接收地址已停用，先启用').waitFor();
    const before = receiver.received.length;
    await tellOne();
    await page.goto(`${bench.office.base}/workbench/endpoints/${(await endpoint()).id}?state=held`);
    await newest(page).getByText('暂存').waitFor();
    expect(await faults(page)).toEqual([]);
    // What is switched off waits for somebody, and the list of what is stuck leads to it.
    await page.goto(`${bench.office.base}/workbench/stuck?olderThanDays=0`);
    await page.getByRole('rowheader').getByRole('link', { name: '外部系统推送地址' }).click();
    await of.act('启用').click();
    await of.button('确认启用').click();
    await of.said('已启用').waitFor();
    expect(receiver.received.length).toBe(before);
    await of.act('补发').click();
    await of.button('确认补发').click();
    await of.said('已补发 1 条').waitFor();
    await expect
      .poll(async () => (await endpoint()).backlog, { timeout: 60_000 })
      .toMatchObject({ waiting: 0, held: 0 });
    await page.getByRole('group', { name: '筛选' }).getByRole('button', { name: '已送达' }).click();
    await of.row('投递记录', '申领已审核').nth(1).waitFor();
    expect(complaints).toEqual([]);
  });

  it('changes the secret: the new one is read once, and both sign for the hours of overlap', async () => {
    const { page, complaints } = await bench.openAs('ops', `/endpoints/${(await endpoint()).id}`);
    const of = records(page);
    await of.act('更换密钥').click();
    await page.getByLabel('重叠小时数').fill('2');
    await of.button('确认更换密钥').click();
    await of.said('已更换密钥').waitFor();
    const newer = (
      await secretOn(page)
        .getByText(/^whsec_/)
        .innerText()
    ).trim();
    await page.getByText('旧密钥有效至').waitFor();
    await secretOn(page).getByRole('button', { name: '已保存，关闭' }).click();
    await expect.poll(() => page.getByText(/whsec_/).count()).toBe(0);
    await of.act('发送测试').click();
    await of.button('确认发送测试').click();
    await newest(page).getByText('测试').waitFor();
    await newest(page).getByText('已送达').waitFor();
    const sent = receiver.received.at(-1) ?? never();
    expect(newer).not.toBe(secret);
    expect([signed(sent, newer), signed(sent, secret)]).toMatchObject([
      { type: 'endpoint.test' },
      { type: 'endpoint.test' },
    ]);
    expect(complaints).toEqual([]);
  });

  it('changes the address and what is told there; a refused address changes nothing', async () => {
    const { id, url } = await endpoint();
    const { page, complaints } = await bench.openAs('ops', `/endpoints/${id}`);
    const of = records(page);
    await of.act('修改').click();
    const form = of.form('修改');
    const address = form.getByLabel('地址', { exact: true });
    await expect.poll(() => address.inputValue()).toBe(url);
    await address.fill('http://10.0.0.1/events');
    await form.getByLabel('支付失败', { exact: true }).check();
    expect(await faults(page)).toEqual([]);
    await of.button('确认修改').click();
    await of.alert.waitFor();
    await address.fill(`${url}?of=1`);
    await of.button('确认修改').click();
    await of.said('已修改').waitFor();
    await page.getByRole('heading', { name: `${url}?of=1`, level: 1 }).waitFor();
    expect(await endpoint()).toMatchObject({
      url: `${url}?of=1`,
      eventTypes: ['claim.decided', 'payout.failed'],
      description: '国库集中支付系统',
    });
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
  });

  it('nobody else has the page', async () => {
    for (const username of ['finance.checker', 'auditor', 'dept.hr']) {
      const { page, complaints } = await arriveAs(bench, username);
      await expectClosed(page, bench.office.base, ['/endpoints']);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });
});

function never(): never {
  throw new RangeError('Nothing arrived');
}
