import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../support/policy-library.ts';
import { addClass, addPeople } from '../support/claim-classes.ts';
import { peopleOf } from '../support/made-class.ts';
import { inEnglish } from './pages/records.ts';
import { printOf } from './support/printed.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const HEADS = 70;
/** A4 in points. */
const PAPER = { width: 595, height: 842 };

/** A submitted claim of more people than stand on one page. */
async function aLongClaim(): Promise<string> {
  const { pool, sealer, as } = bench.office;
  const filingId = await addClass(pool, sealer, { partyId: 'pty_school', personId: 'per_school' });
  const people = peopleOf(1, HEADS).map(({ name, idNumber }) => ({
    name,
    idNumber,
    hours: 80,
    certificateDate: day('2025-06-19'),
  }));
  await addPeople(pool, sealer, filingId, people);
  const drafted = await as('school').send('POST', '/api/v1/claims', { filingId });
  const sent = await as('school').act('POST', `/api/v1/claims/${drafted.body.id}/submission`, { pledge: true });
  expect(sent.status).toBe(200);
  return drafted.body.id;
}

/** What the print of a page of the workbench shows on paper. */
async function sheetOf(username: string, at: string, heading: string) {
  const { page, complaints } = await bench.openAs(username, at);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  const pages = await printOf(page);
  return { page, pages, complaints };
}

describe('a print', { timeout: 240_000 }, () => {
  it('of a long claim fills several numbered A4 pages, with every person, the sum in capitals and no cut column', async () => {
    const claimId = await aLongClaim();
    const { page, pages, complaints } = await sheetOf('bureau.review', `/print/claim/${claimId}`, '审批表');
    expect(pages.length).toBeGreaterThan(1);
    for (const [place, { text, right, width, height }] of pages.entries()) {
      expect([Math.round(width), Math.round(height)]).toEqual([PAPER.width, PAPER.height]);
      // Nothing runs into the margin, let alone over the edge.
      expect(right).toBeGreaterThan(20);
      expect(text).toContain(`第 ${place + 1} 页`);
      expect(text).toMatch(/练习环境/);
      // The head of the list stands on each page that its rows run on to.
      expect(text).toContain('证件号码');
    }
    const whole = pages.map(({ text }) => text).join('');
    expect(whole).toContain('伍万陆仟元整');
    expect(whole.match(/15\*{13}\d\d[\dX]/g)).toHaveLength(HEADS);
    // The frame of the page is not printed.
    expect(whole).not.toContain('退出登录');
    await inEnglish(page, async () => {
      await page.getByRole('heading', { name: 'Approval form', level: 1 }).waitFor();
      const english = await printOf(page);
      expect(english.map(({ text }, place) => text.includes(`Page ${place + 1}`))).toEqual(english.map(() => true));
      expect(Math.min(...english.map(({ right }) => right))).toBeGreaterThan(20);
    });
    expect(complaints).toEqual([]);
  });

  it('of a notice and of a batch stands on A4, numbered, with its sum in capitals', async () => {
    const claimId = await bench.office.walks.due();
    const { body } = await bench.office.as('dept').send('GET', `/api/v1/notices?claimId=${claimId}`);
    const batch = await bench.office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const sheets = [
      ['dept.hr', `/print/notice/${body.items[0].id}`, '公示表'],
      ['finance.maker', `/print/batch/${batch.body.id}`, '批次表'],
    ] as const;
    for (const [username, at, heading] of sheets) {
      const { pages, complaints } = await sheetOf(username, at, heading);
      expect(pages).toHaveLength(1);
      expect(pages[0]?.text).toContain('捌佰元整');
      expect(pages[0]?.text).toContain('第 1 页');
      expect(pages[0]?.text).toMatch(/练习环境/);
      expect(pages[0]?.right).toBeGreaterThan(20);
      expect(complaints).toEqual([]);
    }
  });
});
