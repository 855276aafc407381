import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmMatch, enterMatch } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

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

async function event(body: object, id: string, secret = 'whsec_test', at = new Date()) {
  const text = JSON.stringify(body);
  const signature = new Webhook(secret).sign(id, at, text);
  return office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signature,
  });
}

async function refusedSignatures(): Promise<number> {
  const metrics = await office.nobody.send('GET', '/metrics');
  return Number(/^butie_payout_signatures_refused_total (\d+)$/m.exec(metrics.body)?.[1]);
}

describe('payouts', () => {
  it('give their checker a task while the batch is a draft, and the claim says so (R-101, R-108)', async () => {
    const claimId = await walks.due();
    const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const batchId: string = batch.body.id;
    const mine = async () => {
      const page = await office.as('checker').send('GET', '/api/v1/tasks?box=todo&limit=200');
      return page.body.items.filter((one: { batchId?: string }) => one.batchId === batchId);
    };
    const [task] = await mine();
    expect(task).toMatchObject({ kind: 'batchRelease', stage: 'disbursement', organ: 'FINANCE', dueState: 'ok' });
    const said = await office.as('ops').send('GET', `/api/v1/claims/${claimId}`);
    expect(said.body.diagnosis).toMatchObject({
      waitingFor: 'person',
      cause: 'batchRelease',
      owner: { role: 'financeChecker' },
      suggestedActs: ['release', 'reject'],
    });
    const decided = await walks.decide('checker', task, { act: 'approve' }, { 'Idempotency-Key': `decide-${batchId}` });
    expect(decided.status).toBe(409);
    expect(decided.body).toMatchObject({ code: 'WRONG_STATE', errors: [{ code: 'RELEASED_AT_BATCH' }] });

    const reject = { reason: '收款户名有误' };
    const path = `/api/v1/payout-batches/${batchId}/rejection`;
    expect((await office.as('checker').act('POST', path, reject)).status).toBe(200);
    expect(await mine()).toEqual([]);
    const ended = await office.pool.query('SELECT state, done_by, done_act FROM task WHERE entity_id = $1', [batchId]);
    expect(ended.rows).toEqual([{ state: 'done', done_by: 'per_checker', done_act: 'reject' }]);
  });

  it('of one claim, twenty at once: one is drafted, the others are told that it is in a batch (R-101)', async () => {
    const claimId = await walks.due();
    const drafts = Array.from({ length: 20 }, () =>
      office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] }),
    );
    const codes = (await Promise.all(drafts)).map(({ status, body }) => body.code ?? status);
    expect(codes.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      201,
      ...Array.from({ length: 19 }, () => 'ALREADY_IN_BATCH'),
    ]);
  });

  it('are drafted once a notice has closed, and bound once (R-100, R-101)', async () => {
    const open = await walks.published();
    const before = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [open.claimId] });
    expect(before.body.code).toBe('NOTICE_OPEN');
    const claimId = await walks.due();
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    expect(drafted.body).toMatchObject({ state: 'draft', controlSumFen: 80_000, lineCount: 1, flags: [] });
    expect(drafted.body.instructions).toMatchObject([{ claimId, purpose: 'base', amountFen: 80_000, state: 'draft' }]);
    expect(JSON.stringify(drafted.body)).not.toContain('6216610200000000018');
    expect((await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] })).body.code).toBe(
      'ALREADY_IN_BATCH',
    );
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    expect((await office.as('maker').act('POST', `${path}/release`)).body.code).toBe('SAME_PERSON_FORBIDDEN');
    expect((await office.as('checker').send('POST', `${path}/release`)).status).toBe(428);
    expect((await office.as('checker').send('POST', `${path}/release`, undefined, { 'If-Match': '"7"' })).status).toBe(
      412,
    );
    const released = await office.as('checker').act('POST', `${path}/release`);
    expect(released.body).toMatchObject({ state: 'sent' });
    expect(released.body.instructions).toMatchObject([{ state: 'instructed' }]);
    expect((await office.as('checker').act('POST', `${path}/rejection`, { reason: 'x' })).body.code).toBe(
      'WRONG_STATE',
    );
    const csv = await office.as('checker').send('GET', `${path}/file?format=csv`);
    expect(csv.body).toContain('6216610200000000018');
    expect((await office.as('checker').send('GET', `${path}/file?format=xlsx`)).status).toBe(200);
    expect((await office.as('checker').send('GET', `${path}/file?format=pain.001`)).status).toBe(200);
    expect((await office.as('ops').send('GET', `${path}/file?format=csv`)).status).toBe(403);
  });

  it('hear signed events once, park what does not fit, and refuse forged or old ones (R-146, R-147)', async () => {
    const claimId = await walks.due();
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const [{ id: instructionId }] = drafted.body.instructions;
    const say = (type: string, over: object = {}) => ({
      type: `payout.${type}`,
      timestamp: new Date().toISOString(),
      data: { instructionId, amountFen: 80_000, valueDate: '2025-07-01', ...over },
    });
    const id = (text: string) => `evt-${claimId}-${text}`;
    expect((await event(say('settled'), id('early'))).status).toBe(202);
    await office.as('checker').act('POST', `/api/v1/payout-batches/${drafted.body.id}/release`);
    const refusedBefore = await refusedSignatures();
    const forged = `whsec_${createHash('sha256').update('other').digest('base64')}`;
    expect((await event(say('settled'), id('forged'), forged)).body.code).toBe('SIGNATURE_INVALID');
    const old = new Date(Date.now() - 3_600_000);
    expect((await event(say('settled'), id('old'), 'whsec_test', old)).status).toBe(401);
    expect(await refusedSignatures()).toBe(refusedBefore + 2);
    expect((await event(say('settled', { amountFen: 79_999 }), id('off'))).status).toBe(202);
    expect((await event(say('settled', { instructionId: 'pin_unknown' }), id('unknown'))).status).toBe(202);
    expect((await event({ hello: [1] }, id('odd'))).status).toBe(202);
    const parked = await office.as('maker').send('GET', '/api/v1/unmatched-payout-events?limit=200');
    expect(parked.body.items.map((item: { reason: string }) => item.reason).toSorted()).toEqual([
      'AMOUNT_MISMATCH',
      'MALFORMED',
      'NOT_RELEASED',
      'UNKNOWN_INSTRUCTION',
    ]);
    const claim = async () => (await office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body;
    expect((await claim()).totals.paidFen).toBe(0);
    const of = (reason: string) => parked.body.items.find((item: { reason: string }) => item.reason === reason).id;
    const match = (eventId: string) => enterMatch(office, eventId, instructionId);
    expect((await match(of('AMOUNT_MISMATCH'))).body).toMatchObject({ status: 409, code: 'AMOUNT_MISMATCH' });
    expect((await match(of('UNKNOWN_INSTRUCTION'))).body.matched).toBe(false);
    expect((await confirmMatch(office, of('UNKNOWN_INSTRUCTION'))).body.matched).toBe(true);
    expect((await match(of('UNKNOWN_INSTRUCTION'))).body.code).toBe('ALREADY_MATCHED');
    expect((await claim()).totals.paidFen).toBe(80_000);
    expect((await event(say('settled'), id('again'))).status).toBe(202);
    expect((await event(say('settled'), id('again'))).status).toBe(202);
    expect((await event(say('accepted'), id('late'))).status).toBe(202);
    const facts = await office.pool.query('SELECT state FROM payout_fact WHERE instruction_id = $1 ORDER BY id', [
      instructionId,
    ]);
    expect(facts.rows.map((row) => row.state)).toEqual(['settled', 'settled', 'accepted']);
    expect(await claim()).toMatchObject({ state: 'postCheck', totals: { paidFen: 80_000 } });
  });

  it('take results from the maker that the checker confirms', async () => {
    const claimId = await walks.due();
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    const [{ id: instructionId }] = drafted.body.instructions;
    await office.as('checker').act('POST', `${path}/release`);
    const wrong = await office
      .as('maker')
      .send('POST', `${path}/results`, { rows: [{ instructionId, state: 'settled', amountFen: 1 }] });
    expect(wrong.body).toMatchObject({
      resultId: null,
      errors: [{ row: 2, column: 'amountFen', code: 'AMOUNT_MISMATCH' }],
    });
    const entered = await office
      .as('maker')
      .upload('POST', `${path}/results`, `instructionId,state,amountFen\n${instructionId},settled,80000\n`);
    expect(entered.body).toMatchObject({ state: 'waitsForConfirmation', accepted: 1 });
    const confirmation = `${path}/results/${entered.body.resultId}/confirmation`;
    expect((await office.as('maker').send('POST', confirmation)).body.code).toBe('SAME_PERSON_FORBIDDEN');
    expect((await office.as('checker').send('POST', confirmation)).body).toMatchObject({ state: 'confirmed', rows: 1 });
    expect((await office.as('checker').send('POST', confirmation)).body.code).toBe('ALREADY_CONFIRMED');
    expect((await office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body.totals.paidFen).toBe(80_000);
  });

  it('say by how much they go over the budget of the plan line, and are released with a reason only (R-016)', async () => {
    const claimId = await walks.due();
    await office.pool.query(
      `INSERT INTO plan_line (id, jurisdiction, year, organ, program, budget_fen) VALUES ('150600/2025/HRSS/X', '150600', 2025, 'HRSS', 'X', 50000)`,
    );
    await office.pool.query(
      `UPDATE filing SET plan_line_id = '150600/2025/HRSS/X' WHERE id = (SELECT filing_id FROM claim WHERE id = $1)`,
      [claimId],
    );
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    expect(drafted.body.flags).toEqual([{ code: 'OVER_BUDGET', amountFen: 30_000 }]);
    const path = `/api/v1/payout-batches/${drafted.body.id}/release`;
    expect((await office.as('checker').act('POST', path)).body.code).toBe('OVER_BUDGET');
    const overrideReason = '年中调整';
    expect((await office.as('checker').act('POST', path, { overrideReason })).body).toMatchObject({
      state: 'sent',
    });
  });
});
