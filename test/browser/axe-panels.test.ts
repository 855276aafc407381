import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutOffAt, violationsOf } from './support/axe.ts';
import { OPENINGS, unopened, type Opening } from './support/openings.ts';
import { enter, languageOf, type Entered } from './support/sight.ts';
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

const said = async ({ page }: Entered, where: string, faults: readonly string[]) => {
  const language = await languageOf(page);
  return faults.map((one) => `${where} ${language}: ${one}`);
};

/** Opens one thing, looks at the page with it, and at the thing alone in the other language; there a phone, too. */
async function lookAtOne(entered: Entered, where: string, shows: string): Promise<readonly string[]> {
  const { page, sight } = entered;
  const shown = page.locator(shows).first();
  await shown.waitFor();
  await sight.settled();
  const before = await said(entered, where, await violationsOf(page));
  await sight.turn();
  await sight.settled();
  await shown.waitFor();
  const after = [...(await violationsOf(page, { within: shows })), ...(await cutOffAt(page, PHONE))];
  return [...before, ...(await said(entered, where, after))];
}

/** Opens each act in its turn and closes it with Esc: once in each language, the second time on a phone, too. */
async function lookAtActs(entered: Entered, at: string, shows: string): Promise<readonly string[]> {
  const { page, sight } = entered;
  const shown = page.locator(shows).first();
  const found: string[] = [];
  await page.locator(ENABLED).first().waitFor();
  const count = await page.locator(ENABLED).count();
  for (const isPhone of [false, true]) {
    for (let place = 0; place < count; place += 1) {
      const button = page.locator(ENABLED).nth(place);
      const act = await button.innerText();
      await button.click();
      await shown.waitFor();
      await sight.settled();
      const faults = await violationsOf(page, { within: shows });
      found.push(
        ...(await said(entered, `${at} ${act}`, [...faults, ...(isPhone ? await cutOffAt(page, PHONE) : [])])),
      );
      await page.keyboard.press('Escape');
      await shown.waitFor({ state: 'detached' });
      await page
        .locator(ENABLED)
        .nth(count - 1)
        .waitFor();
    }
    await sight.turn();
    await sight.settled();
  }
  return found;
}

async function lookAt(entered: Entered, { at, open, shows }: Opening): Promise<readonly string[]> {
  const { page, sight } = entered;
  const address = at(stage);
  await page.goto(`${bench.office.base}/workbench${address}`);
  await sight.settled();
  if (open === undefined) {
    return lookAtActs(entered, address, shows);
  }
  await open(page);
  return lookAtOne(entered, `${address} ${shows}`, shows);
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
