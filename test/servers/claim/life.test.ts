import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import {
  actOnClaim,
  fileClass,
  fileOf,
  reviewAndPay,
  runClass,
  submitClaim,
  type PlayedClass,
} from '../../../scripts/demo/class-play.ts';
import { WELDERS } from '../../../scripts/demo/class-welders.ts';
import { failedWorkflowTasks, historyText, keepHistory, workflowIds } from '../../support/histories.ts';
import { practiceCsv } from '../../support/policy-library.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

const PLAYED: PlayedClass = {
  folder: join(ROOT, 'practice', 'class-welders'),
  filing: WELDERS,
  applicant: 'school',
};
const EXPECTED = JSON.parse(readFileSync(join(PLAYED.folder, 'expected.json'), 'utf8'));
const quietly = (): void => undefined;

let running: RunningOffice;
let claimId: string;

beforeAll(async () => {
  running = await runOffice();
  claimId = await liveThrough(running);
});
afterAll(() => running.stop());

async function liveThrough({ office }: RunningOffice): Promise<string> {
  const operator = await office.desk('ops');
  const school = await office.desk('school');
  for (const register of ['certificates', 'identity', 'subsidies']) {
    const file = fileOf(PLAYED, `register-${register}.csv`);
    await operator.upload(`/api/v1/practice/registers/${register}`, file, 'PUT');
  }
  const filingId = await fileClass(office, PLAYED, quietly);
  await office.moveClock({ advanceTo: '2025-06-20T09:00:00+08:00' });
  await runClass(office, PLAYED, filingId, '2025-06-05');
  const id = await submitClaim(office, PLAYED, filingId);
  await reviewAndPay(office, id, quietly);
  await office.moveClock({ advanceTo: '2025-12-12T09:00:00+08:00' });
  await school.upload(`/api/v1/claims/${id}/contract-evidence`, fileOf(PLAYED, 'contracts.csv'));
  await actOnClaim(school, id, 'contract-check', { complete: true });
  await reviewAndPay(office, id, quietly);
  return id;
}

const byIdNumber = ([one = '']: readonly string[], [other = '']: readonly string[]) => one.localeCompare(other);

const codesOf = (lines: readonly { state: string; idNumber: string; refusals: { code: string }[] }[], state: string) =>
  lines
    .filter((line) => line.state === state)
    .map((line) => [line.idNumber, line.refusals.at(-1)?.code ?? ''])
    .toSorted(byIdNumber);

describe('the whole life of the practice class of welders on real servers', () => {
  it('ends closed with every figure of expected.json to the fen', async () => {
    const school = await running.office.desk('school');
    const claim = (await school.get(`/api/v1/claims/${claimId}`)).body;
    const { items } = (await school.get(`/api/v1/claims/${claimId}/lines?limit=200`)).body;
    expect(claim.state).toBe('closed');
    expect(items).toHaveLength(EXPECTED.rosterRows);
    expect(claim.lines.approved).toBe(EXPECTED.eligibleLines);
    expect(claim.totals).toMatchObject({
      approvedFen: EXPECTED.approvedFen,
      paidFen: EXPECTED.approvedFen,
      floatPaidFen: EXPECTED.floatFen,
      totalPaidFen: EXPECTED.totalPaidFen,
    });
    expect(codesOf(items, 'refused')).toEqual(EXPECTED.refused.toSorted(byIdNumber));
    expect(codesOf(items, 'floatPaid')).toHaveLength(EXPECTED.floatLines);
    expect(codesOf(items, 'floatNotEarned')).toEqual(expect.arrayContaining(EXPECTED.floatRefused));
  });

  it('is one claim, diagnosed as done, whose filing is claimed', async () => {
    const school = await running.office.desk('school');
    const claims = (await school.get('/api/v1/claims')).body.items;
    expect(claims.map(({ id }: { id: string }) => id)).toEqual([claimId]);
    expect((await school.get(`/api/v1/claims/${claimId}/diagnosis`)).body.waitingFor).toBe('done');
    const filings = (await school.get('/api/v1/class-filings')).body.items;
    expect(filings).toMatchObject([{ state: 'claimed' }]);
  });

  it('leaves a chain of audit entries that verifies', async () => {
    const auditor = await running.office.desk('auditor');
    expect((await auditor.get('/api/v1/audit/verification')).body).toMatchObject({ intact: true, breaks: [] });
  });

  it('sums its ledger to zero, and the payable account too', async () => {
    const found = await running.pool.query<{ account: string; sum: string }>(
      'SELECT account, sum(amount_fen)::int AS sum FROM ledger_entry GROUP BY account ORDER BY account',
    );
    const sums = new Map(found.rows.map(({ account, sum }) => [account, Number(sum)]));
    expect([...sums.values()].reduce((total, sum) => total + sum, 0)).toBe(0);
    expect(sums.get('payable')).toBe(0);
    expect(sums.get('bank')).toBe(-EXPECTED.totalPaidFen);
  });

  it('has no failed workflow task in any history', async () => {
    expect(await failedWorkflowTasks(running)).toEqual([]);
  });

  it('has nobody’s name, ID number, phone or account in any history or workflow id, and reads as plain JSON (D10)', async () => {
    const personal = [
      ...practiceCsv('class-welders/roster.csv').flatMap((row) => [row['name'], row['idNumber'], row['phone']]),
      WELDERS.payeeAccount.number,
      WELDERS.payeeAccount.holder,
    ].filter((text) => text !== undefined && text !== '');
    const ids = await workflowIds(running);
    expect(ids.length).toBeGreaterThanOrEqual(6);
    for (const workflowId of ids) {
      const text = `${workflowId} ${await historyText(running, workflowId)}`;
      expect(text).toContain('"clockOffsetMs":');
      expect(personal.filter((word) => word !== undefined && text.includes(word))).toEqual([]);
    }
  });

  it('can be replayed: its four kinds of histories are kept', async () => {
    for (const workflowId of await workflowIds(running)) {
      const [kind = ''] = workflowId.split('/');
      await keepHistory(running, `${kind}-whole-life`, workflowId);
    }
    expect(await workflowIds(running)).toContain(`claim/${claimId}`);
  });
});
