import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { Stage } from './stage.ts';

/** What can be opened over or below a screen, and who opens it where. */
export interface Opening {
  /** The files below `web/workbench` that it proves. */
  readonly files: readonly string[];
  readonly as: string;
  readonly at: (stage: Stage) => string;
  /** Opens it; without it every act that the screen offers is opened, one after the other. */
  readonly open?: (page: Page) => Promise<void>;
  /** What stands there then. */
  readonly shows: string;
}

const FORM = 'form.act-form';
const click = (selector: string) => (page: Page) => page.locator(selector).first().click();

async function loseSession(page: Page): Promise<void> {
  await page.context().clearCookies();
  await page.locator('main .chips button').nth(1).click();
}

const acts = (as: string, at: Opening['at'] | string, ...files: readonly string[]): Opening => ({
  files,
  as,
  at: typeof at === 'string' ? () => at : at,
  shows: FORM,
});

/** Panels, forms and dialogs that no story of their screen opens already. */
export const OPENINGS: readonly Opening[] = [
  acts('finance.checker', ({ draft }) => `/payouts/${draft}`, 'payouts/batch-acts.tsx'),
  acts('finance.maker', ({ sent }) => `/payouts/${sent}`, 'payouts/results-form.tsx'),
  acts('finance.checker', ({ entered }) => `/payouts/${entered}`, 'payouts/results.tsx'),
  acts('finance.maker', '/payouts/unmatched', 'payouts/unmatched.tsx'),
  acts('finance.checker', '/recoveries', 'recoveries/recovery-history.tsx'),
  acts('finance.maker', ({ recovery }) => `/recoveries/${recovery}`, 'recoveries/recovery-acts.tsx'),
  {
    ...acts('finance.maker', '/recoveries', 'recoveries/entry-form.tsx'),
    open: click('button[aria-expanded=false]'),
    shows: FORM,
  },
  acts('bureau.review2', (stage) => `/cases/${stage.case}`, 'cases/case-record.tsx'),
  acts('region.hr', ({ call }) => `/grants/calls/${call}`, 'grants/call-acts.tsx'),
  acts('city.hr', ({ grant }) => `/grants/${grant}`, 'grants/grant-task.tsx'),
  acts('region.hr', ({ title }) => `/grants/${title}`, 'grants/grant-acts.tsx'),
  // The last one: it ends the session.
  { ...acts('dept.hr2', '/tasks', 'sign-in/sign-in.tsx'), open: loseSession, shows: 'dialog' },
];

const WORKBENCH = fileURLToPath(new URL('../../../web/workbench', import.meta.url));
const OPENS = /<(ActForm|ActsFoot|DecisionPanel|Dialog|dialog)\b/;
/** What all dialogs are made of, and what the stories of these screens open. */
const ELSEWHERE = [
  'parts/dialog.tsx',
  'parts/acts-foot.tsx',
  'keys/palette.tsx',
  'keys/sheet.tsx',
  'tasks/case-acts.tsx',
  'tasks/reveal-dialog.tsx',
  'tasks/bulk-dialog.tsx',
  'me/absence-form.tsx',
  'filings/filing-acts.tsx',
  'claims/claim-acts.tsx',
  'notices/notice-record.tsx',
  'cases/open-case-form.tsx',
  'demand/entry-pane.tsx',
  'demand/cycle-record.tsx',
  'plans/filing-acts.tsx',
  'plans/review-acts.tsx',
  'plans/split-acts.tsx',
  'bank-files/bank-file-record.tsx',
  'endpoints/delivery-record.tsx',
  'endpoints/endpoint-acts.tsx',
  'endpoints/registration.tsx',
  'ledger/quarter-acts.tsx',
  'payouts/match-form.tsx',
  'reconciliations/evening-acts.tsx',
  'reconciliations/evening-list.tsx',
];

/** Files of the workbench with a panel, a form of an act or a dialog that nothing here opens. */
export function unopened(): readonly string[] {
  const known = new Set([...ELSEWHERE, ...OPENINGS.flatMap(({ files }) => files)]);
  return readdirSync(WORKBENCH, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && OPENS.test(readFileSync(join(WORKBENCH, file), 'utf8')))
    .map((file) => file.replace(/^screens\//, ''))
    .filter((file) => !known.has(file));
}
