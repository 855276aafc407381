import { lazy, type ComponentType } from 'react';
import { PartMissing } from './parts/fault-boundary.tsx';
import TasksScreen from './screens/tasks/tasks-screen.tsx';

/** As `screens` of the session names them; the server says who sees which. */
export type ScreenId =
  | 'tasks'
  | 'filings'
  | 'claims'
  | 'notices'
  | 'payouts'
  | 'bankFiles'
  | 'stuck'
  | 'cases'
  | 'recoveries'
  | 'reconciliations'
  | 'ledger'
  | 'endpoints'
  | 'reports'
  | 'grants'
  | 'plans'
  | 'demand'
  | 'law'
  | 'audit'
  | 'me'
  | 'practice'
  | 'print';

export interface Screen {
  readonly id: ScreenId;
  /** A pattern of wouter, below `/workbench`. */
  readonly path: string;
  readonly page: ComponentType;
}

/** A screen that is loaded when it is opened. */
function loaded(load: () => Promise<{ readonly default: ComponentType }>): ComponentType {
  return lazy(() =>
    load().catch((cause: unknown) => {
      throw new PartMissing('', { cause });
    }),
  );
}

/**
 * All screens, in the order in which the address is compared. One line each; each but the inbox is loaded when it is
 * opened: `{ id: 'filings', path: '/filings/:id?', page: loaded(() => import('./screens/filings/filings-screen.tsx')) },`
 */
export const SCREENS: readonly Screen[] = [
  { id: 'tasks', path: '/tasks/:place?', page: TasksScreen },
  { id: 'tasks', path: '/bulk/:id', page: loaded(() => import('./screens/tasks/bulk-page.tsx')) },
  { id: 'filings', path: '/filings/:id?', page: loaded(() => import('./screens/filings/filings-screen.tsx')) },
  { id: 'claims', path: '/claims/:id?', page: loaded(() => import('./screens/claims/claims-screen.tsx')) },
  { id: 'notices', path: '/notices/:id?', page: loaded(() => import('./screens/notices/notices-screen.tsx')) },
  { id: 'payouts', path: '/payouts/:place?', page: loaded(() => import('./screens/payouts/payouts-screen.tsx')) },
  {
    id: 'bankFiles',
    path: '/bank-files/:id?',
    page: loaded(() => import('./screens/bank-files/bank-files-screen.tsx')),
  },
  { id: 'stuck', path: '/stuck', page: loaded(() => import('./screens/stuck/stuck-screen.tsx')) },
  { id: 'me', path: '/me', page: loaded(() => import('./screens/me/me-screen.tsx')) },
  { id: 'me', path: '/relations', page: loaded(() => import('./screens/cases/relations-screen.tsx')) },
  { id: 'cases', path: '/cases/:id?', page: loaded(() => import('./screens/cases/cases-screen.tsx')) },
  {
    id: 'recoveries',
    path: '/recoveries/:id?',
    page: loaded(() => import('./screens/recoveries/recoveries-screen.tsx')),
  },
  {
    id: 'reconciliations',
    path: '/reconciliations/:day?',
    page: loaded(() => import('./screens/reconciliations/reconciliations-screen.tsx')),
  },
  { id: 'ledger', path: '/ledger/:quarter?', page: loaded(() => import('./screens/ledger/ledger-screen.tsx')) },
  {
    id: 'endpoints',
    path: '/endpoints/:id?/:delivery?',
    page: loaded(() => import('./screens/endpoints/endpoints-screen.tsx')),
  },
  { id: 'law', path: '/law/:place?', page: loaded(() => import('./screens/law/law-screen.tsx')) },
  { id: 'reports', path: '/reports', page: loaded(() => import('./screens/reports/reports-screen.tsx')) },
  { id: 'audit', path: '/audit', page: loaded(() => import('./screens/audit/audit-screen.tsx')) },
  { id: 'practice', path: '/practice', page: loaded(() => import('./screens/practice/practice-screen.tsx')) },
  { id: 'print', path: '/print/:what/:id', page: loaded(() => import('./screens/print/print-screen.tsx')) },
  { id: 'demand', path: '/demand/:no?', page: loaded(() => import('./screens/demand/demand-screen.tsx')) },
  { id: 'plans', path: '/plans/:year?/:organ?', page: loaded(() => import('./screens/plans/plans-screen.tsx')) },
  { id: 'grants', path: '/grants/calls/:id', page: loaded(() => import('./screens/grants/calls-screen.tsx')) },
  { id: 'grants', path: '/grants/:id?', page: loaded(() => import('./screens/grants/grants-screen.tsx')) },
];

export type NavWord =
  | 'todo'
  | 'mine'
  | 'team'
  | 'done'
  | 'filings'
  | 'claims'
  | 'notices'
  | 'payouts'
  | 'bankFiles'
  | 'cases'
  | 'recoveries'
  | 'reconciliations'
  | 'ledger'
  | 'reports'
  | 'stuck'
  | 'endpoints'
  | 'grants'
  | 'plans'
  | 'demand'
  | 'law'
  | 'audit'
  | 'practice';

/** The links of the navigation, in their order; shown where the session names the screen and the screen exists. */
export const LINKS: readonly { readonly screen: ScreenId; readonly word: NavWord; readonly to: string }[] = [
  { screen: 'tasks', word: 'todo', to: '/tasks' },
  { screen: 'tasks', word: 'mine', to: '/tasks/mine' },
  { screen: 'tasks', word: 'team', to: '/tasks/team' },
  { screen: 'tasks', word: 'done', to: '/tasks/done' },
  { screen: 'filings', word: 'filings', to: '/filings' },
  { screen: 'claims', word: 'claims', to: '/claims' },
  { screen: 'notices', word: 'notices', to: '/notices' },
  { screen: 'payouts', word: 'payouts', to: '/payouts' },
  { screen: 'bankFiles', word: 'bankFiles', to: '/bank-files' },
  { screen: 'cases', word: 'cases', to: '/cases' },
  { screen: 'recoveries', word: 'recoveries', to: '/recoveries' },
  { screen: 'reconciliations', word: 'reconciliations', to: '/reconciliations' },
  { screen: 'ledger', word: 'ledger', to: '/ledger' },
  { screen: 'reports', word: 'reports', to: '/reports' },
  { screen: 'stuck', word: 'stuck', to: '/stuck' },
  { screen: 'endpoints', word: 'endpoints', to: '/endpoints' },
  { screen: 'grants', word: 'grants', to: '/grants' },
  { screen: 'plans', word: 'plans', to: '/plans' },
  { screen: 'demand', word: 'demand', to: '/demand' },
  { screen: 'law', word: 'law', to: '/law' },
  { screen: 'audit', word: 'audit', to: '/audit' },
  { screen: 'practice', word: 'practice', to: '/practice' },
];

/** Where a person begins: the first of their screens that the navigation leads to; null if they have none. */
export function homeOf(screens: readonly string[]): (typeof LINKS)[number] | null {
  const first = screens.find((id) => LINKS.some(({ screen }) => screen === id));
  return LINKS.find(({ screen }) => screen === first) ?? null;
}

/** True if the address belongs to a screen that these have; the first word of an address names its screen. */
export function isAmong(screens: readonly string[], address: string): boolean {
  return SCREENS.some(({ id, path }) => screens.includes(id) && wordOf(path) === wordOf(address));
}

function wordOf(path: string): string | undefined {
  return path.split(/[/?]/)[1];
}
