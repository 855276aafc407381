import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutHintsOf, cutOffAt, violationsOf } from './support/axe.ts';
import { enter, type Entered, type Language } from './support/sight.ts';
import { setStage, type Stage } from './support/stage.ts';
import { unvisited, VISITS, type Visit } from './support/visits.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
let stage: Stage;
beforeAll(async () => {
  bench = await startWorkbench();
  stage = await setStage(bench);
});
afterAll(() => bench?.close());

const PHONE = { width: 320, height: 740 };
/** A window of 1,280 by 800 at 200 percent. */
const ZOOMED = { width: 640, height: 400 };
/** As it loads, full, as it fails and as it holds nothing: what axe finds, and what a narrow window loses. */
async function lookAt({ page, sight }: Entered, visit: Visit, language: Language): Promise<readonly string[]> {
  const at = visit.at(stage);
  const found: string[] = [];
  const note = (state: string, faults: readonly string[]) =>
    found.push(...faults.map((fault) => `${at} ${language} ${state}: ${fault}`));
  const look = async (state: string) => note(state, await violationsOf(page));
  const open = () => page.goto(`${bench.office.base}/workbench${at}`);
  if (visit.as !== null) {
    sight.answer('held');
    await open();
    await sight.waits();
    await look('loading');
  }
  sight.answer('all');
  if (visit.as === null) {
    await open();
  }
  if (visit.as === null && language === 'en') {
    // Before the sign-in a page is in Chinese, whatever the browser prefers.
    await page.getByRole('button', { name: 'English' }).click();
  }
  await sight.settled();
  note(
    'in',
    [String(await page.evaluate('document.documentElement.lang'))].filter((one) => one !== language),
  );
  note('says', await page.getByRole('alert').allInnerTexts());
  await look('full');
  note('full', await cutHintsOf(page));
  for (const size of [PHONE, ZOOMED]) {
    note(`at ${size.width}`, await cutOffAt(page, size));
  }
  if (language === 'zh-CN') {
    await page.emulateMedia({ colorScheme: 'dark' });
    await look('dark');
    await page.emulateMedia({ colorScheme: 'light' });
  }
  if (visit.as !== null) {
    const hasLists = sight.hasLists();
    sight.answer('fails');
    await open();
    await page.getByRole('alert').first().waitFor();
    await sight.settled();
    await look('failed');
    if (hasLists) {
      sight.answer('none');
      await open();
      await sight.settled();
      await look('empty');
    }
  }
  return found;
}

const PEOPLE = [...new Set(VISITS.map(({ as }) => as))];

describe('everybody can use every screen', { timeout: 900_000 }, () => {
  it('that the routes name: each is visited here', () => {
    expect(unvisited()).toEqual([]);
  });

  it.each(PEOPLE.map((as) => [as, 'zh-CN'] as const))(
    'as %s in %s: full, loading, failed, empty, on a phone and at 200 percent',
    async (as, language) => {
      const entered = await enter(bench, as, language);
      const found: string[] = [];
      for (const visit of VISITS.filter((one) => one.as === as)) {
        found.push(...(await lookAt(entered, visit, language)));
      }
      await entered.page.context().close();
      expect([...found, ...entered.complaints]).toEqual([]);
    },
  );
});
