import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewDesk } from './pages/review-desk.ts';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

/** The task of the bureau for a claim whose doubtful line the department has accepted. */
async function secondReview(): Promise<string> {
  const { walks } = bench.office;
  const claimId = await walks.aClaim();
  const first = await walks.taskOf('dept', claimId);
  expect((await walks.decide('dept', first, await walks.approval(claimId))).status).toBe(200);
  return (await walks.taskOf('bureau', claimId)).id;
}

/** A row of a timeline as it is said of the act of a deputy. */
function onBehalf(row: object): object {
  return { ...row, onBehalfOf: { displayName: '王示例' } };
}

interface Answered {
  readonly items?: readonly object[];
}

const NEW_PLAN = {
  kind: 'TEACHING_PLAN',
  label: '教学计划',
  of: 'claim',
  lineId: null,
  before: null,
  after: { id: 'fle_second', version: 2, sha256: '' },
};

describe('a claim that is returned', { timeout: 240_000 }, () => {
  it('names what to correct, and in the next round what was corrected, beside both versions of the paper', async () => {
    const { walks } = bench.office;
    const claimId = await walks.aClaim();
    const school = bench.office.as('school');
    const { body: claim } = await school.send('GET', `/api/v1/claims/${claimId}`);
    const first = await walks.taskOf('dept', claimId);
    const { page } = await bench.openAs('dept.hr', `/tasks/${first.id}`);
    const desk = reviewDesk(page);
    await desk.money.getByRole('table').getByText('800.00', { exact: true }).first().waitFor();
    await desk.act('退回补正').waitFor();
    await page.keyboard.press('r');
    const panel = desk.panel('退回补正');
    const group = panel.getByRole('group', { name: '需补正' });
    await group.getByRole('checkbox', { name: '教学计划' }).check();
    await group.getByRole('checkbox', { name: '授课师资情况' }).check();
    await panel.getByLabel('教学计划 补正要求').fill('第三条日程缺少 6月3日 之后的安排');
    await desk.remark.fill('请补正');
    await panel.getByText(/退回/).first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await desk.confirm('退回补正').click();
    await desk.said.filter({ hasText: `已退回补正 ${claim.claimNo}` }).waitFor();

    const plan = `/api/v1/class-filings/${claim.filingId}/documents/TEACHING_PLAN`;
    expect((await school.send('PUT', plan, { text: '补全后的教学计划' })).status).toBe(200);
    expect((await school.act('POST', `/api/v1/claims/${claimId}/resubmission`, {})).status).toBe(200);
    const second = await walks.taskOf('dept', claimId);
    await page.goto(`${bench.office.base}/workbench/tasks/${second.id}`);
    const changes = page.getByRole('region', { name: '与上一轮相比' });
    const planRow = changes.getByRole('listitem').filter({ hasText: '教学计划' });
    await planRow.getByText('已更正').waitFor();
    await planRow.getByText('第三条日程缺少 6月3日 之后的安排').waitFor();
    await changes.getByRole('listitem').filter({ hasText: '授课师资情况' }).getByText('未更正').waitFor();

    // The page of the claim says the same, and keeps what was written.
    await page.goto(`${bench.office.base}/workbench/claims/${claimId}`);
    await desk.timeline.getByText('请补正').first().waitFor();
    await desk.timeline.getByText('第三条日程缺少 6月3日 之后的安排').waitFor();
    await changes.getByRole('listitem').filter({ hasText: '授课师资情况' }).getByText('未更正').waitFor();
    await page.goto(`${bench.office.base}/workbench/tasks/${second.id}`);

    await desk.papers.getByRole('button', { name: '教学计划' }).click();
    await page.getByRole('region', { name: '教学计划', exact: true }).getByText('补全后的教学计划').waitFor();
    await page.getByRole('button', { name: '与第 1 版并排' }).click();
    await page.getByRole('region', { name: '教学计划 第 1 版' }).waitFor();
    await page.getByRole('region', { name: '教学计划 第 2 版' }).getByText('补全后的教学计划').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press(']');
    await page.getByRole('region', { name: '教学计划', exact: true }).waitFor({ state: 'detached' });
  });

  it('shows the second reviewer what the first one decided, with the reason, and nothing of it as undecided', async () => {
    const { page } = await bench.openAs('bureau.review', `/tasks/${await secondReview()}`);
    const desk = reviewDesk(page);
    await desk.findings.getByText('均已决定').waitFor();
    await desk.findings
      .getByText(/^此前已予以认可：./)
      .first()
      .waitFor();
    expect(await desk.findings.getByText(/未决定/).count()).toBe(0);
  });

  it('says in its timeline for whom a deputy acted', async () => {
    const taskId = await secondReview();
    const { page } = await bench.openAs('bureau.review', '/tasks');
    await page.route('**/api/v1/claims/*/timeline*', async (route) => {
      const response = await route.fetch();
      const said = await response.json();
      await route.fulfill({ response, json: { ...said, items: said.items.map(onBehalf) } });
    });
    await page.goto(`${bench.office.base}/workbench/tasks/${taskId}`);
    const { timeline } = reviewDesk(page);
    const deputies = timeline.getByText('代 王示例', { exact: true });
    await deputies.first().waitFor();
    await expect
      .poll(async () => (await deputies.count()) === (await timeline.getByRole('listitem').count()))
      .toBe(true);
  });

  it('has a sum per person of its own where it is a top-up, and a row for the paper of each person', async () => {
    const taskId = await secondReview();
    const { page } = await bench.openAs('bureau.review', '/tasks');
    const change = (address: string, changed: (answer: Answered) => object) =>
      page.route(address, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: changed(await response.json()) });
      });
    await change('**/api/v1/tasks/tsk_*', (task) => ({ ...task, purpose: 'float', round: 2 }));
    await change('**/api/v1/claims/*/lines?*', ({ items = [], ...rest }) => ({
      ...rest,
      items: items.flatMap((line) => [
        { ...line, floatFen: 12_345 },
        { ...line, id: 'lin_twin', floatFen: 0 },
      ]),
    }));
    await change('**/api/v1/claims/*/changes', (answer) => ({
      ...answer,
      corrections: [{ pointer: '/documents/TEACHING_PLAN', label: '教学计划', remark: '缺第二周', answered: true }],
      documents: [NEW_PLAN, { ...NEW_PLAN, lineId: 'lin_first', label: '教学计划（第 1 人）' }],
    }));
    await page.goto(`${bench.office.base}/workbench/tasks/${taskId}`);
    const desk = reviewDesk(page);
    await desk.people.getByRole('cell', { name: '123.45', exact: true }).first().waitFor();
    await desk.findings.getByText('123.45', { exact: true }).first().waitFor();
    // Two people with one masked name are told apart.
    const names = () =>
      desk.findings
        .getByRole('textbox')
        .evaluateAll((fields) => fields.map((field) => field.getAttribute('aria-label')));
    await expect.poll(names).toSatisfy((found: readonly string[]) => found.length === 2 && new Set(found).size === 2);
    const rows = page.getByRole('region', { name: '与上一轮相比' }).getByRole('listitem');
    await rows.filter({ hasText: '教学计划（第 1 人）' }).waitFor();
    await expect.poll(() => rows.filter({ hasText: '教学计划' }).count()).toBe(2);
  });

  it('says the effect with people and amount as they stand, before it can be sent', async () => {
    const { walks } = bench.office;
    const task = await walks.taskOf('dept', await walks.aClaim());
    const { page } = await bench.openAs('dept.hr', `/tasks/${task.id}`);
    const desk = reviewDesk(page);
    await desk.act('同意').waitFor();
    await desk.act('同意').click();
    // What is still missing stands there in the server's words.
    await desk.panel('同意').getByRole('listitem').first().waitFor();
    // The reason may come before the choice.
    await desk.findings.getByLabel(/ 理由$/).fill('已核对纸质证书');
    await desk.findings.getByRole('radio', { name: '予以认可' }).check();
    await desk.answerYes();
    await desk
      .panel('同意')
      .getByText(/核准 1 人.*800\.00 元/)
      .waitFor();
    expect(await desk.panel('同意').getByRole('listitem').count()).toBe(0);
  });
});
