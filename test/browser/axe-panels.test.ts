import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutOffAt, violationsOf } from './support/axe.ts';
import { OPENINGS, unopened, type Opening } from './support/openings.ts';
import { enter, type Entered, type Language } from './support/sight.ts';
import { setStage, type Stage } from './support/stage.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
let stage: Stage;
beforeAll(async () => {
  bench = await startWorkbench();
  stage = await setStage(bench);
});
afterAll(() => bench?.close());

const PHONE = { width: 320, height: 740 };
const ENABLED = 'main [data-act]:enabled';

/** What axe finds against what is open, and what a phone cuts off from it. */
async function faultsOf(page: Page, where: string): Promise<readonly string[]> {
  const cut = await cutOffAt(page, PHONE);
  return [...(await violationsOf(page)), ...cut].map((one) => `${where}: ${one}`);
}

/** Opens one thing, or each act in its turn, and closes it with Esc. */
async function lookAt({ page, sight }: Entered, of: Opening, language: Language): Promise<readonly string[]> {
  const at = of.at(stage);
  await page.goto(`${bench.office.base}/workbench${at}`);
  await sight.settled();
  const shown = page.locator(of.shows).first();
  const { open } = of;
  if (open !== undefined) {
    await open(page);
    await shown.waitFor();
    await sight.settled();
    return await faultsOf(page, `${at} ${language} ${of.shows}`);
  }
  const found: string[] = [];
  await page.locator(ENABLED).first().waitFor();
  const count = await page.locator(ENABLED).count();
  for (let place = 0; place < count; place += 1) {
    const button = page.locator(ENABLED).nth(place);
    const act = await button.innerText();
    await button.click();
    await shown.waitFor();
    await sight.settled();
    found.push(...(await faultsOf(page, `${at} ${language} ${act}`)));
    await page.keyboard.press('Escape');
    await shown.waitFor({ state: 'detached' });
    await page
      .locator(ENABLED)
      .nth(count - 1)
      .waitFor();
  }
  return found;
}

const PEOPLE = [...new Set(OPENINGS.map(({ as }) => as))];

describe('everybody can use what opens', { timeout: 900_000 }, () => {
  it('wherever the code has a panel, a form or a dialog: each is opened here or by its story', () => {
    expect(unopened()).toEqual([]);
  });

  it.each(PEOPLE.map((as) => [as, 'zh-CN'] as const))('as %s in %s: each panel and dialog', async (as, language) => {
    const entered = await enter(bench, as, language);
    const found: string[] = [];
    for (const opening of OPENINGS.filter((one) => one.as === as)) {
      found.push(...(await lookAt(entered, opening, language)));
    }
    await entered.page.context().close();
    expect([...found, ...entered.complaints]).toEqual([]);
  });
});
