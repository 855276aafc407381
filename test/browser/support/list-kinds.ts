import type { Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { violationsOf } from './axe.ts';
import { fail, type ListOnScreen } from './list-states.ts';
import type { Workbench } from './workbench.ts';

/** Walks a list through failed, empty and full, and returns what axe found and what the browser said. */
export async function walkKinds(bench: Workbench, list: ListOnScreen): Promise<readonly string[]> {
  let answer: 'fails' | 'empty' | 'all' = 'fails';
  const reply = async (route: Route): Promise<void> => {
    if (answer === 'all') {
      await route.continue();
    } else {
      await (answer === 'fails' ? fail(route) : serveNone(route));
    }
  };
  const { page, complaints } = await bench.openAs(list.username, list.at, {}, (one) =>
    one.route((address) => address.pathname === list.from, reply),
  );
  const found: string[] = [];
  const look = async (state: string) => {
    found.push(...(await violationsOf(page)).map((one) => `${list.at} ${state}: ${one}`));
  };
  const alert = page.getByRole('alert').filter({ hasText: `未能读取${list.what}` });
  const table = page.getByRole('table', { name: list.table, exact: true });
  await alert.getByRole('button', { name: '重试' }).waitFor();
  expect(await table.count()).toBe(0);
  expect(await saysNone(page, list)).toBe(0);
  await look('failed');
  answer = 'empty';
  await alert.getByRole('button', { name: '重试' }).click();
  await page.getByText(list.empty, { exact: true }).waitFor();
  await table.waitFor();
  expect(await table.getByRole('rowheader').count()).toBe(0);
  expect(await alert.count()).toBe(0);
  await look('empty');
  answer = 'all';
  await page.reload();
  await table.getByRole('rowheader').first().waitFor();
  expect(await saysNone(page, list)).toBe(0);
  await look('full');
  await page.context().close();
  return [...found, ...complaints];
}

const saysNone = (page: Page, { empty }: ListOnScreen) => page.getByText(empty, { exact: true }).count();

async function serveNone(route: Route): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, json: { ...(await response.json()), items: [], nextCursor: null } });
}
