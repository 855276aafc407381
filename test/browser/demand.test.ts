import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDemandCycle } from '../support/demand-rows.ts';
import { records } from './pages/records.ts';
import { lostAt, violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await bench.office.giveRoles('dept', ['departmentReviewer', 'demandOfficer']);
  await bench.office.giveRoles('dept2', ['departmentReviewer', 'demandOfficer']);
});
afterAll(() => bench?.close());

const TABLE = '需求条目';

const ENTRY = {
  list: 'employer',
  jurisdiction: '150600',
  source: 'QR',
  employer: '示范装备公司',
  occupation: { code: '6-18-02-04', name: '焊工' },
  skillLevel: 'LEVEL_4',
  openings: 3,
  payFromFen: 600_000,
  payToFen: 800_000,
};
const WORKER = {
  list: 'worker',
  jurisdiction: '150602',
  source: 'QR',
  industry: '餐饮业',
  post: '厨师助理',
  payFromFen: 400_000,
  payToFen: 500_000,
  hasSkill: false,
  wantsTraining: true,
  wantedOccupation: { code: '4-03-02-01', name: '中式烹调师' },
  person: { name: '赵示例', phone: '13900010003' },
};

const enter = async (body: object) => (await bench.office.nobody.send('POST', '/public/demand-entries', body)).body;
const entryOf = async (id: string) => (await bench.office.as('dept').send('GET', `/api/v1/demand-entries/${id}`)).body;

describe('demand', { timeout: 240_000 }, () => {
  it('is checked entry by entry with the keyboard, published, and read as the public reads it', async () => {
    const employer = await enter({ ...ENTRY, post: '焊接岗' });
    const worker = await enter(WORKER);
    const cycleId = await addDemandCycle(bench.office.pool, { startsOn: '2025-06-20' });
    await bench.office.desk.start('demandCycle', cycleId);
    const { body: cycle } = await bench.office.as('dept').send('GET', `/api/v1/demand-cycles/${cycleId}`);

    const { page, complaints } = await bench.openAs('dept.hr', '/demand');
    const of = records(page);
    await of.row(TABLE, '焊接岗').waitFor();
    await page
      .getByText(/^数据截至/)
      .first()
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    // The newest entry stands first; J goes on to the one before it, Enter opens it.
    await page.keyboard.press('KeyJ');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('厨师助理');
    await page.keyboard.press('KeyJ');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('焊接岗');
    await page.keyboard.press('Enter');
    await of.act('核验').click();
    await of.form('核验').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    // Inside a field the letters are text.
    await of.remark.fill('');
    await of.remark.press('KeyJ');
    await expect.poll(() => of.remark.inputValue()).toBe('j');
    await of.button('确认核验').click();
    await of.said('已核验 焊接岗').waitFor();
    expect((await entryOf(employer.receiptNo)).state).toBe('checked');

    await of.row(TABLE, '厨师助理').click();
    await page.getByText('赵示例 13900010003').waitFor();
    await of.act('核验').click();
    await page.getByLabel('核验结论').selectOption('true');
    await page.keyboard.press('Control+Enter');
    await of.said('已核验 厨师助理').waitFor();
    expect((await entryOf(worker.receiptNo)).state).toBe('checked');

    await of.row('调查周期', `第 ${cycle.no} 期`).click();
    await page.getByRole('heading', { name: `需求 第 ${cycle.no} 期`, level: 1 }).waitFor();
    await page.getByText('尚未发布。').waitFor();
    await of.act('发布').click();
    await of.button('确认发布').click();
    await of.said(`已发布 第 ${cycle.no} 期`).waitFor();
    await page.getByRole('table', { name: '企业用工需求' }).getByRole('rowheader', { name: '焊接岗' }).waitFor();
    const workers = page.getByRole('table', { name: '劳动者就业意愿' });
    await workers.getByRole('rowheader').first().waitFor();
    expect(await workers.getByText('赵示例').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    expect(await lostAt(page, 320)).toBe(0);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: `Demand Cycle ${cycle.no}`, level: 1 }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: `需求 第 ${cycle.no} 期`, level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('keeps what was typed when somebody was faster', async () => {
    const { receiptNo } = await enter({ ...ENTRY, post: '铆工岗' });
    const { page } = await bench.openAs('dept.hr', `/demand?entry=${receiptNo}`);
    const of = records(page);
    await of.act('核验').click();
    await page.getByLabel('核验结论').selectOption('false');
    await of.remark.fill('联系不上');
    const read = await entryOf(receiptNo);
    const other = bench.office.as('dept2');
    const patched = await other.send(
      'PATCH',
      `/api/v1/demand-entries/${receiptNo}`,
      { openings: 5 },
      {
        'If-Match': `"${read.revision}"`,
      },
    );
    expect(patched.status).toBe(200);
    await of.button('确认核验').click();
    await of.alert.getByText('此件已有变化').waitFor();
    await expect.poll(() => of.remark.inputValue()).toBe('联系不上');
    await of.button('查看最新情况').click();
    await of.alert.waitFor({ state: 'detached' });
    await expect.poll(() => of.remark.inputValue()).toBe('联系不上');
    await of.button('确认核验').click();
    await of.said('已核验 铆工岗').waitFor();
    const after = await entryOf(receiptNo);
    expect([after.state, after.remark, after.openings]).toEqual(['refused', '联系不上', 5]);
  });

  it('says whether its lists are empty, loading or failed', async () => {
    const { page } = await bench.openAs('dept.hr', '/demand?state=ended');
    await page.getByText('没有这样的条目。').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await lostAt(page, 320)).toBe(0);
    await page.route('**/api/v1/demand-entries?*', (route) => route.abort());
    await page.getByRole('button', { name: '不予采用' }).click();
    await page.getByRole('alert').getByText('未能读取需求条目').waitFor();
    expect(await page.getByText('没有这样的条目。').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Demand', level: 1 }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.unroute('**/api/v1/demand-entries?*');
    await page
      .getByRole('button', { name: 'English' })
      .or(page.getByRole('button', { name: '中文' }))
      .click();
    await page.getByRole('button', { name: '不予采用' }).waitFor();
  });
});
