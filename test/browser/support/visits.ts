import { readFileSync } from 'node:fs';
import type { Stage } from './stage.ts';

/** One address of the workbench that somebody opens. */
export interface Visit {
  /** As `web/workbench/routes.tsx` has it; null before the sign-in, where there is no route. */
  readonly path: string | null;
  readonly as: string | null;
  /** Below `/workbench`. */
  readonly at: (stage: Stage) => string;
}

const to = (path: string, as: string, at: Visit['at'] | string): Visit => ({
  path,
  as,
  at: typeof at === 'string' ? () => at : at,
});

/** Every route, with each of its places that is a page of its own. */
export const VISITS: readonly Visit[] = [
  { path: null, as: null, at: () => '/sign-in' },
  to('/tasks/:place?', 'dept.hr', '/tasks'),
  to('/tasks/:place?', 'dept.hr', '/tasks/mine'),
  to('/tasks/:place?', 'dept.hr', '/tasks/team'),
  to('/tasks/:place?', 'dept.hr', '/tasks/done'),
  to('/tasks/:place?', 'dept.hr', ({ task }) => `/tasks/${task}`),
  to('/tasks/:place?', 'bureau.review', ({ bureauTask }) => `/tasks/${bureauTask}`),
  to('/tasks/:place?', 'dept.hr', ({ desks }) => `/tasks/${desks.filing}`),
  to('/tasks/:place?', 'dept.hr', ({ desks }) => `/tasks/${desks.notice}`),
  to('/tasks/:place?', 'finance.checker', ({ desks }) => `/tasks/${desks.batch}`),
  to('/tasks/:place?', 'finance.checker', ({ desks }) => `/tasks/${desks.recovery}`),
  to('/tasks/:place?', 'city.hr', ({ desks }) => `/tasks/${desks.grant}`),
  to('/tasks/:place?', 'bureau.review', ({ desks }) => `/tasks/${desks.plan}`),
  to('/bulk/:id', 'dept.hr', ({ bulk }) => `/bulk/${bulk}`),
  to('/filings/:id?', 'dept.hr', '/filings'),
  to('/filings/:id?', 'dept.hr', ({ filing }) => `/filings/${filing}`),
  to('/claims/:id?', 'bureau.review', '/claims'),
  to('/claims/:id?', 'bureau.review', ({ claim }) => `/claims/${claim}`),
  to('/notices/:id?', 'dept.hr', '/notices'),
  to('/notices/:id?', 'dept.hr', ({ notice }) => `/notices/${notice}`),
  to('/notices/:id?', 'bureau.review', ({ published }) => `/notices/${published}`),
  to('/payouts/:place?', 'finance.maker', '/payouts'),
  to('/payouts/:place?', 'finance.maker', '/payouts/unmatched'),
  to('/payouts/:place?', 'finance.maker', ({ draft }) => `/payouts/${draft}`),
  to('/payouts/:place?', 'finance.checker', ({ entered }) => `/payouts/${entered}`),
  to('/bank-files/:id?', 'finance.maker', '/bank-files'),
  to('/bank-files/:id?', 'finance.checker', ({ bankFile }) => `/bank-files/${bankFile}`),
  to('/stuck', 'ops', '/stuck?olderThanDays=0'),
  to('/me', 'dept.hr', '/me'),
  to('/relations', 'dept.hr', '/relations'),
  to('/cases/:id?', 'bureau.review', '/cases'),
  to('/cases/:id?', 'bureau.review', (stage) => `/cases/${stage.case}`),
  to('/recoveries/:id?', 'finance.maker', '/recoveries'),
  to('/recoveries/:id?', 'finance.checker', ({ recovery }) => `/recoveries/${recovery}`),
  to('/reconciliations/:day?', 'finance.maker', '/reconciliations'),
  to('/reconciliations/:day?', 'finance.checker', ({ day }) => `/reconciliations/${day}`),
  to('/ledger/:quarter?', 'auditor', '/ledger'),
  to('/ledger/:quarter?', 'finance.maker', '/ledger/2025-Q2'),
  to('/ledger/:quarter?', 'bureau.review', '/ledger/2025-Q2'),
  to('/endpoints/:id?/:delivery?', 'ops', '/endpoints'),
  to('/endpoints/:id?/:delivery?', 'ops', ({ endpoint }) => `/endpoints/${endpoint}`),
  to('/endpoints/:id?/:delivery?', 'ops', ({ endpoint, delivery }) => `/endpoints/${endpoint}/${delivery}`),
  to('/law/:place?', 'bureau.review', '/law'),
  to('/law/:place?', 'bureau.review', '/law/routes'),
  to('/law/:place?', 'bureau.review', '/law/calendar'),
  to('/reports', 'bureau.review', '/reports'),
  to('/audit', 'auditor', '/audit'),
  to('/practice', 'ops', '/practice'),
  to('/print/:what/:id', 'bureau.review', ({ claim }) => `/print/claim/${claim}`),
  to('/print/:what/:id', 'bureau.review', ({ notice }) => `/print/notice/${notice}`),
  to('/print/:what/:id', 'finance.maker', ({ draft }) => `/print/batch/${draft}`),
  to('/print/:what/:id', 'finance.maker', ({ recovery }) => `/print/recovery/${recovery}`),
  to('/demand/:no?', 'dept.hr', '/demand'),
  to('/demand/:no?', 'dept.hr', ({ entry }) => `/demand?entry=${entry}`),
  to('/demand/:no?', 'dept.hr', ({ cycleNo }) => `/demand/${cycleNo}`),
  to('/plans/:year?/:organ?', 'dept.hr', '/plans'),
  to('/plans/:year?/:organ?', 'dept.hr', '/plans/2026'),
  to('/plans/:year?/:organ?', 'dept.hr', '/plans/2026/HRSS'),
  to('/grants/calls/:id', 'city.hr', ({ call }) => `/grants/calls/${call}`),
  to('/grants/:id?', 'city.hr', '/grants'),
  to('/grants/:id?', 'city.hr', ({ grant }) => `/grants/${grant}`),
  to('/grants/:id?', 'region.hr', ({ title }) => `/grants/${title}`),
];

const textOf = (file: string) => readFileSync(new URL(`../../../web/workbench/${file}`, import.meta.url), 'utf8');
const ROUTES = textOf('routes.tsx');
const DESKS = textOf('screens/tasks/case-body.tsx');

/**
 * What the code of the workbench has and no visit opens: routes with each number of their parts, links of the navigation,
 * desks of the kinds of cases.
 */
export function unvisited(): readonly string[] {
  const paths = [...ROUTES.matchAll(/path: '([^']+)',\s+page:/g)].map(([, path = '']) => path);
  const links = [...ROUTES.matchAll(/word: '\w+', to: '([^']+)'/g)].map(([, link = '']) => link);
  const desks = [...DESKS.matchAll(/<(\w+)Body /g)].map(([, kind = '']) => kind.toLowerCase());
  // No task belongs to a call alone, which the desk of anything else is for.
  const known = ['claim', 'other', ...Object.keys(NAMELESS.desks)];
  const every = new Set(VISITS.map(({ at }) => at(NAMELESS).split('?')[0]));
  const isOpened = (path: string, parts: number) =>
    VISITS.some((visit) => visit.path === path && partsOf(visit.at(NAMELESS)) === parts);
  return [
    ...paths.flatMap((path) =>
      depthsOf(path).flatMap((parts) => (isOpened(path, parts) ? [] : [`${path} of ${parts}`])),
    ),
    ...links.filter((link) => !every.has(link)),
    ...desks.filter((kind) => !known.includes(kind)).map((kind) => `the desk of a ${kind}`),
    ...(desks.length < 8 || paths.length < 15 || links.length < 15 ? ['the routes are no longer read'] : []),
  ];
}

/** How many parts an address of this route may have. */
function depthsOf(path: string): readonly number[] {
  const most = partsOf(path);
  const least = most - (path.match(/\?/g) ?? []).length;
  return Array.from({ length: most - least + 1 }, (_, position) => least + position);
}

function partsOf(address: string): number {
  return (
    address
      .split('?entry')[0]
      ?.split('/')
      .filter((part) => part !== '').length ?? 0
  );
}

const NAMELESS: Stage = {
  filing: 'x',
  paid: 'x',
  claimFiling: 'x',
  sent: 'x',
  entered: 'x',
  draft: 'x',
  bankFile: 'x',
  published: 'x',
  day: 'x',
  notice: 'x',
  bulk: 'x',
  claim: 'x',
  task: 'x',
  bureauTask: 'x',
  desks: { filing: 'x', notice: 'x', batch: 'x', recovery: 'x', grant: 'x', plan: 'x' },
  entry: 'x',
  cycle: 'x',
  cycleNo: 'x',
  case: 'x',
  call: 'x',
  grant: 'x',
  title: 'x',
  endpoint: 'x',
  delivery: 'x',
  recovery: 'x',
};
