import type { Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { fail } from './list-states.ts';

/** One list of a screen, by what a person reads of it. */
interface ListOfKind {
  /** Below `/workbench`. */
  readonly at: string;
  /** The address that it is read from, with what tells it from another list of this address. */
  readonly from: string;
  /** Its name; where each row is a table, the form of their names. */
  readonly table: string | RegExp;
  readonly empty: string;
}

type Answer = 'held' | 'fails' | 'empty' | 'all';

/**
 * Walks a list of a person who is signed in on this page through loading, failed, empty and full. What axe finds in
 * these states is asked by `axe-screens`.
 */
export async function walkKinds(page: Page, workbench: string, list: ListOfKind): Promise<void> {
  let answer: Answer = 'held';
  const held: (() => void)[] = [];
  const reply = async (route: Route): Promise<void> => {
    if (answer === 'held') {
      await new Promise<void>((resolve) => {
        held.push(resolve);
      });
    }
    const replies = { fails: fail, empty: serveNone, all: (one: Route) => one.continue(), held: fail };
    await replies[answer](route);
  };
  // Of the list before, which may have ended in the middle.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route((address) => isAt(address, list.from), reply);
  await page.goto(`${workbench}${list.at}`);
  const of = partsOf(page, list);
  await page.locator('.skeleton').first().waitFor();
  await expect.poll(() => held.length).toBeGreaterThan(0);
  expect([await of.table.count(), await of.none.count(), await of.alert.count()]).toEqual([0, 0, 0]);
  answer = 'fails';
  held.forEach((letGo) => letGo());
  await of.retry.waitFor();
  await expect.poll(async () => [await of.table.count(), await of.none.count()]).toEqual([0, 0]);
  answer = 'empty';
  await of.retry.click();
  await of.none.waitFor();
  await expect.poll(async () => [await of.rows.count(), await of.alert.count()]).toEqual([0, 0]);
  await expect.poll(() => of.table.count()).toBe(typeof list.table === 'string' ? 1 : 0);
  answer = 'all';
  await page.reload();
  await of.rows.first().waitFor();
  await expect.poll(async () => [await of.none.count(), await of.alert.count()]).toEqual([0, 0]);
}

function isAt(address: URL, from: string): boolean {
  const { pathname, searchParams } = new URL(from, address);
  return (
    address.pathname === pathname &&
    [...searchParams].every(([name, value]) => address.searchParams.get(name) === value)
  );
}

/** What tells the states of a list apart; the row of sums is none of its rows. */
function partsOf(page: Page, { table: name, empty }: ListOfKind) {
  const table = page.getByRole('table', { name, exact: true });
  const what = typeof name === 'string' ? name : '';
  // The pane beside a list may read the same.
  const isList = page.locator(':not(aside *)');
  const alert = page
    .getByRole('alert')
    .filter({ hasText: `未能读取${what}` })
    .and(isList);
  return {
    table,
    alert,
    retry: alert.getByRole('button', { name: '重试' }),
    none: page.getByText(empty, { exact: true }).and(isList),
    rows: table.locator('tr:not(.total) > th[scope=row]'),
  };
}

async function serveNone(route: Route): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, json: { ...(await response.json()), items: [], nextCursor: null } });
}
