import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDemandCycle } from '../support/demand-rows.ts';
import { arriveAs, expectClosed } from './pages/arrival.ts';
import { faultsOf, tourOf } from './pages/office-tour.ts';
import { records } from './pages/records.ts';
import { invitePracticePeople } from './support/practice-people.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await invitePracticePeople(bench);
});
afterAll(() => bench?.close());

const EMPLOYER = {
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

const enter = async (post: string) =>
  (await bench.office.nobody.send('POST', '/public/demand-entries', { ...EMPLOYER, post })).body.receiptNo;
const entryOf = async (id: string) => (await bench.office.as('dept2').send('GET', `/api/v1/demand-entries/${id}`)).body;

describe('the day of a demand officer', { timeout: 900_000 }, () => {
  it('opens every screen and no other one, checks what came in, and publishes the cycle', async () => {
    const [real, invented] = [await enter('焊接岗'), await enter('虚构岗')];
    const cycleId = await addDemandCycle(bench.office.pool, { startsOn: '2025-06-20' });
    await bench.office.desk.start('demandCycle', cycleId);
    const readCycle = async () => (await bench.office.as('dept2').send('GET', `/api/v1/demand-cycles/${cycleId}`)).body;
    const { no } = await readCycle();

    const { page, complaints } = await arriveAs(bench, 'dept.hr2');
    expect(await tourOf(page)).toEqual({
      screens: ['待办', '我领取的', '本科室', '已办', '备案', '申领', '公示', '追回', '卡点', '需求', '政策', '练习'],
      faults: [],
    });
    await expectClosed(page, bench.office.base, ['/plans', '/cases', '/payouts', '/audit']);

    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '需求' }).click();
    const of = records(page);
    await of.row('需求条目', '焊接岗').click();
    await of.act('核验').click();
    expect(await faultsOf(page)).toEqual([]);
    await of.button('确认核验').click();
    await of.said('已核验 焊接岗').waitFor();
    await of.row('需求条目', '虚构岗').click();
    await of.act('核验').click();
    await page.getByLabel('核验结论').selectOption('false');
    await of.remark.fill('联系不上');
    await of.button('确认核验').click();
    await of.said('已核验 虚构岗').waitFor();
    expect([(await entryOf(real)).state, (await entryOf(invented)).state]).toEqual(['checked', 'refused']);

    await of.row('调查周期', `第 ${no} 期`).click();
    await of.act('发布').click();
    await of.button('确认发布').click();
    await of.said(`已发布 第 ${no} 期`).waitFor();
    const published = page.getByRole('table', { name: '企业用工需求' });
    await published.getByRole('rowheader', { name: '焊接岗' }).waitFor();
    expect(await published.getByRole('rowheader', { name: '虚构岗' }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    const { state, counts } = await readCycle();
    expect([state, counts.employer]).toEqual(['pushed', { entries: 1, openings: 3 }]);
    expect(complaints).toEqual([]);
  });
});
