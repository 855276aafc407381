import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase } from '../../support/test-database.ts';

/** Debian's (`apt-get install chromium`); CHROMIUM names another. Without one these tests fail, they are never skipped. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const PATIENCE_MS = 60_000;

export interface Opened {
  readonly page: Page;
  /** What the browser said against the page: errors, refused content, requests that went elsewhere. */
  readonly complaints: readonly string[];
}

export interface Workbench {
  readonly office: Office;
  /** A page of a browser that nobody used before. */
  open(options?: BrowserContextOptions): Promise<Opened>;
  /** The same, with somebody signed in, at an address below `/workbench`. */
  openAs(username: string, at?: string, options?: BrowserContextOptions): Promise<Opened>;
  close(): Promise<void>;
}

/** The product with its built pages on a database of its own, and a browser. */
export async function startWorkbench(): Promise<Workbench> {
  const database = await createTestDatabase();
  const office = await startOffice(database.url, undefined, { workbench: inject('workbench') });
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox'] });
  const open = async (asked: BrowserContextOptions = {}): Promise<Opened> => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, ...asked });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    return { page, complaints: complaintsOf(page, office.base) };
  };
  return {
    office,
    open,
    async openAs(username, at = '/tasks', asked = {}) {
      const opened = await open(asked);
      const value = await office.tokenOf(username);
      await opened.page.context().addCookies([{ name: 'butie_session', value, url: office.base, httpOnly: true }]);
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

function complaintsOf(page: Page, base: string): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The browser notes each answer that is a refusal; the page shows it.
    const isAnswer = /Failed to load resource/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isAnswer) {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(base)) {
      complaints.push(`elsewhere: ${request.url()}`);
    }
  });
  return complaints;
}
