import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { fileOf, submitClaim } from '../../scripts/demo/class-play.ts';
import { createClassMaker, type MadeClass } from '../support/made-class.ts';
import { runOffice, type RunningOffice } from '../support/running-office.ts';
import {
  acceptFiling,
  advanceClock,
  confirmNotice,
  confirmResult,
  enterResult,
  makeBatch,
  releaseBatch,
  reviewAtBureau,
  reviewAtDepartment,
  sitDown,
  visit,
  type Official,
} from './pages/officials.ts';
import { startBrowser, type Browser } from './support/browser.ts';

let running: RunningOffice;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'butie-whole-claim-'));
const makeClass = createClassMaker(folder);

beforeAll(async () => {
  running = await runOffice({ workbench: inject('workbench') });
  browser = await startBrowser(running.office.url);
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const complaints: (readonly string[])[] = [];

async function anOfficial(username: string): Promise<Official> {
  const { page, complaints: own } = await browser.open();
  complaints.push(own);
  return sitDown(page, running.office.url, username);
}

const SUPPORT = ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN'];

/** What the school does before the department sees anything; its pages are not the workbench's. */
async function fileClass(played: MadeClass): Promise<{ readonly filingId: string; readonly filingNo: string }> {
  const school = await running.office.desk('school');
  const { id } = (await school.post('/api/v1/class-filings', played.filing)).body;
  for (const kind of SUPPORT) {
    await school.put(`/api/v1/class-filings/${id}/documents/${kind}`, { text: `${kind} 练习文本` });
  }
  await school.upload(`/api/v1/class-filings/${id}/roster`, fileOf(played, 'roster.csv'));
  const { filingNo } = (await school.post(`/api/v1/class-filings/${id}/submission`, { pledge: true })).body;
  return { filingId: id, filingNo };
}

async function claimOf(claimId: string) {
  const school = await running.office.desk('school');
  return (await school.get(`/api/v1/claims/${claimId}`)).body;
}

describe('a whole claim', { timeout: 900_000 }, () => {
  it('goes from filing review to settled payment by keyboard alone', async () => {
    const played = makeClass(3);
    const operator = await running.office.desk('ops');
    await operator.upload('/api/v1/practice/registers/certificates', registerWithoutLast(played), 'PUT');
    const { filingId, filingNo } = await fileClass(played);

    const department = await anOfficial('dept.hr');
    await acceptFiling(department, filingNo);

    // The class is held, and the school brings what came of it.
    await running.office.moveClock({ advanceTo: '2025-06-20T09:00:00+08:00' });
    const school = await running.office.desk('school');
    for (const list of ['attendance', 'results'] as const) {
      await school.upload(`/api/v1/class-filings/${filingId}/${list}`, fileOf(played, `${list}.csv`));
    }
    await visit(department, filingNo);
    const claimId = await submitClaim(running.office, played, filingId);
    const { claimNo } = await claimOf(claimId);

    await reviewAtDepartment(department, claimNo);
    const bureau = await anOfficial('bureau.review');
    await reviewAtBureau(bureau, claimNo);
    const noticeNo = await confirmNotice(department);
    expect(await confirmNotice(bureau)).toBe(noticeNo);

    await advanceClock(await anOfficial('ops'), 14);
    const maker = await anOfficial('finance.maker');
    const batchNo = await makeBatch(maker, claimNo);
    const checker = await anOfficial('finance.checker');
    await releaseBatch(checker, batchNo, '2,400.00');
    expect((await claimOf(claimId)).state).toBe('paymentSent');
    await enterResult(maker, batchNo, [claimNo, '2,400.00']);
    await confirmResult(checker, batchNo);

    await expect.poll(async () => (await claimOf(claimId)).state, { timeout: 60_000 }).toBe('postCheck');
    expect(complaints.flat()).toEqual([]);
  });

  it('waits with everything that was typed while the worker is away, and is the same act when it is back', async () => {
    const { filingId, filingNo } = await fileClass(makeClass(3));
    const { page, hands, desk, of } = await anOfficial('dept.hr');
    const keys: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/decision')) {
        keys.push(request.headers()['idempotency-key'] ?? '');
      }
    });
    await hands.openRow(desk.row(filingNo));
    await desk.act('通过备案').waitFor();
    for (const digit of ['1', '2', '3', 'a']) {
      await hands.press(digit);
    }
    await desk.panel('通过备案').waitFor();
    await hands.type('材料齐全');
    await running.stopWorker();
    for (let times = 1; times <= 2; times += 1) {
      await hands.press('Control+Enter');
      await expect.poll(() => keys.length, { timeout: 60_000 }).toBe(times);
      await desk.alert.getByText('办理进程暂时没有响应').waitFor();
    }
    await expect.poll(() => desk.remark.inputValue()).toBe('材料齐全');
    expect(await desk.said.innerText()).toBe('');
    await running.startWorker();
    // The worker may take up the kept act by itself before the same key asks for it.
    await hands.press('Control+Enter');
    await of.said(`已通过备案 ${filingNo}`).waitFor();
    expect(new Set(keys).size).toBe(1);
    const { rows } = await running.pool.query("SELECT state FROM act WHERE entity_id = $1 AND act = 'decide'", [
      filingId,
    ]);
    expect(rows).toEqual([{ state: 'recorded' }]);
  });
});

/** The register does not know the last certificate: a finding that the department decides. */
function registerWithoutLast(played: MadeClass) {
  const { name, content } = fileOf(played, 'register-certificates.csv');
  const rows = content.toString().trim().split('\n').slice(0, -1);
  return { name, content: Buffer.from(`${rows.join('\n')}\n`) };
}
