import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { remind } from '../../../prisma/worker/deadline-sweeps.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import { startOffice, type Office } from '../../support/office.ts';
import type { Answer } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** What each claim of these tests is due: eighty hours of one welder. */
const CLAIM_FEN = 80_000;
let database: TestDatabase;
let office: Office;
let lines = 0;
let planLine: string;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});
beforeEach(() => {
  planLine = `150600/2025/HRSS/T${(lines += 1)}`;
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

async function addPlanLine(budgetFen: number | null, personTimes: number | null = null): Promise<void> {
  await office.pool.query(
    `INSERT INTO plan_line (id, jurisdiction, year, organ, program, person_times, budget_fen)
     VALUES ($1, '150600', 2025, 'HRSS', $2, $4, $3)`,
    [planLine, `T${lines}`, budgetFen, personTimes],
  );
}

/** A claim whose money is due, of a class on this test's plan line. */
async function dueClaim(): Promise<string> {
  const claimId = await office.walks.due();
  await office.pool.query(
    'UPDATE filing SET plan_line_id = $2 WHERE id = (SELECT filing_id FROM claim WHERE id = $1)',
    [claimId, planLine],
  );
  return claimId;
}

/** The same of a route without a class: its claim names the plan line itself. */
async function dueWithoutClass(): Promise<string> {
  const id = await office.walks.due();
  await office.pool.query('UPDATE claim SET filing_id = NULL, plan_line_id = $2 WHERE id = $1', [id, planLine]);
  return id;
}

async function drafted(claimId: string): Promise<string> {
  const answer = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

function release(batchId: string, body?: object) {
  return office.as('checker').act('POST', `/api/v1/payout-batches/${batchId}/release`, body);
}

/** A figure opens the claims that it counts: none where it is nothing. */
async function budgetOfLine() {
  const { body } = await office.as('checker').send('GET', '/api/v1/budgets?jurisdiction=150600&year=2025');
  const line = body.items.find((item: { planLine: string }) => item.planLine === planLine);
  for (const money of ['reserved', 'bound', 'paid']) {
    const behind = await office.as('checker').send('GET', `/api/v1/claims?planLine=${planLine}&money=${money}`);
    expect(behind.body.items.length > 0).toBe(line[`${money}Fen`] > 0);
  }
  return line;
}

/** The refusal's code or the batch's state, in the order of the alphabet. */
function outcomes(answers: readonly Answer[]): readonly string[] {
  const words: readonly string[] = answers.map((answer) => answer.body.code ?? answer.body.state);
  return words.toSorted();
}

describe('the budget of a plan line', () => {
  it('moves from reserved over bound to paid, and what is left never counts twice (R-016)', async () => {
    await addPlanLine(100_000);
    expect(await budgetOfLine()).toMatchObject({ budgetFen: 100_000, reservedFen: 0, remainingFen: 100_000 });
    const claimId = await dueClaim();
    expect(await budgetOfLine()).toMatchObject({
      reservedFen: CLAIM_FEN,
      boundFen: 0,
      paidFen: 0,
      remainingFen: 20_000,
    });
    const batchId = await drafted(claimId);
    expect(await budgetOfLine()).toMatchObject({
      reservedFen: 0,
      boundFen: CLAIM_FEN,
      paidFen: 0,
      remainingFen: 20_000,
    });
    const released = await release(batchId, { overrideReason: '不需要的理由' });
    expect(released.body).toMatchObject({ state: 'sent', flags: [], reason: null });
    await settle(batchId, released.body.instructions[0].id);
    expect(await budgetOfLine()).toMatchObject({
      reservedFen: 0,
      boundFen: 0,
      paidFen: CLAIM_FEN,
      remainingFen: 20_000,
    });
  });

  it('is gone over with a reason only, which stays with the batch and in the audit (R-016)', async () => {
    await addPlanLine(50_000);
    const batchId = await drafted(await dueClaim());
    const refused = await release(batchId);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'OVER_BUDGET', errors: [{ pointer: '/overrideReason' }] });
    expect(refused.body.detail).toBe('超出 300.00 元；如仍需支付，请在“意见”中说明理由。');
    const released = await release(batchId, { overrideReason: '年中调整' });
    expect(released.body).toMatchObject({
      state: 'sent',
      reason: '年中调整',
      flags: [{ code: 'OVER_BUDGET', amountFen: 30_000 }],
    });
    const audit = await office.pool.query(`SELECT facts FROM audit_entry WHERE entity_id = $1 AND act = 'release'`, [
      batchId,
    ]);
    expect(audit.rows).toMatchObject([{ facts: { overBudgetFen: 30_000, reason: '年中调整' } }]);
    expect(await budgetOfLine()).toMatchObject({ remainingFen: -30_000 });
  });

  it('is taken by whichever batch is released first, not by drafts (R-016)', async () => {
    await addPlanLine(CLAIM_FEN);
    const first = await drafted(await dueClaim());
    const second = await drafted(await dueClaim());
    expect((await release(second)).body).toMatchObject({ state: 'sent', flags: [] });
    expect((await release(first)).body.code).toBe('OVER_BUDGET');
  });

  it('is reserved, bound and taken by claims without a class as by those of classes (R-016)', async () => {
    await addPlanLine(CLAIM_FEN);
    const alone = await dueWithoutClass();
    expect(await budgetOfLine()).toMatchObject({ reservedFen: CLAIM_FEN, classes: 0, remainingFen: 0 });
    const answer = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [alone] });
    expect(answer.body).toMatchObject({ flags: [] });
    expect(await budgetOfLine()).toMatchObject({ reservedFen: 0, boundFen: CLAIM_FEN, remainingFen: 0 });
    const ofClass = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [await dueClaim()] });
    expect(ofClass.body).toMatchObject({ flags: [{ code: 'OVER_BUDGET', amountFen: CLAIM_FEN }] });
    expect((await release(answer.body.id)).body).toMatchObject({ state: 'sent', flags: [] });
    expect((await release(ofClass.body.id)).body.code).toBe('OVER_BUDGET');
    expect((await release(await drafted(await dueWithoutClass()))).body.code).toBe('OVER_BUDGET');
  });

  it('holds when two batches are released at once: one of them needs a reason (R-016)', async () => {
    await addPlanLine(CLAIM_FEN);
    const batches = [await drafted(await dueClaim()), await drafted(await dueClaim())];
    const holder = await office.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM plan_line WHERE id = $1 FOR UPDATE', [planLine]);
    const releases = Promise.all(batches.map((batchId) => release(batchId)));
    await untilSomebodyWaits(office.pool, batches.length);
    await holder.query('COMMIT');
    holder.release();
    const answers = await releases;
    expect(outcomes(answers)).toEqual(['OVER_BUDGET', 'sent']);
    expect(answers.find((answer) => answer.status === 409)?.body.detail).toContain('800.00');
    const again = await Promise.all(batches.map((batchId) => release(batchId, { overrideReason: '追加预算' })));
    expect(outcomes(again)).toEqual(['WRONG_STATE', 'sent']);
  });

  it('is no cap where the plan names none, and none is asked of a class without a plan line (R-015)', async () => {
    await addPlanLine(null);
    expect((await release(await drafted(await dueClaim()))).body).toMatchObject({ state: 'sent', flags: [] });
    expect(await budgetOfLine()).toMatchObject({ budgetFen: null, boundFen: CLAIM_FEN, remainingFen: null });
    expect((await release(await drafted(await office.walks.due()))).body).toMatchObject({ state: 'sent', flags: [] });
  });

  it('is shown to Finance, bureau, operators and auditors, each within their jurisdiction (R-003)', async () => {
    expect((await office.as('dept').send('GET', '/api/v1/budgets')).status).toBe(403);
    expect((await office.as('school').send('GET', '/api/v1/budgets')).status).toBe(403);
    expect((await office.as('bureau').send('GET', '/api/v1/budgets?jurisdiction=150000')).status).toBe(403);
    expect((await office.as('bureau').send('GET', '/api/v1/budgets?year=1999')).status).toBe(422);
    const own = await office.as('ops').send('GET', '/api/v1/budgets');
    expect(own.body).toMatchObject({ jurisdiction: '150600', year: 2025 });
  });
});

async function settle(batchId: string, instructionId: string): Promise<void> {
  const path = `/api/v1/payout-batches/${batchId}/results`;
  const rows = [{ instructionId, state: 'settled', amountFen: CLAIM_FEN }];
  const entered = await office.as('maker').send('POST', path, { rows });
  expect((await office.as('checker').send('POST', `${path}/${entered.body.resultId}/confirmation`)).status).toBe(200);
}

function ownLine(body: { readonly planLines: readonly { readonly planLine: string }[] }) {
  return body.planLines.find((one) => one.planLine === planLine);
}

describe('plan progress', () => {
  it('counts approved lines in the year of the class end, per plan line and organ (R-139, R-152)', async () => {
    await addPlanLine(null, 2);
    const read = async (year: number) =>
      (await office.as('dept').send('GET', `/api/v1/reports/plan-progress?jurisdiction=150600&year=${year}`)).body;
    const before = await read(2025);
    await dueClaim();
    const nextYear = await dueClaim();
    await office.pool.query(
      `UPDATE filing SET ends_on = '2026-01-09' WHERE id = (SELECT filing_id FROM claim WHERE id = $1)`,
      [nextYear],
    );
    await office.walks.aClaim();
    const after = await read(2025);
    expect(ownLine(before)).toMatchObject({ planned: 2, done: 0, progressBp: 0 });
    expect(ownLine(after)).toMatchObject({ planned: 2, done: 1, progressBp: 5_000 });
    expect(after.total.done - before.total.done).toBe(1);
    expect(after.region).toMatchObject({ jurisdiction: '150000', guidance: 400_000, byYear: 2027 });
    expect((await read(2026)).total.done).toBe(1);
    expect((await read(2020)).phase).toMatchObject({ guidance: 30_000, notSplit: 7_400 });
  });

  it('counts a person and case of work for training under the plan line that the claim names (R-152)', async () => {
    await addPlanLine(null, 1);
    const claimId = await dueWithoutClass();
    const read = async () =>
      ownLine(
        (await office.as('dept').send('GET', '/api/v1/reports/plan-progress?jurisdiction=150600&year=2025')).body,
      );
    expect(await read()).toMatchObject({ done: 0 });
    // A city's own route by months counts as well: its law says what it is.
    await office.pool.query(
      `WITH law AS (
         INSERT INTO policy_snapshot (id, digest, content, created_at)
         VALUES ('psn_months', 'months', '{"routeDefinition": {"intake": "months"}}', now()) RETURNING id)
       UPDATE claim SET route = 'OWN_WORK_TRAINING', reference_on = '2025-06-30', policy_snapshot_id = law.id
       FROM law WHERE claim.id = $1`,
      [claimId],
    );
    expect(await read()).toMatchObject({ done: 1, progressBp: 10_000 });
  });

  it('is a file as well (R-139)', async () => {
    const csv = await office.as('ops').send('GET', '/api/v1/reports/plan-progress?year=2020&format=csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.body).toContain('总计,,22600,');
    expect(csv.body).toContain('未分解,,7400,');
    expect((await office.as('ops').send('GET', '/api/v1/reports/plan-progress?format=xlsx')).status).toBe(200);
    expect((await office.as('school').send('GET', '/api/v1/reports/plan-progress')).status).toBe(403);
  });
});
/** From the day of its notice on, Finance has ten working days. */
async function ofCollege(kind: 'college' | 'institution'): Promise<string> {
  const claimId = await office.walks.due();
  await office.pool.query(
    `INSERT INTO party (id, kind, name, jurisdiction) VALUES ('pty_' || $1, $1, $1, '150600') ON CONFLICT DO NOTHING`,
    [kind],
  );
  await office.pool.query(`UPDATE claim SET applicant_party_id = 'pty_' || $2 WHERE id = $1`, [claimId, kind]);
  await office.pool.query(
    `UPDATE task SET starts_on = '2025-06-06', near_on = '2025-06-13', due_on = '2025-06-20', escalate_on = '2025-06-27'
     WHERE entity_id = $1 AND state = 'open'`,
    [claimId],
  );
  return claimId;
}

describe('a college', () => {
  it('whose money is late is stuck and told to the operators at once, others are not (R-090)', async () => {
    const college = await ofCollege('college');
    const other = await ofCollege('institution');
    const stuck = await office.as('ops').send('GET', '/api/v1/stuck');
    const claims = stuck.body.items.flatMap((item: { claims: readonly object[] }) => item.claims);
    const reasonsOf = (claimId: string) => claims.find((one: { claimId: string }) => one.claimId === claimId)?.reasons;
    expect(reasonsOf(college)).toEqual(['COLLEGE_PAYMENT_LATE']);
    expect(reasonsOf(other)).toBeUndefined();
    await remind(office.application, Date.parse('2025-06-23T10:00:00+08:00'));
    await remind(office.application, Date.parse('2025-06-24T10:00:00+08:00'));
    const told = await office.pool.query(
      `SELECT payload ->> 'claimId' AS claim, payload ->> 'code' AS code FROM outbox_message
       WHERE topic = 'task.overdue' AND payload ->> 'claimId' = ANY ($1)`,
      [[college, other]],
    );
    expect(told.rows).toEqual([{ claim: college, code: 'COLLEGE_PAYMENT_LATE' }]);
  });

  it('is paid whole: an instruction keeps its amount, and one for less does not leave (R-090)', async () => {
    const claimId = await ofCollege('college');
    const batchId = await drafted(claimId);
    const less = office.pool.query('UPDATE payout_instruction SET amount_fen = 1 WHERE batch_id = $1', [batchId]);
    await expect(less).rejects.toThrow(/keeps its claim, purpose, fund and amount/);
    // Only a hand in the database could write one for less; it does not get out of the house.
    await office.pool.query(`UPDATE payout_instruction SET state = 'cancelled' WHERE batch_id = $1`, [batchId]);
    await office.pool.query(
      `INSERT INTO payout_instruction (id, batch_id, claim_id, purpose, fund, amount_fen, payee_sealed, payee_masked, state,
         state_since, created_at)
       SELECT 'pin_less', batch_id, claim_id, purpose, fund, amount_fen - 1, payee_sealed, payee_masked, 'draft', now(), now()
       FROM payout_instruction WHERE batch_id = $1`,
      [batchId],
    );
    await release(batchId);
    const left = await office.pool.query('SELECT state FROM payout_instruction WHERE batch_id = $1', [batchId]);
    expect(left.rows.map((row) => row.state)).not.toContain('instructed');
    const claim = await office.as('maker').send('GET', `/api/v1/claims/${claimId}`);
    expect(claim.body).toMatchObject({ state: 'finance', totals: { paidFen: 0 } });
  });
});
