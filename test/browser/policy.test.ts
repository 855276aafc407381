import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCREENS } from '../../domain/authority/screens.ts';
import { addPracticeAccounts } from '../support/grant-office.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await addPracticeAccounts(bench.office);
  await bench.office.giveRoles('union', ['demandOfficer']);
});
afterAll(() => bench?.close());

/** Addresses below a screen's own. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  tasks: ['/tasks/mine', '/tasks/team', '/tasks/done'],
  payouts: ['/payouts/unmatched'],
  law: ['/law/routes', '/law/calendar'],
  me: ['/relations'],
};

/** `bankFiles` stands at `bank-files`. */
const addressOf = (screen: string) => screen.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('the policy of the pages', { timeout: 480_000 }, () => {
  it('holds on every screen: nothing is refused, nothing is said on the console', async () => {
    const claimId = await bench.office.walks.due();
    const seen = new Set<string>();
    const heard: string[] = [];
    for (const username of ['dept.hr', 'bureau.review', 'finance.maker', 'auditor', 'city.hr', 'dept.union', 'ops']) {
      const opened = await bench.openAs(username, '/me');
      const { page } = opened;
      await page.addInitScript(
        `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
           console.error('refused: ' + violatedDirective + ' ' + blockedURI))`,
      );
      const answer = await page.goto(`${bench.office.base}/workbench/me`);
      expect(answer?.headers()['content-security-policy']).not.toMatch(/unsafe|\*|https?:/);
      const { screens } = JSON.parse(
        String(await page.evaluate("fetch('/api/v1/session').then((answer) => answer.text())")),
      );
      for (const screen of screens) {
        const first = screen === 'print' ? `/print/claim/${claimId}` : `/${addressOf(screen)}`;
        for (const address of seen.has(screen) ? [] : [first, ...(MORE[screen] ?? [])]) {
          await page.goto(`${bench.office.base}/workbench${address}`);
          await page.getByRole('heading', { level: 1 }).first().waitFor();
          await expect.poll(() => page.locator('.skeleton, [aria-busy=true]').count(), { timeout: 60_000 }).toBe(0);
        }
        seen.add(screen);
      }
      heard.push(...opened.complaints.map((complaint) => `${username}: ${complaint}`));
      await page.context().close();
    }
    expect(heard).toEqual([]);
    expect(SCREENS.filter((screen) => !seen.has(screen))).toEqual([]);
  });

  it('is heard when it is broken', async () => {
    const { page, complaints } = await bench.openAs('dept.hr', '/me');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate("document.body.append(Object.assign(document.createElement('script'), { text: 'alert(1)' }))");
    await expect.poll(() => complaints.join(), { timeout: 60_000 }).toMatch(/Content Security Policy/);
  });
});
