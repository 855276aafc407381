import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './pages/office-tour.ts';
import { cutHintsOf, cutOffAt, violationsOf } from './support/axe.ts';
import { enter, languageOf, type Answer, type Entered } from './support/sight.ts';
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
/** The desks; other screens show numbers of banks and of systems as they are. */
const DESK = '/tasks/:place?';
type Faults = (page: Page) => Promise<readonly string[]>;

/**
 * One load of a screen, walked through its states: as it loads, as it fails, full, and as it holds nothing. What it
 * reads is answered anew whenever the language turns, so each state stands there in both.
 */
async function lookAt({ page, sight }: Entered, visit: Visit): Promise<readonly string[]> {
  const at = visit.at(stage);
  const found: string[] = [];
  const look = async (state: string, find: Faults = violationsOf) => {
    const [language, faults] = [await languageOf(page), await find(page)];
    found.push(...faults.map((fault) => `${at} ${language} ${state}: ${fault}`));
  };
  const turn = async (answer: Answer) => {
    sight.answer(answer);
    await sight.turn();
  };
  sight.answer(visit.as === null ? 'all' : 'held');
  await page.goto(`${bench.office.base}/workbench${at}`);
  if (visit.as !== null) {
    await sight.waits();
    await look('loading');
    await sight.turn();
    await look('loading', insideOf);
    sight.answer('fails');
    await page.getByRole('alert').first().waitFor();
    await sight.settled();
    await look('failed', insideOf);
    await turn('fails');
    await sight.settled();
    await look('failed');
    await turn('all');
  }
  await sight.settled();
  await look('says', () => page.getByRole('alert').allInnerTexts());
  await look('full');
  await look('full', lostOf);
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('dark', () => violationsOf(page, { rules: ['color-contrast'] }));
  await page.emulateMedia({ colorScheme: 'light' });
  await turn('all');
  await sight.settled();
  await look('full');
  if (visit.path === DESK) {
    // In Chinese, where no two words that stand side by side look like the name of a field.
    await look('says', faultsOf);
  }
  await look('full', cutHintsOf);
  if (visit.as !== null && sight.hasLists()) {
    await turn('none');
    await sight.settled();
    await look('empty', insideOf);
    await turn('none');
    await sight.settled();
    await look('empty');
  }
  return found;
}

/** The frame around a screen is looked at once in each state; the other language changes what stands in it. */
function insideOf(page: Page): Promise<readonly string[]> {
  return violationsOf(page, { within: 'main' });
}

/** What does not fit into its field, or into the window of a phone or at 200 percent. */
async function lostOf(page: Page): Promise<readonly string[]> {
  const narrow: string[] = [];
  for (const size of [PHONE, ZOOMED]) {
    narrow.push(...(await cutOffAt(page, size)).map((one) => `at ${size.width} ${one}`));
  }
  return [...(await cutHintsOf(page)), ...narrow];
}

const PEOPLE = [...new Set(VISITS.map(({ as }) => as))];

describe('everybody can use every screen', { timeout: 900_000 }, () => {
  it('that the routes name: each is visited here', () => {
    expect(unvisited()).toEqual([]);
  });

  it.each(PEOPLE)(
    'as %s: full, loading, failed, empty, in both languages, on a phone and at 200 percent, and nothing is refused',
    async (as) => {
      const entered = await enter(bench, as);
      const found: string[] = [];
      for (const visit of VISITS.filter((one) => one.as === as)) {
        found.push(...(await lookAt(entered, visit)));
      }
      await entered.page.context().close();
      expect([...found, ...entered.complaints]).toEqual([]);
    },
  );
});
