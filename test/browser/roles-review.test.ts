import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, tourOf } from './pages/office-tour.ts';
import { records } from './pages/records.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await invitePracticePeople(bench);
});
afterAll(() => bench?.close());

const claimNoOf = async (claimId: string): Promise<string> =>
  (await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo;

const stateOf = async (claimId: string): Promise<string> =>
  (await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.state;

/** A published notice with one objection to its one item. */
async function objected() {
  const published = await bench.office.walks.published();
  await bench.office.nobody.send('POST', `/public/notices/${published.noticeId}/objections`, {
    itemNo: 1,
    statement: '此人未参加培训',
  });
  return { ...published, claimNo: await claimNoOf(published.claimId) };
}

const INBOX = ['待办', '我领取的', '本科室', '已办'];

describe('the day of the departments', { timeout: 900_000 }, () => {
  it('a reviewer of a department opens every screen, and approves a claim', async () => {
    const claimId = await bench.office.walks.aClaim();
    const { page, complaints } = await bench.openAs('dept.hr');
    expect(await tourOf(page)).toEqual({
      screens: [...INBOX, '备案', '申领', '公示', '追回', '卡点', '计划', '需求', '政策', '练习'],
      faults: [],
    });
    const claimNo = await claimNoOf(claimId);
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '待办' }).click();
    const desk = reviewDesk(page);
    await desk.row(claimNo).first().click();
    await desk.findings.getByRole('radio').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await desk.acceptLine('已核对纸质证书');
    await desk.answerYes();
    await desk.act('同意').click();
    await desk.confirm('同意').click();
    await records(page).said(`已同意 ${claimNo}`).waitFor();
    expect(await stateOf(claimId)).toBe('bureauReview');
    // On another page nothing is said of it any more; what was done stands there with the decision and its day.
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '已办' }).click();
    await page.getByRole('heading', { name: '已办', level: 1 }).waitFor();
    await records(page).said(/^$/).waitFor({ state: 'attached' });
    const done = page.getByRole('row').filter({ hasText: claimNo });
    await done.getByRole('cell', { name: /^同意 \d{4}-\d{2}-\d{2}$/ }).waitFor();
    const file = () => page.getByRole('link', { name: '导出 csv' }).getAttribute('href');
    await expect.poll(async () => new URLSearchParams((await file())?.split('?')[1]).get('box')).toBe('done');
    expect(complaints).toEqual([]);
  });

  it('an officer who decided nothing dismisses an objection, and another time upholds one, which leaves no line', async () => {
    const [dismissed, upheld] = [await objected(), await objected()];
    const { page, complaints } = await bench.openAs('dept.hr2');
    const desk = reviewDesk(page);
    const rulings = [
      ['异议不成立', dismissed.noticeId],
      ['异议成立', upheld.noticeId],
    ] as const;
    for (const [ruling, noticeId] of rulings) {
      const { body } = await bench.office.as('dept2').send('GET', '/api/v1/tasks?box=todo&stage=jointNotice&limit=200');
      const task = body.items.find(
        (one: { readonly kind: string; readonly noticeId: string }) =>
          one.kind === 'objection' && one.noticeId === noticeId,
      );
      await page.goto(`${bench.office.base}/workbench/tasks/${task.id}`);
      // The person who rules reads the objection, and the audit keeps a row of that.
      await page.getByRole('region', { name: /^异议/ }).getByRole('button', { name: '查看完整' }).click();
      await page.getByRole('dialog', { name: '查看完整' }).getByRole('button', { name: '确认查看' }).click();
      await page.getByText('此人未参加培训').first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await desk.act(ruling).click();
      await desk.remark.fill('已向学员核实');
      await desk.confirm(ruling).click();
      await records(page).said(`已${ruling}`).waitFor();
    }
    const { rows } = await bench.office.pool.query<{ readonly state: string }>(
      'SELECT o.state FROM objection o ORDER BY o.notice_id = $1, o.notice_id',
      [upheld.noticeId],
    );
    expect(rows.map(({ state }) => state)).toEqual(['dismissed', 'upheld']);
    expect(complaints).toEqual([]);
  });
});

describe('the day of the HR bureau', { timeout: 900_000 }, () => {
  it('a reviewer opens every screen, approves a claim, and another closes a case with an outcome of the ladder', async () => {
    const claimId = await bench.office.walks.aClaim();
    const { walks } = bench.office;
    await walks.decide('dept', await walks.taskOf('dept', claimId), await walks.approval(claimId));
    const { page, complaints } = await bench.openAs('bureau.review');
    expect(await tourOf(page)).toEqual({
      screens: [...INBOX, '申领', '公示', '案件', '追回', '账目', '报表', '卡点', '计划', '政策', '练习'],
      faults: [],
    });
    const claimNo = await claimNoOf(claimId);
    const desk = reviewDesk(page);
    const task = await walks.taskOf('bureau', claimId);
    await page.goto(`${bench.office.base}/workbench/tasks/${task.id}`);
    for (const key of ['1', '2']) {
      await desk.questions.getByRole('radio', { name: '是' }).first().waitFor();
      await page.keyboard.press(`Digit${key}`);
    }
    await desk.act('同意').click();
    await desk.confirm('同意').click();
    await records(page).said(`已同意 ${claimNo}`).waitFor();

    const { body } = await bench.office.as('bureau').send('GET', `/api/v1/claims/${claimId}`);
    await bench.office.as('bureau').send('POST', '/api/v1/cases', {
      partyId: body.applicant.id,
      finding: 'FAKE_TRAINING',
      suspectedCrime: false,
      note: '名册与考勤不符',
    });
    const closer = await bench.openAs('bureau.review2', '/cases');
    const of = records(closer.page);
    await of.row('案件列表', body.applicant.name).click();
    await of.act('结案').click();
    const read = (await bench.office.as('bureau').send('GET', '/api/v1/cases')).body.items[0];
    const offered = (await bench.office.as('bureau').send('GET', `/api/v1/cases/${read.id}`)).body.outcomes;
    await expect
      .poll(() => closer.page.getByLabel('处理结果').locator('option').allInnerTexts())
      .toEqual(['请选择', ...offered.map(({ label }: { readonly label: string }) => label)]);
    await closer.page.getByLabel('处理结果').selectOption({ label: '约谈' });
    await closer.page.getByLabel('结案理由').fill('单位已整改');
    await of.button('确认结案').click();
    await of.said(`已结案 ${body.applicant.name}`).waitFor();
    await closer.page.getByText('约谈').first().waitFor();
    expect(await faultsOf(closer.page)).toEqual([]);
    expect([...complaints, ...closer.complaints]).toEqual([]);
  });
});
