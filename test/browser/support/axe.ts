import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Looked {
  /** Only these rules; without it all of them. */
  readonly rules?: readonly string[];
  /** A selector: only there; without it the whole page. */
  readonly within?: string;
}

/** What axe-core finds against the page as it stands: rule and place, empty where nothing is wrong. */
export async function violationsOf(page: Page, { rules, within }: Looked = {}): Promise<readonly string[]> {
  if (!(await page.evaluate(`'axe' in globalThis`))) {
    await page.evaluate(axe.source);
  }
  const only = rules === undefined ? {} : { runOnly: rules };
  const place = within === undefined ? 'document' : JSON.stringify(within);
  const found: unknown = await page.evaluate(
    `axe.run(${place}, ${JSON.stringify({ resultTypes: ['violations'], ...only })}).then(({ violations }) =>
       violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ' ' + failureSummary)))`,
  );
  return Array.isArray(found) ? found.map(String) : [String(found)];
}

/** How many pixels of the page lie beside a window of this width. */
export async function lostAt(page: Page, width: number): Promise<number> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 740 });
  const lost = Number(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  );
  if (before !== null) {
    await page.setViewportSize(before);
  }
  return lost;
}

/**
 * Buttons, links and fields that a window of this size cuts off at its side, outside of the boxes that scroll by
 * themselves; empty where everything can be reached. 640 by 400 is a window of 1,280 by 800 at 200 percent.
 */
export async function cutOffAt(page: Page, size: { readonly width: number; readonly height: number }) {
  const before = page.viewportSize();
  await page.setViewportSize(size);
  const found: unknown = await page.evaluate(
    `[...document.querySelectorAll('button, a[href], input, select, textarea')].filter((one) => {
       const { left, right, width } = one.getBoundingClientRect();
       const scrolls = (box) => box !== null && (/auto|scroll/.test(getComputedStyle(box).overflowX) && box.tagName !== 'MAIN' || scrolls(box.parentElement));
       return width > 0 && (right > innerWidth + 1 || left < -1) && !one.classList.contains('skip') && !scrolls(one.parentElement);
     }).map((one) => one.outerHTML.slice(0, 120))`,
  );
  const wider = Number(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  );
  if (before !== null) {
    await page.setViewportSize(before);
  }
  return [...(Array.isArray(found) ? found.map(String) : []), ...(wider > 0 ? [`${wider} pixels beside`] : [])];
}

/** Hints inside fields that are longer than their field, in the window as it stands. */
export async function cutHintsOf(page: Page): Promise<readonly string[]> {
  const found: unknown = await page.evaluate(
    `[...document.querySelectorAll('input[placeholder]')].filter((one) => {
       const style = getComputedStyle(one);
       const pen = document.createElement('canvas').getContext('2d');
       pen.font = style.font;
       const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
       return one.clientWidth > 0 && pen.measureText(one.placeholder).width > room;
     }).map((one) => 'the hint is cut: ' + one.placeholder)`,
  );
  return Array.isArray(found) ? found.map(String) : [String(found)];
}
