import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relayOutbox } from '../../prisma/worker/outbox-relay.ts';
import type { Opened } from './support/browser.ts';
import { walkKinds } from './support/list-kinds.ts';
import { publishDemand, setStage, type Stage } from './support/stage.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
let stage: Stage;
beforeAll(async () => {
  bench = await startWorkbench();
  stage = await setStage(bench);
  await publishDemand(bench, stage);
  await tellOfAReminder(bench);
});
afterAll(() => bench?.close());

/** The officers of a department hear that one of their tasks waits. */
async function tellOfAReminder({ office }: Workbench): Promise<void> {
  const [task] = (await office.as('dept2').send('GET', '/api/v1/tasks?box=team&assignee=nobody')).body.items;
  expect((await office.as('ops').send('POST', `/api/v1/tasks/${task.id}/remind`, {})).status).toBe(200);
  while ((await relayOutbox(office.application)) > 0);
}

const pages = new Map<string, Promise<Opened>>();

/** One browser for all lists of a person. */
function pageOf(username: string): Promise<Opened> {
  const opened = pages.get(username) ?? bench.openAs(username, '/me');
  pages.set(username, opened);
  return opened;
}

type Place = string | ((stage: Stage) => string);
type List = readonly [file: string, username: string, at: Place, from: Place, table: string | RegExp, empty: string];

const filing =
  (path = '') =>
  (of: Stage) =>
    `/filings/${of.claimFiling}${path}`;
const ofFiling = (list: string) => (of: Stage) => `/api/v1/class-filings/${of.claimFiling}/${list}`;
const claim = (of: Stage) => `/claims/${of.paid}`;
const ofClaim = (list: string) => (of: Stage) => `/api/v1/claims/${of.paid}/${list}`;

const cycle = (of: Stage) => `/demand/${of.cycleNo}`;
const published = '/public/demand?list=';
const PUBLISHED = 'demand/published-lists.tsx';
const NONE_PUBLISHED = '此名单没有条目。';

/** Every list of the workbench, but the three that `list-states` walks. */
const LISTS: readonly List[] = [
  ['filings/filing-list.tsx', 'dept.hr', '/filings', '/api/v1/class-filings', '备案列表', '没有备案。'],
  ['filings/filing-lists.tsx', 'dept.hr', filing(), ofFiling('roster'), '学员名册', '名册为空。'],
  ['filings/filing-lists.tsx', 'dept.hr', filing(), ofFiling('attendance'), '考勤', '没有考勤记录。'],
  ['filings/filing-lists.tsx', 'dept.hr', filing(), ofFiling('results'), '考核结果', '没有考核结果。'],
  [
    'filings/filing-lists.tsx',
    'dept.hr',
    (of) => `/filings/${of.filing}`,
    (of) => `/api/v1/class-filings/${of.filing}/documents`,
    '材料',
    '没有材料。',
  ],
  ['claims/claim-parts.tsx', 'finance.maker', claim, ofClaim('lines'), '人员', '没有人员。'],
  ['claims/claim-parts.tsx', 'finance.maker', claim, ofClaim('payouts'), '拨付', '尚无拨付。'],
  ['notices/notice-list.tsx', 'dept.hr', '/notices', '/api/v1/notices', '公示列表', '没有公示。'],
  ['payouts/due-claims.tsx', 'finance.maker', '/payouts', '/api/v1/payables', '待拨付申领', '没有待拨付的申领。'],
  ['payouts/batch-list.tsx', 'finance.maker', '/payouts', '/api/v1/payout-batches', '拨付批次', '没有拨付批次。'],
  [
    'payouts/unmatched.tsx',
    'finance.maker',
    '/payouts/unmatched',
    '/api/v1/unmatched-payout-events',
    '未匹配回执',
    '没有未匹配的回执。',
  ],
  [
    'payouts/results.tsx',
    'finance.maker',
    (of) => `/payouts/${of.entered}`,
    (of) => `/api/v1/payout-batches/${of.entered}/results`,
    /录入的支付结果$/,
    '尚未录入支付结果。',
  ],
  [
    'payouts/files-of.tsx',
    'finance.maker',
    (of) => `/payouts/${of.sent}`,
    (of) => `/api/v1/payout-batches/${of.sent}/files`,
    '已取走的付款文件',
    '付款文件尚未取走。',
  ],
  [
    'bank-files/bank-file-lists.tsx',
    'finance.maker',
    '/bank-files',
    '/api/v1/bank-files',
    '收到的文件',
    '没有收到银行文件。',
  ],
  [
    'bank-files/bank-file-lists.tsx',
    'finance.maker',
    '/bank-files',
    '/api/v1/payout-files',
    '发出的文件',
    '没有取走过付款文件。',
  ],
  [
    'bank-files/file-rows.tsx',
    'finance.checker',
    (of) => `/bank-files/${of.bankFile}`,
    (of) => `/api/v1/bank-files/${of.bankFile}/rows`,
    '逐笔核对',
    '没有这样的条目。',
  ],
  [
    'recoveries/recovery-list.tsx',
    'finance.maker',
    '/recoveries',
    '/api/v1/recoveries',
    '追回列表',
    '没有应追回的款项。',
  ],
  [
    'reconciliations/evening-list.tsx',
    'finance.maker',
    '/reconciliations',
    '/api/v1/reconciliations',
    '对账列表',
    '还没有对过账。',
  ],
  ['ledger/quarters-part.tsx', 'finance.maker', '/ledger', '/api/v1/accounting-periods', '季度结账', '没有季度。'],
  ['ledger/accounts-part.tsx', 'finance.maker', '/ledger', '/api/v1/ledger/accounts', '科目', '还没有记账。'],
  ['ledger/entries-part.tsx', 'auditor', '/ledger', '/api/v1/ledger/entries', '分录', '没有这样的分录。'],
  ['endpoints/endpoint-list.tsx', 'ops', '/endpoints', '/api/v1/webhook-endpoints', '接收地址列表', '还没有接收地址。'],
  [
    'endpoints/deliveries-part.tsx',
    'ops',
    (of) => `/endpoints/${of.endpoint}`,
    '/api/v1/webhook-deliveries',
    '投递记录',
    '没有这样的投递。',
  ],
  ['reports/budgets-part.tsx', 'bureau.review', '/reports', '/api/v1/budgets', '预算执行', '该年度没有计划任务。'],
  ['cases/case-list.tsx', 'bureau.review', '/cases', '/api/v1/cases', '案件列表', '没有案件。'],
  ['cases/relations-screen.tsx', 'dept.hr', '/relations', '/api/v1/relations', '关联单位', '没有申报关联单位。'],
  ['grants/grants-home.tsx', 'city.hr', '/grants', '/api/v1/grant-calls', '申报通知', '没有申报通知。'],
  ['grants/grants-home.tsx', 'city.hr', '/grants', '/api/v1/grants', '申报与项目', '没有这样的申报或项目。'],
  [
    'grants/call-record.tsx',
    'region.hr',
    (of) => `/grants/calls/${of.call}`,
    '/api/v1/grants',
    '申报并列',
    '还没有申报。',
  ],
  ['plans/plan-list.tsx', 'dept.hr', '/plans', '/api/v1/annual-plans', '年度计划', '还没有年度计划。'],
  ['demand/demand-home.tsx', 'dept.hr', '/demand', '/api/v1/demand-cycles', '调查周期', '还没有调查周期。'],
  ['demand/entry-list.tsx', 'dept.hr', '/demand?state=all', '/api/v1/demand-entries', '需求条目', '没有这样的条目。'],
  [PUBLISHED, 'dept.hr', cycle, `${published}employer`, '企业用工需求', NONE_PUBLISHED],
  [PUBLISHED, 'dept.hr', cycle, `${published}worker`, '劳动者就业意愿', NONE_PUBLISHED],
  ['law/packs-page.tsx', 'bureau.review', '/law', '/api/v1/policies', '政策文件列表', '没有政策文件。'],
  ['law/routes-page.tsx', 'bureau.review', '/law/routes', '/api/v1/routes', '项目列表', '没有项目。'],
  ['audit/audit-screen.tsx', 'auditor', '/audit', '/api/v1/audit', '审计记录', '没有记录。'],
  ['me/sessions-part.tsx', 'dept.hr', '/me', '/api/v1/me/sessions', '登录会话', '没有登录会话。'],
  ['me/notifications-part.tsx', 'dept.hr2', '/me', '/api/v1/notifications', '消息', '没有消息。'],
  ['me/views-part.tsx', 'dept.hr', '/me', '/api/v1/me/views', '我的视图', '没有保存的视图；在待办列表中可以保存。'],
];

/** These are walked by `list-states`. */
const ELSEWHERE = ['tasks/inbox.tsx', 'claims/claim-list.tsx', 'stuck/stuck-screen.tsx'];

const addressOf = (place: Place) => (typeof place === 'string' ? place : place(stage));
const SCREENS = fileURLToPath(new URL('../../web/workbench/screens', import.meta.url));

describe(
  'a list of each kind fails, is empty and is full, each to be told from the others',
  { timeout: 180_000 },
  () => {
    it('wherever the code has a list', () => {
      const files = readdirSync(SCREENS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
      const lists = files.filter((file) =>
        /<(ListFrame|ListTable|ListPart|ListStates)\b/.test(readFileSync(join(SCREENS, file), 'utf8')),
      );
      const walked = [...LISTS.map(([file]) => file), ...ELSEWHERE];
      expect(lists.toSorted()).toEqual([...new Set(walked)].toSorted());
    });

    it.each(LISTS)('%s by %s: %s', async (...of) => {
      const [, username, at, from, table, empty] = of;
      const { page, complaints } = await pageOf(username);
      const before = complaints.length;
      const list = { at: addressOf(at), from: addressOf(from), table, empty };
      await walkKinds(page, `${bench.office.base}/workbench`, list);
      expect(complaints.slice(before)).toEqual([]);
    });
  },
);
