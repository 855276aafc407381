import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutOffAt, violationsOf } from './support/axe.ts';
import { OPENINGS, unopened, type Opening } from './support/openings.ts';
import { enter, languageOf, type Entered } from './support/sight.ts';
import { filePlan, setStage, type Stage } from './support/stage.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
let stage: Stage;
beforeAll(async () => {
  bench = await startWorkbench();
  stage = await setStage(bench);
  await filePlan(bench);
});
afterAll(() => bench?.close());

const PHONE = { width: 320, height: 740 };
const ENABLED = 'main [data-act]:enabled';

/** What axe finds against the page with what is open, and in the other language against that alone; there a phone, too. */
async function faultsOf({ page, sight }: Entered, shows: string, where: string): Promise<readonly string[]> {
  const shown = page.locator(shows).first();
  const noted = (language: string, faults: readonly string[]) => faults.map((one) => `${where} ${language}: ${one}`);
  await shown.waitFor();
  await sight.settled();
  const before = noted(await languageOf(page), await violationsOf(page));
  await sight.turn();
  await sight.settled();
  await shown.waitFor();
  const after = [...(await violationsOf(page, { within: shows })), ...(await cutOffAt(page, PHONE))];
  return [...before, ...noted(await languageOf(page), after)];
}

/** Opens one thing, or each act in its turn, and closes it with Esc. */
async function lookAt(entered: Entered, of: Opening): Promise<readonly string[]> {
  const { page, sight } = entered;
  const at = of.at(stage);
  await page.goto(`${bench.office.base}/workbench${at}`);
  await sight.settled();
  const shown = page.locator(of.shows).first();
  const { open } = of;
  if (open !== undefined) {
    await open(page);
    return await faultsOf(entered, of.shows, `${at} ${of.shows}`);
  }
  const found: string[] = [];
  await page.locator(ENABLED).first().waitFor();
  const count = await page.locator(ENABLED).count();
  for (let place = 0; place < count; place += 1) {
    const button = page.locator(ENABLED).nth(place);
    const act = await button.innerText();
    await button.click();
    found.push(...(await faultsOf(entered, of.shows, `${at} ${act}`)));
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
  it('wherever the code has a panel, a form or a dialog: each is opened here', () => {
    expect(unopened()).toEqual([]);
  });

  it.each(PEOPLE)('as %s: each panel and dialog, in both languages', async (as) => {
    const entered = await enter(bench, as);
    const found: string[] = [];
    for (const opening of OPENINGS.filter((one) => one.as === as)) {
      found.push(...(await lookAt(entered, opening)));
    }
    await entered.page.context().close();
    expect([...found, ...entered.complaints]).toEqual([]);
  });
});
