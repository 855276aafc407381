import type { BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { startBrowser, type Browser, type Opened } from './browser.ts';

export interface Workbench extends Browser {
  readonly office: Office;
  /** The same, with somebody signed in, at an address below `/workbench`; `prepare` comes before the first request. */
  openAs(
    username: string,
    at?: string,
    options?: BrowserContextOptions,
    prepare?: (page: Page) => Promise<unknown>,
  ): Promise<Opened>;
}

/** The product with its built pages on a database of its own, and a browser. */
export async function startWorkbench(): Promise<Workbench> {
  const database = await createTestDatabase();
  const office = await startOffice(database.url, undefined, { workbench: inject('workbench') });
  const browser = await startBrowser(office.base);
  const { open } = browser;
  return {
    office,
    open,
    async openAs(username, at = '/tasks', asked = {}, prepare = async () => undefined) {
      const opened = await open(asked);
      const value = await office.tokenOf(username);
      await opened.page.context().addCookies([{ name: 'butie_session', value, url: office.base, httpOnly: true }]);
      await prepare(opened.page);
      await opened.page.goto(`${office.base}/workbench${at}`);
      return opened;
    },
    async close() {
      await browser.close();
      await office.close();
      await database.drop();
    },
  };
}
