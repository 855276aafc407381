import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { startTemporaryStack } from '../main/stack/temporary-stack.ts';
import { openOffice, until, type Desk, type Office } from '../scripts/demo/office-client.ts';
import { makeClasses } from '../scripts/demo/made-classes.ts';
import type { BenchServers } from './bench-servers.ts';
import { bytesLoaded, confirmedAct, rowsAfterMs, slowKeysMs, watch, type ConfirmedAct } from './page-watch.ts';
import { countOf, timeOf, type Part } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';

const FIRST_LOAD_BYTES = 250 * 1_024;
const USABLE_MS = 1_000;
const CONFIRMED_MS = 300;
const PAGE_SHARE_MS = 150;
const PAINT_MS = 100;
/** A key that the browser did not report took less than this. */
const UNREPORTED_MS = 16;

interface Size {
  readonly filings: number;
  readonly openings: number;
  readonly acts: number;
  readonly keys: number;
}

const FULL: Size = { filings: 100, openings: 15, acts: 30, keys: 100 };
const QUICK: Size = { filings: 4, openings: 2, acts: 2, keys: 6 };

/** The workbench as a reviewer meets it: a stack of its own with fsync, a real browser, the pages as they are served. */
export async function measurePages(_servers: BenchServers, quick: boolean): Promise<Part> {
  const size = quick ? QUICK : FULL;
  const stack = await startTemporaryStack({ log: () => undefined });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const office = openOffice(stack.url, stack.stateFolder);
    await fileClasses(office, size.filings);
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
    await context.request.post(`${stack.url}/api/v1/session`, { data: { username: 'dept.hr', password: 'practice' } });
    const tasks = `${stack.url}/workbench/tasks`;
    const cold = await openedList(context, tasks);
    const bytes = await bytesLoaded(cold);
    await cold.close();
    const usable = await timesToRows(context, tasks, size.openings);
    const page = await openedList(context, tasks);
    const keys = await keysToPaint(page, size.keys);
    const acts = await actsInARow(page, size.acts);
    return partOf({ bytes, usable, keys, acts });
  } finally {
    await browser.close();
    await stack.stop();
  }
}

interface Measured {
  readonly bytes: number;
  readonly usable: readonly number[];
  readonly keys: readonly number[];
  readonly acts: readonly ConfirmedAct[];
}

function partOf({ bytes, usable, keys, acts }: Measured): Part {
  const confirmed = acts.map(({ confirmedMs }) => confirmedMs);
  const share = acts.map(({ confirmedMs, answerMs }) => confirmedMs - answerMs);
  return {
    name: 'pages',
    measured:
      'the workbench in Chromium on a stack of its own, timed inside the page: bytes of the first load over the wire, from the address to rows that can be used, from Ctrl+Enter to the words that say it was done, from a key to the next paint',
    figures: [
      countOf('first load, bytes over the wire', bytes, FIRST_LOAD_BYTES),
      timeOf('inbox usable, median', rounded(median(usable), 0), 'ms', USABLE_MS),
      timeOf('act to confirmed, median', rounded(median(confirmed), 0), 'ms', CONFIRMED_MS),
      timeOf('of it the page’s, median', rounded(median(share), 0), 'ms', PAGE_SHARE_MS),
      timeOf('key to paint, p95', rounded(quantile(keys, 0.95), 0), 'ms', PAINT_MS),
    ],
    details: { usable, keys, acts },
  };
}

async function openedList(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await watch(page);
  await page.goto(address);
  await rowsAfterMs(page);
  return page;
}

async function timesToRows(context: BrowserContext, address: string, openings: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let opening = 0; opening < openings; opening += 1) {
    const page = await context.newPage();
    await watch(page);
    await page.goto(address);
    times.push(await rowsAfterMs(page));
    await page.close();
  }
  return times;
}

/** J and K over the rows, as somebody looks for a case; then, in the case, A and Esc open and close the panel of an act. */
async function keysToPaint(page: Page, presses: number): Promise<readonly number[]> {
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press(press % 4 === 3 ? 'KeyK' : 'KeyJ');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: '办理' }).getByRole('button', { name: '通过备案' }).waitFor();
  const panel = page.getByRole('form', { name: '通过备案' });
  for (let press = 0; press < presses; press += 2) {
    await page.keyboard.press('KeyA');
    await panel.waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  }
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: '办理' }).waitFor({ state: 'detached' });
  const slow = await slowKeysMs(page);
  const pressed = 2 * presses;
  return [...slow, ...Array.from({ length: Math.max(0, pressed - slow.length) }, () => UNREPORTED_MS)];
}

/** Accepts filing after filing by keyboard alone; the next case opens by itself. */
async function actsInARow(page: Page, count: number): Promise<readonly ConfirmedAct[]> {
  const done: ConfirmedAct[] = [];
  await page.keyboard.press('Enter');
  const acts = page.getByRole('group', { name: '办理' });
  for (let act = 0; act < count; act += 1) {
    await acts.getByRole('button', { name: '通过备案' }).waitFor();
    for (const key of ['1', '2', '3']) {
      await page.keyboard.press(key);
    }
    await page.keyboard.press('KeyA');
    await page.getByRole('form', { name: '通过备案' }).waitFor();
    await page.keyboard.press('Control+Enter');
    done.push(await confirmedAct(page));
  }
  return done;
}

/** Filings that wait for the department, each of one person. */
async function fileClasses(office: Office, count: number): Promise<void> {
  const school = await office.desk('school');
  for (const { filing, roster } of makeClasses({ count, trainees: 1, seed: 3 })) {
    const { id } = (await school.post('/api/v1/class-filings', filing)).body;
    await handIn(school, id, roster);
  }
  const department = await office.desk('dept.hr');
  await until('every filing in the inbox', async () => {
    const { boxes } = (await department.get('/api/v1/tasks/counts')).body;
    return boxes.todo === count ? boxes : null;
  });
}

async function handIn(school: Desk, filingId: string, roster: string): Promise<void> {
  for (const kind of ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN']) {
    await school.put(`/api/v1/class-filings/${filingId}/documents/${kind}`, { text: '练习文本' });
  }
  const file = { name: 'roster.csv', content: Buffer.from(roster) };
  await school.upload(`/api/v1/class-filings/${filingId}/roster`, file);
  await school.post(`/api/v1/class-filings/${filingId}/submission`, { pledge: true });
}
