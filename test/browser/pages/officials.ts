import type { Page } from 'playwright-core';
import { handsOn } from './hands.ts';
import { records } from './records.ts';
import { reviewDesk } from './review-desk.ts';

/** Somebody of an office at their browser, signed in by keyboard. */
export type Official = Awaited<ReturnType<typeof sitDown>>;

/** Signs in by keyboard on a page that nobody used before. */
export async function sitDown(page: Page, url: string, username: string) {
  await page.goto(`${url}/workbench/`);
  const hands = handsOn(page);
  await hands.signIn(username);
  return { page, hands, desk: reviewDesk(page), of: records(page) };
}

export async function acceptFiling({ page, hands, desk, of }: Official, filingNo: string): Promise<void> {
  await hands.openRow(desk.row(filingNo));
  await desk.act('通过备案').waitFor();
  for (const digit of ['1', '2', '3']) {
    await hands.press(digit);
  }
  await page.getByRole('radio', { name: '是', checked: true }).nth(2).waitFor();
  await hands.press('a');
  await desk.panel('通过备案').waitFor();
  await hands.type('材料齐全');
  await hands.press('Control+Enter');
  await of.said(`已通过备案 ${filingNo}`).waitFor();
}

export async function visit({ page, hands, of }: Official, filingNo: string): Promise<void> {
  await hands.goTo('备案');
  await hands.openRow(of.row('备案列表', filingNo));
  const visits = page.getByRole('table', { name: '过程监督' });
  for (const [place, note] of ['计划相符', '出勤正常', '考评规范'].entries()) {
    await hands.enter(of.act('登记检查'));
    await hands.reach(page.getByLabel('环节'));
    for (let down = 0; down < place; down += 1) {
      await hands.press('ArrowDown');
    }
    await hands.fillDay(page.getByLabel('检查日期'), '2025-06-05');
    await hands.fill(page.getByLabel('检查情况'), note);
    await hands.press('Control+Enter');
    await visits.getByText(note).waitFor();
  }
}

export async function reviewAtDepartment({ page, hands, desk, of }: Official, claimNo: string): Promise<void> {
  await hands.goTo('待办');
  await hands.openRow(desk.row(claimNo));
  await hands.tick(page.getByRole('radio', { name: '予以认可' }));
  await hands.fill(page.getByLabel(/ 理由$/), '已核对纸质证书');
  // Behind the field single keys are keys again.
  await hands.press('Tab');
  for (const digit of ['1', '2', '3']) {
    await hands.press(digit);
  }
  await hands.press('a');
  await desk.panel('同意').waitFor();
  await hands.type('情况属实');
  await hands.press('Control+Enter');
  await of.said(`已同意 ${claimNo}`).waitFor();
}

export async function reviewAtBureau({ hands, desk, of }: Official, claimNo: string): Promise<void> {
  await hands.openRow(desk.row(claimNo));
  await desk.act('同意').waitFor();
  await hands.press('1');
  await hands.press('2');
  await hands.press('a');
  await desk.panel('同意').waitFor();
  await hands.press('Control+Enter');
  await of.said(`已同意 ${claimNo}`).waitFor();
}

export async function confirmNotice({ page, hands, of }: Official): Promise<string> {
  await hands.goTo('公示');
  await hands.enter(page.getByRole('table', { name: '公示列表' }).getByRole('rowheader').getByRole('link'));
  await hands.enter(of.act('确认公示'));
  await of.form('确认公示').waitFor();
  await hands.press('Control+Enter');
  return /已确认公示 (\S+)/.exec(await of.said('已确认公示 ').innerText())?.[1] ?? '';
}

export async function advanceClock({ page, hands, of }: Official, days: number): Promise<void> {
  await hands.goTo('练习');
  await hands.fill(page.getByLabel('推进天数'), String(days));
  await hands.press('Enter');
  await of.said('时钟已推进到').waitFor();
}

export async function makeBatch({ page, hands, of }: Official, claimNo: string): Promise<string> {
  await hands.goTo('拨付');
  await hands.tick(page.getByRole('checkbox', { name: `选择 ${claimNo}` }));
  await hands.enter(of.button('生成批次'));
  return /已生成批次 (\S+)/.exec(await of.said('已生成批次 ').innerText())?.[1] ?? '';
}

export async function openBatch({ hands, of }: Official, batchNo: string): Promise<void> {
  await hands.goTo('拨付');
  await hands.enter(of.row('拨付批次', batchNo));
}

export async function releaseBatch(official: Official, batchNo: string, sum: string): Promise<void> {
  const { page, hands, of } = official;
  await openBatch(official, batchNo);
  await hands.enter(of.act('放行批次'));
  await hands.fill(page.getByLabel('输入合计金额以确认'), sum);
  await hands.fill(page.getByLabel('密码'), 'practice');
  // Keys of their own release no money: only the button does.
  await hands.press('Control+Enter');
  await hands.press('Enter');
  await hands.enter(of.button('确认放行'));
  await of.said(`已放行 ${batchNo}`).waitFor();
}

export async function enterResult(official: Official, batchNo: string, [claimNo, sum]: readonly [string, string]) {
  const { page, hands, of } = official;
  await openBatch(official, batchNo);
  await hands.enter(of.act('录入支付结果'));
  await hands.reach(page.getByLabel(`${claimNo} 支付结果`));
  await hands.press('ArrowDown');
  await hands.fill(page.getByLabel(`${claimNo} 金额（元）`), sum);
  await hands.press('Control+Enter');
  await of.said(`已录入支付结果 ${batchNo}`).waitFor();
}

export async function confirmResult(official: Official, batchNo: string): Promise<void> {
  const { page, hands, of } = official;
  await openBatch(official, batchNo);
  await hands.enter(of.button('确认支付结果'));
  await of.form('确认支付结果').waitFor();
  await hands.press('Control+Enter');
  await of.said(`已确认支付结果 ${batchNo}`).waitFor();
  await page.getByRole('table', { name: '拨付指令' }).getByText('已到账').waitFor();
}
