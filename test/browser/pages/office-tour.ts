import type { Page } from 'playwright-core';
import { httpClient } from '../../support/http-client.ts';
import type { Workbench } from '../support/workbench.ts';
import { readWhole } from './whole.ts';

/** What no sentence for people contains: a code, an id, the name of a field, a bare place, JSON. A paper of the law is named by its number. */
const CODE =
  /(?<![-\w./])(?:[A-Z]+(?:_[A-Z0-9]+)+|[a-z]{3}_[0-9a-z]{8,}|[a-z]+[A-Z]\w+|\d-\d\d-\d\d-\d\d|\d{6}(?:\/20\d\d\/\w+)?(?!-))(?![\w./])|\{"/g;

/** What a person meets who opens every screen that the navigation shows. */
export interface Tour {
  /** The links, in their order. */
  readonly screens: readonly string[];
  /** What is wrong, each with its screen: an alert, a code, a page without a heading. */
  readonly faults: readonly string[];
}

/** Opens one screen after another by the navigation, and reads each once it is read whole. */
export async function tourOf(page: Page): Promise<Tour> {
  const links = page.getByRole('navigation', { name: '主导航' }).getByRole('link');
  await links.first().waitFor();
  const screens: string[] = [];
  const faults: string[] = [];
  const total = await links.count();
  for (let place = 0; place < total; place += 1) {
    const link = links.nth(place);
    const name = wordOf(await link.innerText());
    await link.click();
    await page.waitForURL(`**${await link.getAttribute('href')}`);
    // The screen before stands there until the link is the one of this page.
    await link.and(page.locator('[aria-current=page]')).waitFor();
    screens.push(name);
    faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
  }
  return { screens, faults };
}

/** What the server opens to somebody: the navigation shows just these screens. */
export async function screensOf({ office }: Workbench, username: string): Promise<readonly string[]> {
  const client = httpClient(office.base, await office.tokenOf(username));
  return (await client.send('GET', '/api/v1/session')).body.screens;
}

/** What is wrong with the screen that stands there, once it is read whole. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  await readWhole(page);
  const said = await page.getByRole('alert').allInnerTexts();
  const codes = (await page.locator('main').innerText()).match(CODE) ?? [];
  return [...said.map((alert) => `alert ${alert}`), ...new Set(codes)];
}

/** The screens to which the links of what stands there lead, by the first word of their address. */
export async function waysFrom(page: Page): Promise<readonly string[]> {
  await readWhole(page);
  const hrefs: readonly string[] = await page
    .locator('main a[href^="/workbench/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  return [...new Set(hrefs.map((href) => href.split(/[/?#]/)[2] ?? ''))].toSorted();
}

/** A link may be followed by how much waits there. */
function wordOf(link: string): string {
  return link.replace(/\s*\d[\d,]*$/, '').trim();
}
