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
const press = (key: string) => (page: Page) => page.keyboard.press(key);
const click = (selector: string) => (page: Page) => page.locator(selector).first().click();

async function openBulk(page: Page): Promise<void> {
  await page.locator('td.tick input').first().check();
  await page.locator('.picked button').click();
}

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

/** Every panel, form and dialog of the workbench. */
export const OPENINGS: readonly Opening[] = [
  // `dept.hr` has said of itself that it is close to the school, and may not decide its claims.
  {
    ...acts('dept.hr2', ({ task }) => `/tasks/${task}`, 'tasks/case-acts.tsx', 'tasks/decision-effect.tsx'),
    shows: 'form.panel',
  },
  { ...acts('bureau.review', ({ bureauTask }) => `/tasks/${bureauTask}`, 'tasks/case-acts.tsx'), shows: 'form.panel' },
  {
    ...acts('dept.hr', ({ task }) => `/tasks/${task}`, 'parts/reveal.tsx'),
    open: click('.people button.link'),
    shows: 'dialog',
  },
  { ...acts('dept.hr2', '/tasks?kind=review', 'tasks/bulk-dialog.tsx'), open: openBulk, shows: 'dialog table' },
  { ...acts('dept.hr', '/tasks', 'keys/palette.tsx'), open: press('Control+k'), shows: 'dialog' },
  { ...acts('dept.hr', '/tasks', 'keys/sheet.tsx'), open: press('?'), shows: 'dialog' },
  { ...acts('dept.hr', '/tasks'), open: click('.chips button[aria-expanded]'), shows: '.more-filters' },
  { ...acts('dept.hr', '/tasks'), open: click('.views > button.text'), shows: '.views form' },
  {
    ...acts('dept.hr', '/me', 'me/absence-form.tsx'),
    open: click('.buttons .ant-btn:not(.ant-btn-primary)'),
    shows: FORM,
  },
  { ...acts('dept.hr', '/me'), open: click('td .buttons button'), shows: 'tr form' },
  acts('dept.hr2', ({ claimFiling }) => `/filings/${claimFiling}`, 'filings/filing-acts.tsx'),
  acts('ops', ({ claim }) => `/claims/${claim}`, 'claims/claim-acts.tsx'),
  acts('dept.hr2', ({ notice }) => `/notices/${notice}`, 'notices/notice-record.tsx'),
  acts('finance.checker', ({ draft }) => `/payouts/${draft}`, 'payouts/batch-acts.tsx'),
  acts('finance.maker', ({ sent }) => `/payouts/${sent}`, 'payouts/results-form.tsx'),
  acts('finance.checker', ({ entered }) => `/payouts/${entered}`, 'payouts/results.tsx'),
  acts('finance.maker', '/payouts/unmatched', 'payouts/match-form.tsx'),
  acts('finance.checker', ({ bankFile }) => `/bank-files/${bankFile}`, 'bank-files/bank-file-record.tsx'),
  acts('finance.maker', '/ledger/2025-Q1', 'ledger/quarter-acts.tsx'),
  acts('finance.maker', '/reconciliations', 'reconciliations/evening-list.tsx'),
  {
    ...acts('finance.checker', ({ day }) => `/reconciliations/${day}`, 'reconciliations/evening-acts.tsx'),
    open: click('td button.plain'),
  },
  acts('ops', '/endpoints', 'endpoints/registration.tsx'),
  acts('ops', ({ endpoint }) => `/endpoints/${endpoint}`, 'endpoints/endpoint-acts.tsx'),
  acts('ops', ({ endpoint, delivery }) => `/endpoints/${endpoint}/${delivery}`, 'endpoints/delivery-record.tsx'),
  acts('finance.checker', '/recoveries', 'recoveries/recovery-history.tsx'),
  acts('finance.maker', ({ recovery }) => `/recoveries/${recovery}`, 'recoveries/recovery-acts.tsx'),
  {
    ...acts('finance.maker', '/recoveries', 'recoveries/entry-form.tsx'),
    open: click('button[aria-expanded=false]'),
    shows: FORM,
  },
  { ...acts('bureau.review', '/cases', 'cases/open-case-form.tsx'), open: click('.bar .ant-btn'), shows: FORM },
  acts('bureau.review2', (stage) => `/cases/${stage.case}`, 'cases/case-record.tsx'),
  acts('dept.hr', ({ entry }) => `/demand?entry=${entry}`, 'demand/entry-pane.tsx', 'parts/acts-foot.tsx'),
  acts('dept.hr', ({ cycleNo }) => `/demand/${cycleNo}`, 'demand/cycle-record.tsx'),
  acts('dept.hr', '/plans/2026/HRSS', 'plans/filing-acts.tsx'),
  acts('bureau.review', '/plans/2026/TRADE_UNION', 'plans/review-acts.tsx'),
  acts('dept.hr', '/plans/2026', 'plans/split-acts.tsx'),
  acts('region.hr', ({ call }) => `/grants/calls/${call}`, 'grants/call-acts.tsx'),
  acts('city.hr', ({ grant }) => `/grants/${grant}`, 'grants/grant-task.tsx'),
  acts('region.hr', ({ title }) => `/grants/${title}`, 'grants/grant-acts.tsx'),
  // The last one: it ends the session.
  { ...acts('dept.hr2', '/tasks', 'sign-in/sign-in.tsx'), open: loseSession, shows: 'dialog' },
];

const WORKBENCH = fileURLToPath(new URL('../../../web/workbench', import.meta.url));
const OPENS = /<(ActForm|ActsFoot|DecisionPanel|Dialog|dialog)\b/;
/** What the others are made of. */
const PARTS = ['parts/dialog.tsx'];

/** Files of the workbench with a panel, a form of an act or a dialog that nothing here opens. */
export function unopened(): readonly string[] {
  const known = new Set([...PARTS, ...OPENINGS.flatMap(({ files }) => files)]);
  return readdirSync(WORKBENCH, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && OPENS.test(readFileSync(join(WORKBENCH, file), 'utf8')))
    .map((file) => file.replace(/^screens\//, ''))
    .filter((file) => !known.has(file));
}
