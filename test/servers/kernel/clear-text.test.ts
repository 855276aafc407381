import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import { withDatabase } from '../../../prisma/kernel/connection.ts';
import {
  actOnClaim,
  decide,
  fileClass,
  fileOf,
  payClaim,
  publishNotice,
  runClass,
  submitClaim,
  untilState,
  type PlayedClass,
} from '../../../scripts/demo/class-play.ts';
import { WELDERS } from '../../../scripts/demo/class-welders.ts';
import { columnsWith, finderOf } from '../../support/clear-text.ts';
import { certificateClaim } from '../../support/entry-claims.ts';
import { historyText, workflowIds } from '../../support/histories.ts';
import { practiceCsv } from '../../support/policy-library.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

const PLAYED: PlayedClass = {
  folder: join(ROOT, 'practice', 'class-welders'),
  filing: WELDERS,
  applicant: 'school',
};

/** People and accounts of this life alone, so that no other test can have left them anywhere. */
const TEACHER = { name: '欧阳试作师', idNumber: '159901198001019996', phone: '19912340001' };
const OBJECTOR = { name: '司马试作言', contact: '19912340002' };
const CLAIMANT = { name: '尉迟试作申', idNumber: '159901198203153330', phone: '19912340003' };
const ACCOUNTS = ['6299000000000000019', '6299000000000000027'];
const OWN = [...Object.values(TEACHER), ...Object.values(OBJECTOR), ...Object.values(CLAIMANT), ...ACCOUNTS];

/**
 * What is in clear by its nature, with the reason. The people of this life stand in none of them: their names are masked
 * in notices, and institutions and officials are no such people.
 */
const CLEAR_BY_NATURE: Readonly<Record<string, string>> = {};

const logged: string[] = [];
let running: RunningOffice;
let claimId: string;

beforeAll(async () => {
  running = await runOffice({ onLog: (line) => logged.push(line) });
  claimId = await liveThrough(running);
});
afterAll(() => running.stop());

async function liveThrough({ office }: RunningOffice): Promise<string> {
  const [operator, school, maker] = [
    await office.desk('ops'),
    await office.desk('school'),
    await office.desk('finance.maker'),
  ];
  for (const register of ['certificates', 'identity', 'subsidies']) {
    await operator.upload(`/api/v1/practice/registers/${register}`, fileOf(PLAYED, `register-${register}.csv`), 'PUT');
  }
  const filing = { ...WELDERS, payeeAccount: { ...WELDERS.payeeAccount, number: ACCOUNTS[0] } };
  const filingId = await fileClass(office, { ...PLAYED, filing }, () => undefined);
  await office.moveClock({ advanceTo: '2025-06-20T09:00:00+08:00' });
  await runClass(office, PLAYED, filingId, '2025-06-05');
  const id = await submitClaim(office, PLAYED, filingId);
  await decide(office, 'dept.hr', `claimId=${id}&stage=departmentReview`, {
    act: 'returnForCorrection',
    remark: '请补正材料',
    corrections: [{ pointer: '/documents/TEACHER_LIST', remark: '请更换' }],
  });
  await untilState(school, id, 'returnedToApplicant');
  const list = Buffer.from(Object.values(TEACHER).join(' '));
  const papers = `/api/v1/class-filings/${filingId}/documents/TEACHER_LIST`;
  await school.upload(papers, { name: `${TEACHER.name}.txt`, content: list }, 'PUT');
  await (await office.desk('dept.hr')).get(papers);
  await actOnClaim(school, id, 'resubmission', {});
  await approve(running, id);
  await publishNotice(office, id, () => undefined);
  await failAndPay(running, id);
  const { items } = (await maker.get(`/api/v1/claims/${id}/lines?limit=5`)).body;
  await (await office.desk('bureau.review')).ask('POST', '/api/v1/reveals', revealOf(id, items[0].id));
  await school.upload(`/api/v1/claims/${id}/contract-evidence`, fileOf(PLAYED, 'contracts.csv'));
  const person = await office.desk('person');
  await person.ask('POST', '/api/v1/claims', {
    body: JSON.stringify({
      ...certificateClaim({ ...CLAIMANT, date: '2025-06-19' }),
      account: { bank: '中国银行', number: ACCOUNTS[1] },
    }),
    headers: { 'content-type': 'application/json', 'idempotency-key': 'claim-of-a-person' },
  });
  return id;
}

async function approve({ office }: RunningOffice, id: string): Promise<void> {
  await decide(office, 'dept.hr', `claimId=${id}&stage=departmentReview`, {
    act: 'approve',
    answers: { classPlan: 'true', trainingProcess: 'true', supportingEvidence: 'true' },
  });
  const answers = { complete: 'true', procedure: 'true' };
  await decide(office, 'bureau.review', `claimId=${id}&stage=bureauReview`, { act: 'approve', answers });
}

/** The payment fails, the applicant gives another account, the bureau confirms it, and it is paid. */
async function failAndPay({ office }: RunningOffice, id: string): Promise<void> {
  const [school, maker, checker] = [
    await office.desk('school'),
    await office.desk('finance.maker'),
    await office.desk('finance.checker'),
  ];
  const batch = (await maker.post('/api/v1/payout-batches', { claimIds: [id] })).body;
  const { etag } = await checker.get(`/api/v1/payout-batches/${batch.id}`);
  await checker.post(`/api/v1/payout-batches/${batch.id}/release`, {}, { ifMatch: etag ?? '' });
  await maker.get(`/api/v1/payout-batches/${batch.id}/file`);
  const [sent] = (await maker.get(`/api/v1/payout-batches/${batch.id}/instructions`)).body.items;
  const data = { instructionId: sent.id, amountFen: sent.amountFen, valueDate: '2025-07-01', bankReference: 'T-1' };
  await office.reportPayout('payout.failed', { ...data, reasonCode: 'ACCOUNT_WRONG', payee: ACCOUNTS[0] });
  await untilState(school, id, 'paymentFailed');
  const seen = await school.get(`/api/v1/claims/${id}`);
  await school.ask('PUT', `/api/v1/claims/${id}/payee-account`, {
    body: JSON.stringify({ ...WELDERS.payeeAccount, number: ACCOUNTS[1] }),
    headers: { 'content-type': 'application/json', 'if-match': seen.etag ?? '' },
  });
  await decide(office, 'bureau.review', `claimId=${id}`, {
    act: 'approve',
    answers: { complete: 'true', procedure: 'true' },
  });
  await untilState(school, id, 'finance');
  await payClaim(office, id, () => undefined);
}

const revealOf = (id: string, lineId: string) => ({
  body: JSON.stringify({
    resource: `claims/${id}/lines/${lineId}`,
    fields: ['name', 'idNumber', 'phone'],
    purpose: 'review',
    reference: id,
  }),
  headers: { 'content-type': 'application/json' },
});

/** Everybody whom this life has named, and the accounts. */
function everybody(): readonly string[] {
  const trainees = practiceCsv('class-welders/roster.csv').flatMap((row) => [
    row['name'] ?? '',
    row['idNumber'] ?? '',
    row['phone'] ?? '',
  ]);
  return [...trainees, ...OWN];
}

const businessUrl = () =>
  withDatabase(inject('stack').postgresUrl, new URL(running.config.databaseUrl).pathname.slice(1));

async function asOwner(text: string): Promise<void> {
  const owner = new pg.Client({ connectionString: businessUrl() });
  await owner.connect();
  await owner.query(text);
  await owner.end();
}

describe('S9: after a whole life of a claim', () => {
  it('has been lived through: paid to the corrected account, its line revealed, its papers read', async () => {
    const claim = (await (await running.office.desk('school')).get(`/api/v1/claims/${claimId}`)).body;
    expect([claim.state, claim.payee.number]).toEqual(['postCheck', ACCOUNTS[1]]);
  });

  it('nobody’s name, ID number, phone or account is in clear in any column of any table', async () => {
    const found = await columnsWith(businessUrl(), finderOf(everybody()));
    expect(found.filter((place) => !(place in CLEAR_BY_NATURE))).toEqual([]);
  });

  it('nor in any column of Temporal’s databases', async () => {
    const { postgresUrl } = inject('stack');
    for (const name of ['temporal', 'temporal_visibility']) {
      expect(await columnsWith(withDatabase(postgresUrl, name), finderOf(OWN))).toEqual([]);
    }
  });

  it('nor in any history, nor in what API and worker log', async () => {
    const finder = finderOf(everybody());
    const ids = await workflowIds(running);
    expect(ids.length).toBeGreaterThanOrEqual(4);
    for (const id of ids) {
      expect(finder.test(`${id} ${await historyText(running, id)}`)).toBe(false);
    }
    // Something that is logged: a name that stands in another line than its own (S13).
    await asOwner(
      `UPDATE claim_line SET name_sealed = (SELECT name_sealed FROM claim_line WHERE claim_id = '${claimId}' AND position = 2)
       WHERE claim_id = '${claimId}' AND position = 1`,
    );
    const lines = await (await running.office.desk('school')).ask('GET', `/api/v1/claims/${claimId}/lines`);
    expect([lines.status, lines.body.code]).toEqual([409, 'SEAL_BROKEN']);
    expect(logged.join('\n')).toContain('SealBroken');
    expect(logged.filter((line) => finder.test(line))).toEqual([]);
  });

  it('and the scan finds what lies in clear, as text, bytes or base64', async () => {
    const owner = new pg.Client({ connectionString: businessUrl() });
    await owner.connect();
    await owner.query(
      'CREATE TABLE planted (as_text text, as_json jsonb, as_bytes bytea, as_base64 text, nothing text)',
    );
    await owner.query('INSERT INTO planted VALUES ($1, $2, $3, $4, $5)', [
      `x ${TEACHER.name}`,
      JSON.stringify({ deep: [TEACHER.idNumber] }),
      Buffer.from(`x ${TEACHER.phone}`),
      Buffer.from(`xy ${TEACHER.name} z`).toString('base64'),
      '—',
    ]);
    const found = await columnsWith(businessUrl(), finderOf(Object.values(TEACHER)));
    await owner.query('DROP TABLE planted');
    await owner.end();
    expect(found).toEqual(['planted.as_base64', 'planted.as_bytes', 'planted.as_json', 'planted.as_text']);
  });
});
