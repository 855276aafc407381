import { lazy, type ComponentType } from 'react';
import TasksScreen from './screens/tasks/tasks-screen.tsx';

/** As `screens` of the session names them; the server says who sees which. */
export type ScreenId =
  | 'tasks'
  | 'filings'
  | 'claims'
  | 'notices'
  | 'payouts'
  | 'stuck'
  | 'cases'
  | 'recoveries'
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

/**
 * All screens, in the order in which the address is compared. One line each; each but the inbox is loaded when it is
 * opened: `{ id: 'filings', path: '/filings/:id?', page: lazy(() => import('./screens/filings/filings-screen.tsx')) },`
 */
export const SCREENS: readonly Screen[] = [
  { id: 'tasks', path: '/tasks/:place?', page: TasksScreen },
  { id: 'tasks', path: '/bulk/:id', page: lazy(() => import('./screens/tasks/bulk-page.tsx')) },
  { id: 'filings', path: '/filings/:id?', page: lazy(() => import('./screens/filings/filings-screen.tsx')) },
  { id: 'claims', path: '/claims/:id?', page: lazy(() => import('./screens/claims/claims-screen.tsx')) },
  { id: 'notices', path: '/notices/:id?', page: lazy(() => import('./screens/notices/notices-screen.tsx')) },
  { id: 'payouts', path: '/payouts/:place?', page: lazy(() => import('./screens/payouts/payouts-screen.tsx')) },
  { id: 'stuck', path: '/stuck', page: lazy(() => import('./screens/stuck/stuck-screen.tsx')) },
  { id: 'me', path: '/me', page: lazy(() => import('./screens/me/me-screen.tsx')) },
  { id: 'me', path: '/relations', page: lazy(() => import('./screens/cases/relations-screen.tsx')) },
  { id: 'cases', path: '/cases/:id?', page: lazy(() => import('./screens/cases/cases-screen.tsx')) },
  { id: 'recoveries', path: '/recoveries', page: lazy(() => import('./screens/recoveries/recoveries-screen.tsx')) },
  { id: 'law', path: '/law/:place?', page: lazy(() => import('./screens/law/law-screen.tsx')) },
  { id: 'reports', path: '/reports', page: lazy(() => import('./screens/reports/reports-screen.tsx')) },
  { id: 'audit', path: '/audit', page: lazy(() => import('./screens/audit/audit-screen.tsx')) },
  { id: 'practice', path: '/practice', page: lazy(() => import('./screens/practice/practice-screen.tsx')) },
  { id: 'print', path: '/print/:what/:id', page: lazy(() => import('./screens/print/print-screen.tsx')) },
  { id: 'demand', path: '/demand/:no?', page: lazy(() => import('./screens/demand/demand-screen.tsx')) },
  { id: 'plans', path: '/plans/:year?/:organ?', page: lazy(() => import('./screens/plans/plans-screen.tsx')) },
  { id: 'grants', path: '/grants/calls/:id', page: lazy(() => import('./screens/grants/calls-screen.tsx')) },
  { id: 'grants', path: '/grants/:id?', page: lazy(() => import('./screens/grants/grants-screen.tsx')) },
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
  | 'cases'
  | 'recoveries'
  | 'reports'
  | 'stuck'
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
  { screen: 'cases', word: 'cases', to: '/cases' },
  { screen: 'recoveries', word: 'recoveries', to: '/recoveries' },
  { screen: 'reports', word: 'reports', to: '/reports' },
  { screen: 'stuck', word: 'stuck', to: '/stuck' },
  { screen: 'grants', word: 'grants', to: '/grants' },
  { screen: 'plans', word: 'plans', to: '/plans' },
  { screen: 'demand', word: 'demand', to: '/demand' },
  { screen: 'law', word: 'law', to: '/law' },
  { screen: 'audit', word: 'audit', to: '/audit' },
  { screen: 'practice', word: 'practice', to: '/practice' },
];
