import type { Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { violationsOf } from './axe.ts';
import { fail } from './list-states.ts';
import type { Workbench } from './workbench.ts';

/** One list of a screen, by what a person reads of it. */
interface ListOfKind {
  readonly username: string;
  /** Below `/workbench`. */
  readonly at: string;
  /** The address that it is read from. */
  readonly from: string;
  /** Its name; where each row is a table, the form of their names. */
  readonly table: string | RegExp;
  readonly empty: string;
}

type Answer = 'held' | 'fails' | 'empty' | 'all';

/** Walks a list through loading, failed, empty and full, and returns what axe found and what the browser said. */
export async function walkKinds(bench: Workbench, list: ListOfKind): Promise<readonly string[]> {
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
  const { page, complaints } = await bench.openAs(list.username, list.at, {}, (one) =>
    one.route((address) => address.pathname === list.from, reply),
  );
  const found: string[] = [];
  const look = async (state: string) => {
    found.push(...(await violationsOf(page)).map((one) => `${list.at} ${state}: ${one}`));
  };
  const of = partsOf(page, list);
  await page.locator('.skeleton').first().waitFor();
  expect([await of.table.count(), await of.none.count(), await of.alert.count()]).toEqual([0, 0, 0]);
  answer = 'fails';
  held.forEach((letGo) => letGo());
  await of.retry.waitFor();
  expect([await of.table.count(), await of.none.count()]).toEqual([0, 0]);
  await look('failed');
  answer = 'empty';
  await of.retry.click();
  await of.none.waitFor();
  expect([await of.rows.count(), await of.alert.count()]).toEqual([0, 0]);
  expect(await of.table.count()).toBe(typeof list.table === 'string' ? 1 : 0);
  await look('empty');
  answer = 'all';
  await page.reload();
  await of.rows.first().waitFor();
  expect([await of.none.count(), await of.alert.count()]).toEqual([0, 0]);
  await page.context().close();
  return [...found, ...complaints];
}

/** What tells the states of a list apart; the row of sums is none of its rows. */
function partsOf(page: Page, { table: name, empty }: ListOfKind) {
  const table = page.getByRole('table', { name, exact: true });
  const what = typeof name === 'string' ? name : '';
  const alert = page.getByRole('alert').filter({ hasText: `未能读取${what}` });
  return {
    table,
    alert,
    retry: alert.getByRole('button', { name: '重试' }),
    none: page.getByText(empty, { exact: true }),
    rows: table.locator('tr:not(.total) > th[scope=row]'),
  };
}

async function serveNone(route: Route): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, json: { ...(await response.json()), items: [], nextCursor: null } });
}
