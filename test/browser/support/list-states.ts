import type { Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { turnTo } from '../pages/records.ts';
import { cutOffAt, violationsOf } from './axe.ts';
import type { Workbench } from './workbench.ts';

/** One list of a screen, by what a person reads of it. */
export interface ListOnScreen {
  readonly username: string;
  /** Below `/workbench`. */
  readonly at: string;
  /** The end of the address that it is read from. */
  readonly from: string;
  /** After 未能读取. */
  readonly what: string;
  readonly empty: string;
  readonly table: string;
  /** What differs in a second row, where there is only one. */
  readonly twin?: Readonly<Record<string, unknown>>;
}

type Answer = 'fails' | 'empty' | 'allButFirst' | 'all';

const DETAIL = '数据库正在维护';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PROBLEM = {
  type: 'about:blank',
  title: '暂时不能读取',
  status: 503,
  detail: DETAIL,
  instance: '',
  code: 'NOT_READY',
  errors: [],
  traceId: TRACE,
};

/** Walks a list through loading, failed, empty, full and stale, in both languages, and returns what axe found on the way. */
export async function walkStates(bench: Workbench, list: ListOnScreen): Promise<readonly string[]> {
  let answer: Answer = 'fails';
  const held: (() => void)[] = [];
  const isHeld = new Promise<void>((resolve) => {
    held.push(resolve);
  });
  const reply = async (route: Route): Promise<void> => {
    await isHeld;
    await (answer === 'fails' ? fail(route) : serve(route, answer, list.twin));
  };
  const { page } = await bench.openAs(list.username, list.at, {}, (one) =>
    one.route((address) => address.pathname === list.from, reply),
  );
  const found: string[] = [];
  const look = async (state: string) => {
    found.push(...(await violationsOf(page)).map((one) => `${list.at} ${state}: ${one}`));
  };
  await expectLoading(page, list);
  held.forEach((letGo) => letGo());
  await expectFailed(page, list);
  await look('failed');
  await turnTo(page, 'English');
  await page.getByRole('button', { name: 'Try again' }).first().waitFor();
  await look('failed in English');
  answer = 'empty';
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await look('empty in English');
  await turnTo(page, '中文');
  await page.getByText(list.empty, { exact: true }).waitFor();
  await table(page, list).waitFor();
  expect(await table(page, list).getByRole('rowheader').count()).toBe(0);
  await look('empty');
  const none = await rowsOf(page).count();
  answer = 'allButFirst';
  await turnTo(page, 'English');
  await expect.poll(() => rowsOf(page).count(), { timeout: 60_000 }).toBeGreaterThan(none);
  await look('full in English');
  found.push(...(await expectFull(page, list, () => (answer = 'all'))));
  await look('full');
  answer = 'fails';
  await turnTo(page, 'English');
  await page.getByRole('alert').waitFor();
  await page.getByRole('table').first().waitFor();
  await look('failed with the rows of before');
  await turnTo(page, '中文');
  await page.context().close();
  return found;
}

const rowsOf = (page: Page) => page.getByRole('table').getByRole('rowheader');
const table = (page: Page, list: ListOnScreen) => page.getByRole('table', { name: list.table, exact: true });

async function expectLoading(page: Page, list: ListOnScreen): Promise<void> {
  await page.getByText('正在读取…').first().waitFor({ state: 'attached' });
  expect(await page.getByText(list.empty, { exact: true }).count()).toBe(0);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await table(page, list).count()).toBe(0);
}

async function expectFailed(page: Page, list: ListOnScreen): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: `未能读取${list.what}` });
  await alert.getByRole('button', { name: '重试' }).waitFor();
  for (const said of [PROBLEM.title, DETAIL, TRACE]) {
    await expect.poll(() => alert.innerText()).toContain(said);
  }
  expect(await page.getByText(list.empty, { exact: true }).count()).toBe(0);
}

/** Rows with their freshness; one that comes later waits above them, and none of them jumps. */
async function expectFull(page: Page, list: ListOnScreen, comeAll: () => void): Promise<readonly string[]> {
  const before = await rowsOf(page).count();
  comeAll();
  await turnTo(page, '中文');
  await table(page, list).waitFor();
  await page
    .getByText(/^数据截至/)
    .first()
    .waitFor();
  const later = page.getByRole('button', { name: '1 条新到' });
  await later.waitFor();
  const shown = await rowsOf(page).allInnerTexts();
  expect(shown).toHaveLength(before);
  await later.click();
  await later.waitFor({ state: 'detached' });
  await expect.poll(() => rowsOf(page).count()).toBeGreaterThan(before);
  await expect
    .poll(async () => (await rowsOf(page).allInnerTexts()).filter((one) => shown.includes(one)))
    .toEqual(shown);
  return await lostOn(page, list);
}

/** At 320 pixels, and at 200 percent of 1,280 by 800. */
async function lostOn(page: Page, list: ListOnScreen): Promise<readonly string[]> {
  const phone = await cutOffAt(page, { width: 320, height: 740 });
  const zoomed = await cutOffAt(page, { width: 640, height: 400 });
  return [...phone, ...zoomed].map((one) => `${list.at} narrow: ${one}`);
}

/** What a server answers whose database is away. */
export function fail(route: Route): Promise<void> {
  return route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(PROBLEM) });
}

async function serve(route: Route, answer: Answer, twin = TWIN): Promise<void> {
  const response = await route.fetch();
  const body = await response.json();
  const items = withTwo(body.items, twin);
  const skipped = { fails: 0, all: 0, allButFirst: 1, empty: items.length }[answer];
  await route.fulfill({ response, json: { ...body, items: items.slice(skipped), nextCursor: null } });
}

type Item = Readonly<Record<string, unknown>>;

const TWIN: Item = { id: 'one_more' };

/** A list of one gets a second row like it. */
function withTwo(items: readonly Item[], twin: Item): readonly Item[] {
  return items.length === 1 ? [...items, ...items.map((item) => ({ ...item, ...twin }))] : items;
}
