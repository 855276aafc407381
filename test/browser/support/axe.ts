import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe-core finds against the page as it stands: rule and place, empty where nothing is wrong. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    `axe.run(document).then(({ violations }) =>
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
