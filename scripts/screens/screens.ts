import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ROOT } from '../../main/config.ts';
import { startTemporaryStack } from '../../main/stack/temporary-stack.ts';
import { openOffice, until } from '../demo/office-client.ts';
import { playPlans } from './practice-offices.ts';
import { playScene, type Scene } from './practice-scene.ts';

/** A picture: who looks, and at which address below `/workbench`. */
interface Shot {
  readonly name: string;
  /** Null for the page that a person sees who is not signed in. */
  readonly username: string | null;
  readonly at: (scene: Scene) => string;
  /** What is opened before the picture is taken. */
  readonly open?: (page: Page) => Promise<void>;
}

/** By its key, as a person who knows them opens it. */
const press = (key: string) => (page: Page) => page.keyboard.press(key);

/** The second and the third row are chosen, and the dialog of the bulk has its plan. */
async function openBulk(page: Page): Promise<void> {
  await page.locator('th[scope=row] a').nth(1).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.locator('.picked button').click();
  await page.locator('dialog table').waitFor();
}

/** In the order in which an official meets them. */
const SHOTS: readonly Shot[] = [
  { name: 'sign-in', username: null, at: () => '/sign-in' },
  { name: 'tasks', username: 'dept.hr', at: () => '/tasks' },
  { name: 'bulk-dialog', username: 'dept.hr', at: () => '/tasks', open: openBulk },
  { name: 'bulk', username: 'bureau.review', at: ({ bulkId }) => `/bulk/${bulkId}` },
  { name: 'review', username: 'dept.hr', at: ({ reviewTaskId }) => `/tasks/${reviewTaskId}` },
  { name: 'decision', username: 'dept.hr', at: ({ reviewTaskId }) => `/tasks/${reviewTaskId}`, open: press('r') },
  {
    name: 'reveal',
    username: 'dept.hr',
    at: ({ reviewTaskId }) => `/tasks/${reviewTaskId}`,
    open: (page) => page.locator('.people button.link').first().click(),
  },
  { name: 'keys', username: 'dept.hr', at: () => '/tasks', open: press('?') },
  { name: 'palette', username: 'dept.hr', at: () => '/tasks', open: press('Control+k') },
  { name: 'filings', username: 'dept.hr', at: () => '/filings' },
  { name: 'filing', username: 'dept.hr', at: ({ filingId }) => `/filings/${filingId}` },
  { name: 'claims', username: 'bureau.review', at: () => '/claims' },
  { name: 'claim', username: 'bureau.review', at: ({ claimId }) => `/claims/${claimId}` },
  { name: 'notices', username: 'dept.hr', at: () => '/notices' },
  { name: 'notice', username: 'dept.hr', at: ({ noticeId }) => `/notices/${noticeId}` },
  { name: 'payouts', username: 'finance.maker', at: () => '/payouts' },
  { name: 'batch', username: 'finance.checker', at: ({ batchId }) => `/payouts/${batchId}` },
  { name: 'unmatched', username: 'finance.maker', at: () => '/payouts/unmatched' },
  { name: 'bank-files', username: 'finance.maker', at: () => '/bank-files' },
  { name: 'bank-file', username: 'finance.checker', at: ({ bankFileId }) => `/bank-files/${bankFileId}` },
  { name: 'stuck', username: 'ops', at: () => '/stuck' },
  { name: 'cases', username: 'bureau.review', at: () => '/cases' },
  { name: 'case', username: 'bureau.review', at: ({ caseId }) => `/cases/${caseId}` },
  { name: 'relations', username: 'dept.hr', at: () => '/relations' },
  { name: 'recoveries', username: 'finance.maker', at: () => '/recoveries' },
  { name: 'reconciliations', username: 'finance.maker', at: () => '/reconciliations' },
  { name: 'reconciliation', username: 'finance.checker', at: ({ day }) => `/reconciliations/${day}` },
  { name: 'ledger', username: 'auditor', at: () => '/ledger' },
  { name: 'endpoints', username: 'ops', at: () => '/endpoints' },
  { name: 'endpoint', username: 'ops', at: ({ endpointId }) => `/endpoints/${endpointId}` },
  { name: 'recovery', username: 'finance.maker', at: ({ recoveryId }) => `/recoveries/${recoveryId}` },
  { name: 'reports', username: 'bureau.review', at: () => '/reports' },
  { name: 'grants', username: 'region.hr', at: () => '/grants' },
  { name: 'grant-call', username: 'region.hr', at: ({ callId }) => `/grants/calls/${callId}` },
  { name: 'grant', username: 'city.hr', at: ({ grantId }) => `/grants/${grantId}` },
  { name: 'demand', username: 'dept.hr', at: () => '/demand' },
  { name: 'demand-cycle', username: 'dept.hr', at: ({ cycleNo }) => `/demand/${cycleNo}?jurisdiction=150600` },
  { name: 'law', username: 'bureau.review', at: () => '/law' },
  { name: 'law-routes', username: 'bureau.review', at: () => '/law/routes' },
  { name: 'law-calendar', username: 'bureau.review', at: () => '/law/calendar' },
  { name: 'audit', username: 'auditor', at: () => '/audit' },
  { name: 'me', username: 'dept.hr', at: () => '/me' },
  { name: 'practice', username: 'ops', at: () => '/practice' },
  { name: 'print', username: 'bureau.review', at: ({ claimId }) => `/print/claim/${claimId}` },
  { name: 'print-notice', username: 'dept.hr', at: ({ noticeId }) => `/print/notice/${noticeId}` },
  { name: 'print-batch', username: 'finance.maker', at: ({ batchId }) => `/print/batch/${batchId}` },
  { name: 'print-letter', username: 'finance.maker', at: ({ recoveryId }) => `/print/recovery/${recoveryId}` },
];

const PLAN_YEAR = 2027;

/** Much later, when the plans of a year are handed in. */
const SHOTS_OF_PLANS: readonly Shot[] = [
  { name: 'plans', username: 'dept.hr', at: () => '/plans' },
  { name: 'plan-year', username: 'bureau.review', at: () => `/plans/${PLAN_YEAR}` },
  { name: 'plan', username: 'dept.hr', at: () => `/plans/${PLAN_YEAR}/HRSS` },
];

const LANGUAGES = ['zh-CN', 'en'] as const;
const FOLDER = join(ROOT, 'docs', 'screens');
const PATIENCE_MS = 120_000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

mkdirSync(FOLDER, { recursive: true });
const stack = await startTemporaryStack({ log: say });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const office = openOffice(stack.url, stack.stateFolder);
  const scene = await playScene(office, say);
  await photographAll(scene, SHOTS);
  await playPlans(office, PLAN_YEAR);
  await photographAll(scene, SHOTS_OF_PLANS);
} finally {
  await browser.close();
  await stack.stop();
}

async function photographAll(scene: Scene, shots: readonly Shot[]): Promise<void> {
  for (const language of LANGUAGES) {
    for (const shot of shots) {
      await photograph(browser, scene, { ...shot, language });
      say(`docs/screens/${shot.name}.${language}.png`);
    }
  }
}

/** Takes a picture once nothing is loaded any more. */
async function photograph(
  chosen: Browser,
  scene: Scene,
  { name, username, at, open, language }: Shot & { readonly language: (typeof LANGUAGES)[number] },
): Promise<void> {
  const context = await chosen.newContext({ locale: language, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    if (username !== null) {
      await context.request.post(`${stack.url}/api/v1/session`, { data: { username, password: 'practice' } });
    }
    const page = await context.newPage();
    await page.goto(`${stack.url}/workbench${at(scene)}`);
    await page.getByRole('heading').first().waitFor();
    const other = page.getByRole('button', { name: 'English', exact: true });
    if (language === 'en' && (await other.isVisible())) {
      await other.click();
    }
    await expectNothingToLoad(page);
    if (open !== undefined) {
      await open(page);
      await expectNothingToLoad(page);
    }
    await page.screenshot({ path: join(FOLDER, `${name}.${language}.png`) });
  } finally {
    await context.close();
  }
}

/** Ends when no part of the page says that it is still being read. */
async function expectNothingToLoad(page: Page): Promise<void> {
  const busy = page.locator('[aria-busy=true], .skeleton');
  await until('nothing to be loaded', async () => ((await busy.count()) === 0 ? true : null));
}
