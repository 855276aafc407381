import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screensOf } from '../../domain/authority/screens.ts';
import { PRACTICE_ACCOUNTS, PRACTICE_JURISDICTION } from '../../main/office/practice-accounts.ts';
import { addPracticeAccounts } from '../support/grant-office.ts';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
  await addPracticeAccounts(bench.office);
});
afterAll(() => bench?.close());

/** Of the accounts that are shown the same screens, the first one: each account is one of these to a page. */
const OF_EACH_SIGHT = new Map(
  PRACTICE_ACCOUNTS.map((one) => {
    const screens = screensOf({ jurisdiction: PRACTICE_JURISDICTION, ...one }, { isPractice: true });
    return [screens.join(), one.username] as const;
  }).toReversed(),
);

const NOWHERE = ['没有这个页面。', '您的账户没有这个页面。'];

describe('where a person begins', { timeout: 600_000 }, () => {
  it('is a page of theirs, for each practice account', async () => {
    const { page, complaints } = await bench.open();
    const begun: string[] = [];
    for (const username of OF_EACH_SIGHT.values()) {
      const value = await bench.office.tokenOf(username);
      await page.context().addCookies([{ name: 'butie_session', value, url: bench.office.base, httpOnly: true }]);
      await page.goto(`${bench.office.base}/workbench/`);
      const heading = page.getByRole('main').getByRole('heading', { level: 1 });
      await heading.first().waitFor();
      begun.push(`${username}: ${await heading.first().innerText()}`);
    }
    expect(begun.filter((one) => one.endsWith(': 您的账户没有工作台页面'))).toEqual(['school: 您的账户没有工作台页面']);
    expect(begun.filter((one) => NOWHERE.some((said) => one.endsWith(said)))).toEqual([]);
    expect(begun).toContain('auditor: 申领');
    expect(begun).toContain('policy.editor: 政策');
    expect(complaints).toEqual([]);
  });

  it('is reached by the sign-in, also from an address that is somebody else’s', async () => {
    const { page } = await bench.open();
    await page.goto(`${bench.office.base}/workbench/tasks`);
    await page.getByLabel('用户名').fill('auditor');
    await page.getByLabel('密码').fill('practice');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '申领', level: 1 }).waitFor();
    await page.goto(`${bench.office.base}/workbench/sign-in`);
    await page.getByRole('heading', { name: '申领', level: 1 }).waitFor();
    await page.goto(`${bench.office.base}/workbench/tasks`);
    await page.getByRole('heading', { name: '您的账户没有这个页面。', level: 1 }).waitFor();
    await page.getByRole('link', { name: '回到申领' }).click();
    await page.getByRole('heading', { name: '申领', level: 1 }).waitFor();
    await page.goto(`${bench.office.base}/workbench/nothing`);
    await page.getByRole('heading', { name: '没有这个页面。', level: 1 }).waitFor();
    await expect
      .poll(() => page.getByRole('navigation', { name: '主导航' }).getByRole('link').count())
      .toBeGreaterThan(2);
  });

  it('is a plain page with a way out for an applicant, in both languages', async () => {
    const { page } = await bench.open();
    await page.goto(`${bench.office.base}/workbench/claims`);
    await page.getByLabel('用户名').fill('school');
    await page.getByLabel('密码').fill('practice');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '您的账户没有工作台页面', level: 1 }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Your account has no page of the workbench' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  });
});
