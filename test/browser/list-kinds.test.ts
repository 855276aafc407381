import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAnnualPlan } from '../support/annual-plans.ts';
import { addDemandCycle } from '../support/demand-rows.ts';
import { addPracticeAccounts } from '../support/grant-office.ts';
import { addCall } from '../support/grant-rows.ts';
import { walkKinds } from './support/list-kinds.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  const { office } = bench;
  await addPracticeAccounts(office);
  await office.giveRoles('dept2', ['departmentReviewer', 'demandOfficer']);
  await office.walks.due();
  const filing = (await office.as('dept').send('GET', '/api/v1/class-filings')).body.items[0];
  const found = { partyId: filing.applicant.id, finding: 'FRAUD', suspectedCrime: false, note: '名册与考勤不符' };
  expect((await office.as('bureau').send('POST', '/api/v1/cases', found)).status).toBe(201);
  await office.desk.start('grantCall', await addCall(office.pool, 'BASE_GRANT_REGIONAL', 2025));
  await office.desk.start('demandCycle', await addDemandCycle(office.pool, { startsOn: '2025-06-20' }));
  await addAnnualPlan(office, 2026);
});
afterAll(() => bench?.close());

const LISTS = [
  ['dept.hr', '/filings', 'class-filings', '备案列表', '没有备案。'],
  ['dept.hr', '/notices', 'notices', '公示列表', '没有公示。'],
  ['finance.maker', '/payouts', 'payables', '待拨付申领', '没有待拨付的申领。'],
  ['bureau.review', '/cases', 'cases', '案件列表', '没有案件。'],
  ['city.hr', '/grants', 'grant-calls', '申报通知', '没有申报通知。'],
  ['dept.hr', '/plans', 'annual-plans', '年度计划', '还没有年度计划。'],
  ['dept.hr2', '/demand', 'demand-cycles', '调查周期', '还没有调查周期。'],
  ['auditor', '/audit', 'audit', '审计记录', '没有记录。'],
  ['bureau.review', '/law', 'policies', '政策文件列表', '没有政策文件。'],
] as const;

describe(
  'a list of each kind fails, is empty and is full, each to be told from the others',
  { timeout: 120_000 },
  () => {
    it.each(LISTS)('%s at %s', async (...of) => {
      const [username, at, resource, table, empty] = of;
      const list = { username, at, from: `/api/v1/${resource}`, what: table, table, empty };
      expect(await walkKinds(bench, list)).toEqual([]);
    });
  },
);
