import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../../prisma/kernel/sealed-places.ts';
import { openPayee } from '../../../prisma/kernel/payee-account.ts';
import type { Answer } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';

const RETURN = {
  act: 'returnForCorrection',
  remark: '请更正',
  corrections: [{ pointer: '/attendance', remark: '请核对' }],
} as const;
const EVIDENCE = {
  contractSignedOn: '2025-06-20',
  openEnded: true,
  employer: '示范公司',
  insuredMonths: 1,
  insuranceKinds: ['PENSION', 'MEDICAL', 'UNEMPLOYMENT', 'WORK_INJURY'],
} as const;

let database: TestDatabase;
let office: Office;
let walks: Office['walks'];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  ({ walks } = office);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

const claimSeen = async (claimId: string) => (await office.as('school').send('GET', `/api/v1/claims/${claimId}`)).body;

const actOn = (claimId: string, act: string, body: object = {}): Promise<Answer> =>
  office.as('school').act('POST', `/api/v1/claims/${claimId}/${act}`, body);

const firstLine = async (claimId: string) =>
  (await office.as('dept').send('GET', `/api/v1/claims/${claimId}/lines`)).body.items[0];

async function rowsOf(sql: string, ...values: readonly unknown[]) {
  const { rows } = await office.pool.query<Record<string, unknown>>(sql, [...values]);
  return rows;
}

/** Approved by the department and returned by the bureau. */
async function returnedByBureau(): Promise<string> {
  const claimId = await walks.aClaim();
  await walks.decide('dept', await walks.taskOf('dept', claimId), await walks.approval(claimId));
  await walks.decide('bureau', await walks.taskOf('bureau', claimId), RETURN);
  expect((await claimSeen(claimId)).state).toBe('returnedToApplicant');
  return claimId;
}

const putDocument = async (claimId: string): Promise<Answer> => {
  const { filingId } = await claimSeen(claimId);
  const path = `/api/v1/class-filings/${filingId}/documents/TEACHING_PLAN`;
  return office.as('school').send('PUT', path, { text: '更正后的教学计划' });
};

/** Somebody moves the claim in a transaction that ends only after the request has asked for the row. */
async function whileMoved(claimId: string, state: string, request: () => Promise<Answer>): Promise<Answer> {
  const client = await office.pool.connect();
  await client.query('BEGIN');
  await client.query(
    `UPDATE claim SET state = $2, course = jsonb_set(course, '{state}', to_jsonb($2::text)) WHERE id = $1`,
    [claimId, state],
  );
  const answer = request();
  await untilSomebodyWaits(office.pool);
  await client.query('COMMIT');
  client.release();
  return answer;
}

/** Paid to the fen: the base of this claim settles. */
async function paid(): Promise<string> {
  const claimId = await walks.due();
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const [{ id: instructionId, amountFen }] = drafted.body.instructions;
  await office.as('checker').act('POST', `/api/v1/payout-batches/${drafted.body.id}/release`);
  const at = new Date();
  const data = { instructionId, amountFen, valueDate: '2025-07-01' };
  const text = JSON.stringify({ type: 'payout.settled', timestamp: at.toISOString(), data });
  const id = `evt-${claimId}`;
  await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  expect((await claimSeen(claimId)).state).toBe('postCheck');
  return claimId;
}

describe('an account that is corrected', () => {
  it('is written with its act, and of two corrections at once only that of the one that counts (R-101)', async () => {
    const claimId = await returnedByBureau();
    const { revision } = await claimSeen(claimId);
    const correct = (number: string) =>
      office
        .as('school')
        .send(
          'PUT',
          `/api/v1/claims/${claimId}/payee-account`,
          { holder: '示范学校', bank: '示范银行', number },
          { 'If-Match': `"${revision}"` },
        );
    const numbers = ['6200000000000000026', '6200000000000000034', '6200000000000000042'];
    const answers = await Promise.all(numbers.map(correct));
    const done = answers.flatMap(({ status }, position) => (status === 200 ? [numbers[position]] : []));
    expect(done).toHaveLength(1);
    const found = await office.pool.query<{ payee_sealed: Buffer; payee_revision: number }>(
      'SELECT payee_sealed, payee_revision FROM claim WHERE id = $1',
      [claimId],
    );
    const row = found.rows[0] ?? never();
    expect([
      openPayee(office.sealer, row.payee_sealed, placeOf('claim.payee_sealed', claimId)).number,
      row.payee_revision,
    ]).toEqual([done[0], 1]);
    expect(
      await rowsOf(
        `SELECT body ? 'payeeSealed' AS kept FROM act WHERE entity_id = $1 AND act = 'correctAccount' AND state = 'recorded'`,
        claimId,
      ),
    ).toEqual([{ kept: false }]);
  });
});

describe('what a claim rests on', () => {
  it('brings the claim back to the department when a document was replaced during its return (R-103)', async () => {
    const claimId = await returnedByBureau();
    expect((await putDocument(claimId)).status).toBe(200);
    await actOn(claimId, 'resubmission');
    expect((await claimSeen(claimId)).state).toBe('departmentReview');
  });

  it('goes back to the person who returned it when nothing was changed', async () => {
    const claimId = await returnedByBureau();
    await actOn(claimId, 'resubmission');
    expect((await claimSeen(claimId)).state).toBe('bureauReview');
  });

  it('is read from the held row, not from a message that was sent before it changed', async () => {
    const claimId = await returnedByBureau();
    const { revision } = await claimSeen(claimId);
    await office.pool.query('UPDATE claim SET training_data_changed = true WHERE id = $1', [claimId]);
    const actor = {
      personId: 'per_school',
      organ: null,
      section: null,
      jurisdiction: '150600',
      roles: ['applicant'] as const,
      partyId: 'pty_school',
    };
    const atMs = Date.parse('2025-06-24T09:00:00+08:00');
    await office.desk.act({
      personId: 'per_school',
      idempotencyKey: `stale-${claimId}`,
      taskId: null,
      body: {},
      message: (actId) => ({
        entity: 'claim',
        id: claimId,
        message: { kind: 'resubmit', actId, atMs, actor, expectedRevision: revision, trainingDataChanged: false },
      }),
    });
    expect((await claimSeen(claimId)).state).toBe('departmentReview');
  });

  it('is not edited when the claim moved on while the edit waited for its row', async () => {
    const claimId = await returnedByBureau();
    const late = await whileMoved(claimId, 'inReview', () => putDocument(claimId));
    expect([late.status, late.body.code]).toEqual([409, 'WRONG_STATE']);
    const other = await walks.aClaim();
    const { id: lineId } = await firstLine(other);
    const evidence = await whileMoved(other, 'rejected', () =>
      office.as('school').send('POST', `/api/v1/claims/${other}/contract-evidence`, { lineId, ...EVIDENCE }),
    );
    expect([evidence.status, evidence.body.code]).toEqual([409, 'WRONG_STATE']);
    expect(await rowsOf('SELECT FROM contract_evidence WHERE claim_id = $1', other)).toEqual([]);
  });

  it('loses a reviewer’s acceptance when the certificate is another one, and keeps it otherwise (R-039)', async () => {
    for (const [number, kept] of [
      ['another-certificate', null],
      [null, '已核对纸质证书'],
    ] as const) {
      const claimId = await returnedByBureau();
      expect((await firstLine(claimId)).acceptedRemark).toBe('已核对纸质证书');
      await office.pool.query(
        `UPDATE training_result SET certificate_no = coalesce($2, certificate_no)
         WHERE filing_id = (SELECT filing_id FROM claim WHERE id = $1)`,
        [claimId, number],
      );
      await office.pool.query('UPDATE claim SET training_data_changed = true WHERE id = $1', [claimId]);
      await actOn(claimId, 'resubmission');
      expect((await firstLine(claimId)).acceptedRemark).toBe(kept);
    }
  });
});

describe('evidence', () => {
  it('that comes during a return of the +50 % is judged with the resubmission, and a silent register is named (R-082)', async () => {
    const claimId = await paid();
    const { id: lineId } = await firstLine(claimId);
    const send = (change: object) =>
      office.as('school').send('POST', `/api/v1/claims/${claimId}/contract-evidence`, {
        lineId,
        ...EVIDENCE,
        ...change,
      });
    await office.pool.query(
      `INSERT INTO register_availability (register, available, changed_at) VALUES ('insurance', false, now())`,
    );
    expect((await send({})).body.imported).toBe(1);
    await actOn(claimId, 'contract-check', { complete: true });
    expect(await claimSeen(claimId)).toMatchObject({ purpose: 'float', state: 'departmentReview' });
    const codes = async () => (await firstLine(claimId)).findings.map(({ code }: { code: string }) => code);
    expect(await codes()).toContain('INSURANCE_UNVERIFIED');
    await walks.decide('dept', await walks.taskOf('dept', claimId), RETURN);
    expect((await send({ employer: '另一公司' })).body.imported).toBe(1);
    await office.pool.query(`UPDATE register_availability SET available = true WHERE register = 'insurance'`);
    await actOn(claimId, 'resubmission');
    expect((await claimSeen(claimId)).state).toBe('departmentReview');
    expect(await codes()).not.toContain('INSURANCE_UNVERIFIED');
    await walks.decide('dept', await walks.taskOf('dept', claimId), RETURN);
    await send({ insuredMonths: 0 });
    await actOn(claimId, 'resubmission');
    expect(await claimSeen(claimId)).toMatchObject({ state: 'closed', outcomeCode: 'NO_LINES_LEFT' });
    expect((await firstLine(claimId)).state).toBe('floatNotEarned');
  });
});

describe('L4: evidence that a connected insurance register does not confirm', () => {
  it('is not approved unless somebody decides by name, whatever was accepted for the base', async () => {
    const someone = '159901197008214520';
    const rows = [{ idNumber: someone, employer: '别处公司', month: '2025-07', kinds: 'PENSION' }];
    await office.registers.load('insurance', rows, true);
    const claimId = await paid();
    const { id: lineId } = await firstLine(claimId);
    const evidence = { lineId, ...EVIDENCE };
    await office.as('school').send('POST', `/api/v1/claims/${claimId}/contract-evidence`, evidence);
    await actOn(claimId, 'contract-check', { complete: true });
    const line = await firstLine(claimId);
    expect(line).toMatchObject({ state: 'floatClaimed', acceptedRemark: '已核对纸质证书' });
    expect(line.findings).toContainEqual(
      expect.objectContaining({ code: 'INSURANCE_NOT_FOUND', rule: 'R-079', wantsDecision: true }),
    );
    const task = await walks.taskOf('dept', claimId);
    const { acceptLines: _accepted, ...plain } = await walks.approval(claimId);
    const passedOver = await walks.decide('dept', task, plain);
    expect([passedOver.status, passedOver.body.code]).toEqual([422, 'FINDINGS_UNDECIDED']);
    const acceptLines = [{ lineId, remark: '已核对缴费凭证' }];
    expect((await walks.decide('dept', task, { ...plain, acceptLines })).status).toBe(200);
    expect((await firstLine(claimId)).acceptedRemark).toBe('已核对缴费凭证');
    expect(await rowsOf('SELECT accepted_remark FROM claim_line WHERE id = $1', lineId)).toEqual([
      { accepted_remark: '已核对纸质证书' },
    ]);
    expect(await claimSeen(claimId)).toMatchObject({ purpose: 'float', state: 'bureauReview' });
  });
});

function never(): never {
  throw new RangeError('The claim is gone');
}
