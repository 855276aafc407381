import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { EXECUTABLE } from '../../support/browser-executable.ts';

export const PATIENCE_MS = 60_000;

export interface Opened {
  readonly page: Page;
  /** What the browser said against the page: errors, refused content, requests that went elsewhere. */
  readonly complaints: readonly string[];
}

export interface Browser {
  /** A page of a browser that nobody used before. */
  readonly open: (options?: BrowserContextOptions) => Promise<Opened>;
  close(): Promise<void>;
}

/** The browser notes each answer that is a refusal; the pages of the workbench show it. */
const REFUSALS = /Failed to load resource/;

/** A browser for the pages at one address. What it notes of `forgiven` is no complaint. */
export async function startBrowser(base: string, forgiven = REFUSALS): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox'] });
  return {
    async open(asked = {}) {
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, ...asked });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      return { page, complaints: complaintsOf(page, base, forgiven) };
    },
    close: () => browser.close(),
  };
}

function complaintsOf(page: Page, base: string, forgiven: RegExp): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !forgiven.test(message.text())) {
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
