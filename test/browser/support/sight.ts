import type { Page, Request, Route } from 'playwright-core';
import { expect } from 'vitest';
import { httpClient } from '../../support/http-client.ts';
import type { Opened } from './browser.ts';
import { fail } from './list-states.ts';
import type { Workbench } from './workbench.ts';

/** What the server says to everything that a screen reads. */
export type Answer = 'all' | 'held' | 'fails' | 'none';

/** On a machine that is ten times slower. */
const PATIENCE_MS = 300_000;

/** What the frame around every screen reads: it stands there in any state. */
const OF_THE_FRAME = /\/api\/v1\/(session|feed|tasks\/counts|me\/preferences)$/;

export interface Sight {
  /** From now on; what is held goes on with the new answer. */
  answer(now: Answer): void;
  /** Ends when the screen stands there and waits for an answer that is held. */
  waits(): Promise<void>;
  /** True if something that was read since the last `all` is a list. */
  readonly hasLists: () => boolean;
  /** Ends when nothing is asked any more, and nothing says that it is. */
  settled(): Promise<void>;
  /** Turns the page to its other language, also with something open over it, and ends when that is kept. */
  turn(): Promise<void>;
}

function isAsked(request: Request): boolean {
  return /\/(api\/v1|public)\//.test(request.url()) && !/\/feed\b/.test(request.url());
}

/** Looks through the answers of a page, before its first request; where nobody is signed in, no choice is kept. */
async function sightOf(page: Page, isSignedIn: boolean): Promise<Sight> {
  let answer: Answer = 'all';
  let lists = 0;
  const waiting: (() => void)[] = [];
  const open = new Set<Request>();
  // What a page had asked for when it was left is no longer waited for.
  page.on('request', (request) => {
    if (request.isNavigationRequest()) {
      open.clear();
    }
    if (isAsked(request)) {
      open.add(request);
    }
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  const reply = async (route: Route): Promise<void> => {
    if (answer === 'held') {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
    await (answer === 'fails' ? fail(route) : serve(route));
  };
  const serve = async (route: Route): Promise<void> => {
    // However slow an answer is, it is waited for; the test has its own end.
    const response = await route.fetch({ timeout: 0 });
    const isJson = /json/.test(response.headers()['content-type'] ?? '');
    const body: unknown = isJson ? await response.json() : null;
    const isList = typeof body === 'object' && body !== null && 'items' in body;
    lists += isList ? 1 : 0;
    await route.fulfill(
      isList && answer === 'none' ? { response, json: { ...body, items: [], nextCursor: null } } : { response },
    );
  };
  await page.route(
    (address) => address.pathname.startsWith('/api/v1/') && !OF_THE_FRAME.test(address.pathname),
    (route) =>
      route.request().method() === 'GET'
        ? reply(route).catch(() => route.abort().catch(() => undefined))
        : route.continue(),
  );
  const busy = page.locator('.skeleton, [aria-busy=true]');
  return {
    answer(now) {
      answer = now;
      lists = now === 'all' ? 0 : lists;
      waiting.splice(0).forEach((letGo) => letGo());
    },
    async waits() {
      await expect.poll(() => waiting.length, { timeout: PATIENCE_MS, interval: 20 }).toBeGreaterThan(0);
      await page.locator('main .skeleton, main h1, main p:not(.page)').first().waitFor({ state: 'attached' });
    },
    hasLists: () => lists > 0,
    async settled() {
      const isQuiet = async () => {
        await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
        return open.size === 0 && (await busy.count()) === 0;
      };
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      await expect
        .poll(async () => (await isQuiet()) && (await isQuiet()), { timeout: PATIENCE_MS, interval: 20 })
        .toBe(true);
    },
    turn: () => {
      // What is asked in the language before is given up.
      open.clear();
      return turn(page, isSignedIn);
    },
  };
}

/** The click goes to the button itself: what is open over the page may cover it. */
async function turn(page: Page, isKept: boolean): Promise<void> {
  const other = (await languageOf(page)) === 'en' ? 'zh-CN' : 'en';
  const kept = isKept ? page.waitForResponse((answer) => answer.url().endsWith('/me/preferences')) : undefined;
  await page.locator(`button[lang="${other}"]`).first().dispatchEvent('click');
  await kept;
  await page.locator(`html[lang="${other}"]`).waitFor({ state: 'attached' });
}

export async function languageOf(page: Page): Promise<string> {
  return String(await page.evaluate('document.documentElement.lang'));
}

export interface Entered extends Opened {
  readonly sight: Sight;
}

/** A page in Chinese, with somebody signed in or nobody; its look follows the system, so that one page shows both. */
export async function enter(bench: Workbench, as: string | null): Promise<Entered> {
  if (as === null) {
    const opened = await bench.open();
    return { ...opened, sight: await sightOf(opened.page, false) };
  }
  const person = httpClient(bench.office.base, await bench.office.tokenOf(as));
  const kept = await person.send('PATCH', '/api/v1/me/preferences', { language: 'zh-CN', theme: 'system' });
  expect(kept.status).toBe(200);
  const sights: Sight[] = [];
  const opened = await bench.openAs(as, '/sign-in', {}, async (page) => {
    sights.push(await sightOf(page, true));
  });
  const [sight = await sightOf(opened.page, true)] = sights;
  return { ...opened, sight };
}
