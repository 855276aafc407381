import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WELDER } from '../support/claim-app.ts';
import type { GrantOffice } from '../support/grant-office.ts';
import { arriveAs, expectClosed } from './pages/arrival.ts';
import { faultsOf, tourOf, waysFrom } from './pages/office-tour.ts';
import { records } from './pages/records.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
let office: GrantOffice;
beforeAll(async () => {
  bench = await startWorkbench();
  office = await invitePracticePeople(bench);
});
afterAll(() => bench?.close());

const INBOX = ['待办', '我领取的', '本科室', '已办'];

const claimOf = async (claimId: string) => (await bench.office.as('ops').send('GET', `/api/v1/claims/${claimId}`)).body;

async function aClaim() {
  const claimId = await bench.office.walks.aClaim();
  return { claimId, claimNo: String((await claimOf(claimId)).claimNo) };
}

describe('the day of who helps', { timeout: 900_000 }, () => {
  it('an operator opens every screen, and no other one', async () => {
    const { page, complaints } = await arriveAs(bench, 'ops');
    expect(await tourOf(page)).toEqual({
      screens: [...INBOX, '申领', '追回', '卡点', '接收地址', '政策', '练习'],
      faults: [],
    });
    await expectClosed(page, bench.office.base, ['/filings', '/payouts', '/cases', '/reports', '/audit', '/plans']);
    expect(complaints).toEqual([]);
  });

  it('an operator finds a task of a department, reminds it, extends it and hands it on', async () => {
    const { claimId, claimNo } = await aClaim();
    const { page, complaints } = await arriveAs(bench, 'ops');
    const { id, dueOn: before } = (
      await bench.office.as('dept').send('GET', `/api/v1/tasks?box=team&claimId=${claimId}`)
    ).body.items[0];
    const read = async () => (await bench.office.as('dept2').send('GET', `/api/v1/tasks/${id}`)).body;
    const desk = reviewDesk(page);
    const open = () => page.goto(`${bench.office.base}/workbench/tasks/${id}`);
    await open();
    await desk.act('催办').click();
    await desk.remark.fill('请尽快办理');
    expect(await faultsOf(page)).toEqual([]);
    await desk.confirm('催办').click();
    await records(page).said(`已催办 ${claimNo}`).waitFor();
    expect((await read()).remindedAt).not.toBeNull();

    await open();
    await desk.act('延期').click();
    await page.getByLabel('新的期限').fill('2025-08-29');
    await desk.remark.fill('等待外地核查');
    await desk.confirm('延期').click();
    await records(page).said(`已延期 ${claimNo}`).waitFor();
    expect([before === '2025-08-29', (await read()).dueOn]).toEqual([false, '2025-08-29']);

    await open();
    await desk.act('转交').click();
    await desk.panel('转交').getByLabel('转交给').selectOption({ label: '人社局就业服务审核员二（就业服务）' });
    await desk.remark.fill('原经办人出差');
    await desk.confirm('转交').click();
    await records(page).said(`已转交 ${claimNo}`).waitFor();
    expect((await read()).assigneeName).toBe('人社局就业服务审核员二');
    // An operator helps and decides nothing: each decision stands there with its reason, and none can be pressed.
    await open();
    await desk.acts.waitFor();
    for (const decision of ['同意', '退回补正', '不予通过']) {
      await desk.act(decision).waitFor();
      expect([decision, await desk.act(decision).and(page.locator(':enabled')).count()]).toEqual([decision, 0]);
    }
    expect(complaints).toEqual([]);
  });

  it('an operator holds a claim and lets it go', async () => {
    const { claimId, claimNo } = await aClaim();
    const { page, complaints } = await arriveAs(bench, 'ops', '/claims');
    const of = records(page);
    await of.row('申领列表', claimNo).click();
    // Whose papers these are is shown; what stands in them is not for an operator.
    const papers = page.getByRole('table', { name: '材料' });
    await papers.getByText('教学计划').waitFor();
    expect(await papers.getByRole('link').count()).toBe(0);
    await expect.poll(() => waysFrom(page)).toEqual(['claims', 'print', 'tasks']);
    await of.act('挂起').click();
    await page.getByLabel('挂起原因').selectOption({ label: '立案调查' });
    await of.remark.fill('学员名单待核');
    await of.button('确认挂起').click();
    await of.said(`已挂起 ${claimNo}`).waitFor();
    await page.getByRole('region', { name: '挂起' }).getByText('学员名单待核').waitFor();
    const held = await claimOf(claimId);
    expect([held.diagnosis.cause, held.holds[0]?.category]).toEqual(['held', 'investigation']);
    await of.act('解除挂起').click();
    await of.form('解除挂起').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await of.button('确认解除挂起').click();
    await of.said(`已解除挂起 ${claimNo}`).waitFor();
    await page.getByText('没有挂起。').waitFor();
    expect((await claimOf(claimId)).holds).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('the day of who watches', { timeout: 900_000 }, () => {
  it('an auditor opens every screen, and no other one', async () => {
    const { page, complaints } = await arriveAs(bench, 'auditor');
    expect(await tourOf(page)).toEqual({
      screens: ['申领', '追回', '对账', '账目', '报表', '卡点', '政策', '审计', '练习'],
      faults: [],
    });
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '报表' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出专项审计 csv' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^audit-export-150600-20\d\d\.csv$/);
    await expectClosed(page, bench.office.base, ['/tasks', '/notices', '/payouts', '/cases']);
    expect(complaints).toEqual([]);
  });

  it('an auditor reads a claim and may do nothing with it; a whole number opens for the audit alone', async () => {
    const { claimId, claimNo } = await aClaim();
    const auditor = await office.as('auditor');
    const { page, complaints } = await arriveAs(bench, 'auditor', '/claims');
    const of = records(page);
    // Nobody is found by a whole number without a purpose of one's own.
    await page.getByText('按证件号码查找').click();
    const search = page.getByRole('form', { name: '按证件号码查找' });
    await search.getByLabel('证件号码（完整）').fill(WELDER.idNumber);
    await search.getByLabel('用途').selectOption('audit');
    await search.getByRole('button', { name: '查找' }).click();
    await page.getByText('按证件号码查到的申领').waitFor();
    await of.row('申领列表', claimNo).click();
    await page.getByRole('region', { name: '时间线' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await expect.poll(() => waysFrom(page)).toEqual(['claims', 'print']);
    // A paper is read for the audit, and the audit keeps that.
    const papers = page.getByRole('table', { name: '材料' });
    const paper = await papers.getByRole('link').first().getAttribute('href');
    expect((await page.request.get(`${bench.office.base}${paper}`)).status()).toBe(200);
    const accesses = (await auditor.send('GET', '/api/v1/audit?entityKind=access&limit=200')).body.items;
    const purposes = accesses.map(({ facts }: { readonly facts: Readonly<Record<string, string>> }) =>
      facts['document'] === undefined ? null : facts['purpose'],
    );
    expect(purposes).toContain('audit');
    // The pane opens nothing by itself, and what is chosen for the audit too.
    const pane = page.getByRole('complementary', { name: '材料' });
    await pane.getByText(/^请选择一份材料/).waitFor();
    const reading = page.waitForResponse((response) => response.url().endsWith('purpose=audit'));
    await pane.getByRole('group', { name: '材料' }).getByRole('button').first().click();
    expect((await reading).status()).toBe(200);
    expect(await pane.getByText('您的岗位只能查看材料目录，不能查看内容。').count()).toBe(0);
    const acts = page.getByRole('group', { name: '办理' }).getByRole('button');
    await acts.first().waitFor();
    expect(await acts.and(page.locator(':enabled')).count()).toBe(0);

    const [task] = (await auditor.send('GET', `/api/v1/tasks?claimId=${claimId}&box=team`)).body.items;
    const approval = await bench.office.walks.approval(claimId);
    const decided = await auditor.send('POST', `/api/v1/tasks/${task.id}/decision`, approval, {
      'If-Match': `"${task.revision}"`,
    });
    expect([decided.status, (await claimOf(claimId)).state]).toEqual([403, 'departmentReview']);
    const [line] = (await auditor.send('GET', `/api/v1/claims/${claimId}/lines`)).body.items;
    const answers: unknown[] = [];
    for (const purpose of ['review', 'payment', 'objection', 'applicantRequest', 'audit']) {
      const resource = `claims/${claimId}/lines/${line.id}`;
      const asked = { resource, fields: ['idNumber'], purpose, reference: claimNo };
      answers.push([purpose, (await auditor.send('POST', '/api/v1/reveals', asked)).status]);
    }
    expect(answers).toEqual([
      ['review', 403],
      ['payment', 403],
      ['objection', 403],
      ['applicantRequest', 403],
      ['audit', 200],
    ]);
    expect(complaints).toEqual([]);
  });

  it('an auditor reads the trail of one claim and verifies the chain', async () => {
    const { claimNo } = await aClaim();
    const { page, complaints } = await arriveAs(bench, 'auditor', '/audit');
    await page.getByLabel('申领编号').fill(claimNo);
    await page.getByRole('button', { name: '查看记录' }).click();
    await page.getByText(`只看 ${claimNo}`).waitFor();
    const trail = page.getByRole('table', { name: '审计记录' });
    await trail.getByText('提交').first().waitFor();
    await trail
      .getByText(/项原始记录/)
      .first()
      .click();
    await page.getByRole('button', { name: '校验', exact: true }).click();
    await records(page).said('已校验').waitFor();
    await page.getByText('链条完整，未发现改动。').waitFor();
    const { body } = await (await office.as('auditor')).send('GET', '/api/v1/audit/verification');
    expect([body.intact, body.breaks]).toEqual([true, []]);
    expect(complaints).toEqual([]);
  });
});

describe('the day of who writes the rules', { timeout: 900_000 }, () => {
  it('a policy editor and approver open every screen, and no other one', async () => {
    for (const username of ['policy.editor', 'policy.approver']) {
      const { page, complaints } = await arriveAs(bench, username);
      expect([username, await tourOf(page)]).toEqual([username, { screens: ['政策', '练习'], faults: [] }]);
      await expectClosed(page, bench.office.base, ['/tasks', '/stuck', '/reports', '/audit']);
      expect(complaints).toEqual([]);
    }
  });

  it('a policy editor reads what applies, what lost and why, and what another day changes', async () => {
    const { page, complaints } = await arriveAs(bench, 'policy.editor');
    await page.getByLabel('项目', { exact: true }).selectOption('INSTITUTION_PROJECT_TRAINING');
    const applies = page.getByRole('table', { name: '适用的参数' });
    await applies.waitFor();
    await page.getByLabel('参数', { exact: true }).selectOption('filing.beforeOpening');
    await expect.poll(() => applies.getByRole('rowheader').innerText()).toBe('开班前须备案');
    await applies.getByRole('listitem').first().waitFor();
    await page.getByLabel('对比日期').fill('2023-01-01');
    await page.getByRole('table', { name: '两日对比' }).waitFor();
    await page.getByRole('link', { name: '项目', exact: true }).click();
    await page.getByRole('table', { name: '项目列表' }).getByText('未开放').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
