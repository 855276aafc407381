import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decide,
  fileClass,
  fileOf,
  payClaim,
  publishNotice,
  runClass,
  submitClaim,
  untilState,
} from '../../../scripts/demo/class-play.ts';
import { WELDERS } from '../../../scripts/demo/class-welders.ts';
import type { Office } from '../../../scripts/demo/office-client.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { createClassMaker } from '../../support/made-class.ts';
import { tryPost } from '../../support/office-lives.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';
import { openThirdOffice } from '../../support/third-office.ts';
import { THIRD_JURISDICTION, THIRD_PACK, THIRD_PLAN_LINE, THIRD_ROUTE } from '../../support/third-jurisdiction.ts';

const quietly = () => undefined;
const folder = mkdtempSync(join(tmpdir(), 'butie-third-'));
const SIZE = 3;
const HOURS = 80;
const FEN_AN_HOUR = 800;

let running: RunningOffice;
let office: Office;
let filingId: string;
let claimId: string;

beforeAll(async () => {
  const policies = join(folder, 'policies');
  await mkdir(join(policies, THIRD_JURISDICTION), { recursive: true });
  await writeFile(join(policies, THIRD_JURISDICTION, '2025-trial-city.yaml'), THIRD_PACK);
  running = await runOffice({ policies });
  office = await openThirdOffice(running, THIRD_JURISDICTION);
  const made = {
    ...createClassMaker(folder)(SIZE),
    filing: { ...WELDERS, route: THIRD_ROUTE, jurisdiction: THIRD_JURISDICTION, planLine: THIRD_PLAN_LINE },
  };
  const operator = await office.desk('ops');
  const register = fileOf(made, 'register-certificates.csv');
  await operator.upload('/api/v1/practice/registers/certificates', register, 'PUT');
  filingId = await fileClass(office, made, quietly);
  await office.moveClock({ advanceTo: '2025-06-20T09:00:00+08:00' });
  await runClass(office, made, filingId, '2025-06-05');
  claimId = await submitClaim(office, made, filingId);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
  rmSync(folder, { recursive: true });
});

const claimSeenBy = async (username: string) =>
  (await (await office.desk(username)).get(`/api/v1/claims/${claimId}`)).body;

describe('a class of a jurisdiction that only a pack of the office knows', () => {
  it('is open there with its own law, and nowhere else', async () => {
    const desk = await office.desk('school');
    const routesOf = async (jurisdiction: string) =>
      (await desk.get(`/api/v1/routes?jurisdiction=${jurisdiction}&on=2025-06-20`)).body.items.filter(
        ({ code, missing }: { code: string; missing: readonly unknown[] }) =>
          code === THIRD_ROUTE && missing.length === 0,
      );
    expect(await routesOf(THIRD_JURISDICTION)).toHaveLength(1);
    expect(await routesOf('150600')).toEqual([]);
  });

  it('is reviewed three times, published for ten calendar days, paid by its own Finance and closed without a check (R-009, R-091)', async () => {
    await reviewedThreeTimes();
    await publishedForTenDays();
    await paidByItsFinance();
    expect(await claimSeenBy('school')).toMatchObject({
      state: 'closed',
      totals: { approvedFen: SIZE * HOURS * FEN_AN_HOUR, totalPaidFen: SIZE * HOURS * FEN_AN_HOUR },
    });
  });
});

/** Each of three people of three sections in turn. */
async function reviewedThreeTimes(): Promise<void> {
  await untilState(await office.desk('school'), claimId, 'departmentReview');
  const early = await (await office.desk('dept.market')).ask('GET', `/api/v1/claims/${claimId}`);
  expect(early.status).toBe(404);
  await decide(office, 'dept.hr', `claimId=${claimId}`, { act: 'approve', answers: { genuine: 'true' } });
  await untilState(await office.desk('dept.market'), claimId, 'qualityReview');
  expect((await claimSeenBy('dept.market')).lines).toMatchObject({ total: SIZE, eligible: SIZE });
  await (await office.desk('dept.market')).get(`/api/v1/class-filings/${filingId}/attendance`);
  const { items } = (await (await office.desk('bureau.review')).get(`/api/v1/tasks?claimId=${claimId}`)).body;
  expect(items).toEqual([]);
  await decide(office, 'dept.market', `claimId=${claimId}`, { act: 'approve', answers: { quality: 'true' } });
  await untilState(await office.desk('school'), claimId, 'bureauReview');
  await decide(office, 'bureau.review', `claimId=${claimId}`, { act: 'approve', answers: { complete: 'true' } });
  await untilState(await office.desk('school'), claimId, 'noticePending');
  const places = await running.pool.query(
    `SELECT organ, section, role FROM claim_review_section WHERE claim_id = $1 ORDER BY role`,
    [claimId],
  );
  expect(places.rows).toEqual([
    { organ: 'HRSS', section: '基金监督', role: 'bureauReviewer' },
    { organ: 'HRSS', section: '就业服务', role: 'departmentReviewer' },
    { organ: 'MARKET_REGULATION', section: '质量监督', role: 'departmentReviewer/qualityReview' },
  ]);
}

/** The first day counts. */
async function publishedForTenDays(): Promise<void> {
  const publishedOn = '2025-06-20';
  await publishNotice(office, claimId, quietly);
  const department = await office.desk('dept.hr');
  const { items } = (await department.get(`/api/v1/notices?claimId=${claimId}`)).body;
  expect(items.map(({ publishedAt }: { publishedAt: string }) => publishedAt.slice(0, 10))).toEqual([publishedOn]);
  expect(Date.parse(items[0].endsAt)).toBe(Date.parse('2025-06-30T00:00:00+08:00'));
}

async function paidByItsFinance(): Promise<void> {
  const elsewhere = await running.office.desk('finance.maker');
  const refused = await tryPost(elsewhere, '/api/v1/payout-batches', { claimIds: [claimId] });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  await payClaim(office, claimId, quietly);
}
