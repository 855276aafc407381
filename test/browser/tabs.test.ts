import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptNowhere } from '../../main/office/audit-file.ts';
import { createAuditDigests } from '../../prisma/kernel/audit-digests.ts';
import { createAuditSealing } from '../../prisma/worker/audit-sealing.ts';
import { AUDIT_KEYS, signRoot } from '../support/act-keys.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
/** What the audit has is told when it is sealed, which a worker does. */
let seal: () => Promise<number>;
beforeAll(async () => {
  bench = await startWorkbench();
  const sealing = createAuditSealing(bench.office.application, {
    digests: createAuditDigests(AUDIT_KEYS),
    sign: signRoot,
    apart: keptNowhere(),
    onCut: () => undefined,
  });
  seal = () => sealing(Date.parse('2025-06-23T10:00:00+08:00'));
});
afterAll(() => bench?.close());

const PATIENCE = { timeout: 60_000 };

describe('several tabs of one browser', { timeout: 240_000 }, () => {
  it('hear of changes by one stream; when its tab is closed, another takes it over', async () => {
    const { office } = bench;
    const streams: Page[] = [];
    const count = (page: Page) =>
      page.on('request', (request) => request.url().endsWith('/api/v1/feed') && streams.push(page));
    const { page } = await bench.openAs('dept.hr', '/tasks', {}, async (opened) => {
      // Nothing is read again by itself: what comes, the stream has told.
      await opened.context().addInitScript('window.setInterval = () => 0');
      count(opened);
    });
    const context = page.context();
    const tabs = [page];
    await reviewDesk(page).rows.or(page.getByText('没有待办。')).first().waitFor();
    for (let opened = 1; opened < 3; opened += 1) {
      const tab = await context.newPage();
      count(tab);
      await tab.goto(`${office.base}/workbench/tasks`);
      await tab.getByText(/^数据截至/).waitFor();
      tabs.push(tab);
    }
    await expect.poll(() => streams.length, PATIENCE).toBe(1);
    const claimNo = await submitted();
    for (const tab of tabs) {
      await isShown(tab, claimNo);
    }
    expect(streams).toHaveLength(1);

    const [leader] = streams;
    await leader?.close();
    await expect.poll(() => streams.length, PATIENCE).toBe(2);
    const rest = tabs.filter((tab) => tab !== leader);
    expect(rest).toContain(streams[1]);
    const later = await submitted();
    for (const tab of rest) {
      await isShown(tab, later);
    }
    expect(streams).toHaveLength(2);
  });

  it('without a stream an open case is read again every 30 s, and once when there is a stream again', async () => {
    const { walks } = bench.office;
    const claimId = await walks.aClaim();
    const { id } = await walks.taskOf('dept', claimId);
    const isAway = { feed: true };
    const { page } = await bench.openAs('dept.hr', `/tasks/${id}`, {}, async (opened) => {
      await opened.addInitScript(WAITS_ARE_TOLD);
      await opened.route('**/api/v1/feed', (route) =>
        isAway.feed ? route.fulfill({ status: 503 }) : route.continue(),
      );
    });
    const take = reviewDesk(page).acts.getByRole('button', { name: '领取', exact: true, disabled: false });
    await take.waitFor();
    await handled('claim', id);
    await page.evaluate('every30s.forEach((look) => look())');
    await expect.poll(() => take.count(), PATIENCE).toBe(0);

    await handled('release', id);
    isAway.feed = false;
    await take.waitFor();
  });
});

/** What a page would do every 30 s it does when it is told; what it would do after 15 s, soon. */
const WAITS_ARE_TOLD = `
  globalThis.every30s = [];
  globalThis.setInterval = (look, ms) => ms === 30000 ? every30s.push(look) : 0;
  const wait = globalThis.setTimeout;
  globalThis.setTimeout = (go, ms, ...told) => wait(go, ms === 15000 ? 200 : ms, ...told);
`;

/** The reader's colleague of the same seat does it. */
async function handled(act: 'claim' | 'release', taskId: string): Promise<void> {
  const { status } = await bench.office.as('dept2').act('POST', `/api/v1/tasks/${taskId}/${act}`);
  expect(status).toBe(200);
}

async function submitted(): Promise<string> {
  const claimId = await bench.office.walks.aClaim();
  await seal();
  return String((await bench.office.as('dept').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo);
}

/** The row is there, or waits behind the button for what came since. */
async function isShown(tab: Page, claimNo: string): Promise<void> {
  await tab.bringToFront();
  const row = reviewDesk(tab).row(claimNo);
  const fresh = tab.getByRole('button', { name: /^\d+ 条新到$/ });
  await row.or(fresh).first().waitFor();
  if (await fresh.isVisible()) {
    await fresh.click();
  }
  await row.waitFor();
}
