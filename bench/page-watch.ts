import type { Page } from 'playwright-core';
import { until } from '../scripts/demo/office-client.ts';

/** What the page saw of one act, ms. */
export interface ConfirmedAct {
  /** From the key that sends it to the words that say it was done. */
  readonly confirmedMs: number;
  /** How much of it the API's answer took. */
  readonly answerMs: number;
}

/**
 * Measures inside the page, where no driver adds its own time: when rows stand in the list, when the status line
 * speaks, and how long the browser takes from a key to its next paint (Event Timing).
 */
const WATCH = `
  window.watched = { sentAt: 0, saidAt: 0, rowsAt: null, keys: [] };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.code === 'Enter') { watched.sentAt = performance.now(); watched.saidAt = 0; }
  }, true);
  new MutationObserver(() => {
    if (watched.rowsAt === null && document.querySelector('main tbody th[scope=row] a') !== null) watched.rowsAt = performance.now();
    const said = document.querySelector('[role=status]');
    if (watched.saidAt === 0 && watched.sentAt > 0 && said !== null && said.textContent.startsWith('已')) watched.saidAt = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') watched.keys.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
`;

/** Must be called before the page is opened. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(WATCH);
}

/** From the beginning of the navigation until the first rows can be used, ms. */
export async function rowsAfterMs(page: Page): Promise<number> {
  await page.locator('main tbody th[scope=row] a').first().waitFor();
  return Number(await page.evaluate('watched.rowsAt'));
}

/** Waits until the status line says that the act which was sent last is done. */
export async function confirmedAct(page: Page): Promise<ConfirmedAct> {
  await until('the words that say it was done', async () =>
    (await page.evaluate('watched.saidAt > 0')) === true ? true : null,
  );
  const [confirmedMs, answerMs] = await page.evaluate<[number, number]>(`(() => {
    const answers = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/decision'));
    const result = [watched.saidAt - watched.sentAt, answers.at(-1).duration];
    watched.sentAt = 0;
    return result;
  })()`);
  return { confirmedMs, answerMs };
}

/** Keys that took 16 ms or longer to the next paint; the browser does not report quicker ones. */
export async function slowKeysMs(page: Page): Promise<readonly number[]> {
  return page.evaluate<number[]>('watched.keys');
}

/** Bytes over the wire of everything that the page and its parts were loaded with. */
export async function bytesLoaded(page: Page): Promise<number> {
  return Number(
    await page.evaluate(`[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter(({ name }) => name.includes('/workbench')).reduce((sum, { transferSize }) => sum + transferSize, 0)`),
  );
}
