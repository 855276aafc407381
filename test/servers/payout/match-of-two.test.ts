import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { camt } from '../../support/bank-messages.ts';
import { httpClient } from '../../support/http-client.ts';
import { duePersons } from '../../support/line-claims.ts';
import { confirmMatch, enterMatch } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const BASE = 80_000;

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

const claimSeen = async (claimId: string) => (await office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body;

async function report(type: string, instructionId: string) {
  const id = `evt-${randomUUID()}`;
  const at = new Date();
  const text = JSON.stringify({
    type: `payout.${type}`,
    timestamp: at.toISOString(),
    data: { instructionId, amountFen: BASE },
  });
  const answer = await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  expect(answer.status).toBe(202);
}

async function parked(eventId?: string, seat: 'maker' | 'checker' | 'ops' = 'maker') {
  const { body } = await office.as(seat).send('GET', '/api/v1/unmatched-payout-events?limit=200');
  return eventId === undefined ? body.items : body.items.find(({ id }: { id: string }) => id === eventId);
}

/** A claim whose payment was sent, and a parked report of the same amount that names nobody's instruction. */
async function sentAndParked() {
  const claimId = await office.walks.due();
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const [{ id: instructionId }] = drafted.body.instructions;
  const release = `/api/v1/payout-batches/${drafted.body.id}/release`;
  expect((await office.as('checker').act('POST', release)).status).toBe(200);
  const named = `pin_unknown${randomUUID().replaceAll('-', '')}`;
  await report('settled', named);
  const found = (await parked()).find((one: { instructionId: string }) => one.instructionId === named);
  return { claimId, instructionId, eventId: String(found.id), batchId: String(drafted.body.id) };
}

const pathOf = (eventId: string, act: string) => `/api/v1/unmatched-payout-events/${eventId}/match/${act}`;

describe('S4: the match of a report', () => {
  it('waits alone, whether it names a payment or a batch; after one was refused another one is entered', async () => {
    const { instructionId, eventId, batchId } = await sentAndParked();
    // As one sum for a batch of one payment was parked before.
    await office.pool.query(`UPDATE payout_inbox SET park_reason = 'BATCH_LUMP' WHERE id = $1`, [eventId]);
    const waits = { status: 409, body: { code: 'ENTRY_WAITS' } };
    const enterLump = () =>
      office.as('maker').send('POST', `/api/v1/unmatched-payout-events/${eventId}/match`, { batchId });
    expect((await enterLump()).status).toBe(201);
    expect(await enterMatch(office, eventId, instructionId)).toMatchObject(waits);
    const refused = await office.as('checker').send('POST', pathOf(eventId, 'rejection'), { reason: '单笔' });
    expect(refused).toMatchObject({ status: 200, body: { state: 'rejected', batchId } });
    expect((await enterMatch(office, eventId, instructionId)).status).toBe(201);
    expect(await enterLump()).toMatchObject(waits);
    // The database holds it, too.
    const beside = office.pool.query(
      `INSERT INTO lump_match (id, event_id, batch_id, jurisdiction, amount_fen, state, maker_id, entered_at)
       SELECT 'lmp_beside', event_id, batch_id, jurisdiction, amount_fen, 'waitsForConfirmation', maker_id, entered_at
       FROM lump_match WHERE event_id = $1`,
      [eventId],
    );
    await expect(beside).rejects.toThrow('waits already');
    const confirmed = await office.as('checker').send('POST', pathOf(eventId, 'confirmation'));
    expect(confirmed).toMatchObject({ status: 200, body: { state: 'confirmed', instructionId, batchId: null } });
  });

  it('that one person of Finance enters waits and pays nobody; a second one puts it in force', async () => {
    const { claimId, instructionId, eventId } = await sentAndParked();
    const entered = await enterMatch(office, eventId, instructionId);
    expect(entered).toMatchObject({
      status: 201,
      body: { id: eventId, state: 'waitsForConfirmation', matched: false, instructionId, amountFen: BASE },
    });
    expect(await claimSeen(claimId)).toMatchObject({
      state: 'paymentSent',
      totals: { paidFen: 0 },
      diagnosis: { cause: 'entryConfirmation', owner: { role: 'financeChecker' } },
      moneyEntries: [{ kind: 'match', eventId, instructionId }],
    });
    expect(await parked(eventId, 'checker')).toMatchObject({
      match: { state: 'waitsForConfirmation', enteredBy: 'maker' },
      acts: [
        { act: 'match', allowed: false, why: { code: 'ENTRY_WAITS' } },
        { act: 'dismissal', allowed: false, why: { code: 'ENTRY_WAITS' } },
        { act: 'confirmation', allowed: true },
        { act: 'rejection', allowed: true },
        { act: 'withdrawal', allowed: false },
      ],
    });
    expect((await office.as('maker').send('POST', pathOf(eventId, 'confirmation'))).body).toMatchObject({
      status: 403,
      code: 'SAME_PERSON_FORBIDDEN',
    });
    expect(await confirmMatch(office, eventId)).toMatchObject({
      status: 200,
      body: { matched: true, state: 'confirmed' },
    });
    expect(await claimSeen(claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: BASE } });
    const again = await confirmMatch(office, eventId);
    expect(again.body).toMatchObject({ status: 409, code: 'ALREADY_CONFIRMED' });
    expect((await enterMatch(office, eventId, instructionId)).body.code).toBe('ALREADY_MATCHED');
    const seats = await office.pool.query(
      `SELECT person_id, role FROM claim_decider WHERE claim_id = $1 AND role LIKE 'fin%' ORDER BY role`,
      [claimId],
    );
    expect(seats.rows).toEqual([
      { person_id: 'per_checker', role: 'financeChecker' },
      { person_id: 'per_maker', role: 'financeMaker' },
    ]);
  });

  it('is entered by makers of Finance alone, one at a time, and taken back or rejected with a reason', async () => {
    const { claimId, instructionId, eventId } = await sentAndParked();
    for (const seat of ['ops', 'checker', 'bureau', 'school'] as const) {
      const path = `/api/v1/unmatched-payout-events/${eventId}/match`;
      expect((await office.as(seat).send('POST', path, { instructionId })).status).toBe(403);
    }
    expect((await parked(eventId, 'ops')).acts).toMatchObject([
      { act: 'match', allowed: false },
      { act: 'dismissal', allowed: false },
      {},
      {},
      {},
    ]);
    const race = await Promise.all(Array.from({ length: 10 }, () => enterMatch(office, eventId, instructionId)));
    expect(race.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(race.filter(({ body }) => body.code === 'ENTRY_WAITS')).toHaveLength(9);
    const reason = { reason: '不是这笔付款' };
    expect((await office.as('checker').send('POST', pathOf(eventId, 'withdrawal'), reason)).status).toBe(403);
    const taken = await office.as('maker').send('POST', pathOf(eventId, 'withdrawal'), reason);
    expect(taken).toMatchObject({ status: 200, body: { state: 'withdrawn', matched: false, ...reason } });
    expect((await confirmMatch(office, eventId)).body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    expect((await enterMatch(office, eventId, instructionId)).status).toBe(201);
    const rejected = await office.as('checker').send('POST', pathOf(eventId, 'rejection'), reason);
    expect(rejected.body).toMatchObject({ state: 'rejected', decidedBy: 'checker' });
    expect(await parked(eventId)).toMatchObject({ match: null });
    expect(await claimSeen(claimId)).toMatchObject({ state: 'paymentSent', totals: { paidFen: 0 } });
  });

  it('that no longer fits when it is confirmed is refused, and the event stays parked', async () => {
    const { claimId, instructionId, eventId } = await sentAndParked();
    expect((await enterMatch(office, eventId, instructionId)).status).toBe(201);
    await report('failed', instructionId);
    expect((await claimSeen(claimId)).state).toBe('paymentFailed');
    expect((await confirmMatch(office, eventId)).body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    expect(await parked(eventId)).toMatchObject({ match: { state: 'waitsForConfirmation' } });
    expect((await claimSeen(claimId)).state).toBe('paymentFailed');
  });

  it('confirmed by twenty at once pays once', async () => {
    const { claimId, instructionId, eventId } = await sentAndParked();
    await enterMatch(office, eventId, instructionId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirmMatch(office, eventId)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await claimSeen(claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: BASE } });
  });

  it('is what gives a report another payment: the database refuses one without it', async () => {
    const { instructionId, eventId } = await sentAndParked();
    const moved = office.pool.query(`UPDATE payout_inbox SET state = 'new', instruction_id = $2 WHERE id = $1`, [
      eventId,
      instructionId,
    ]);
    await expect(moved).rejects.toMatchObject({ constraint: 'payout_inbox_of_two' });
    const { matchId } = (await enterMatch(office, eventId, instructionId)).body;
    const early = office.pool.query(`UPDATE payout_inbox SET match_id = $2, instruction_id = $3 WHERE id = $1`, [
      eventId,
      matchId,
      instructionId,
    ]);
    await expect(early).rejects.toMatchObject({ constraint: 'payout_inbox_of_two' });
  });
});

describe('the sum of a batch', () => {
  it('is that of the claims which stay in it: what is typed, what the bank debits and its lump', async () => {
    const [three, leaving] = [await duePersons(office), await office.walks.due()];
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [three, leaving] });
    expect(drafted.body).toMatchObject({ lineCount: 4, controlSumFen: 4 * BASE });
    const task = await office.walks.taskOf('maker', leaving);
    const returned = await office.walks.decide('maker', task, { act: 'returnToBureau', remark: '请核对账户' });
    expect(returned.status).toBe(200);
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    const rest = { lineCount: 3, controlSumFen: 3 * BASE };
    expect((await office.as('checker').send('GET', path)).body).toMatchObject({ state: 'draft', ...rest });
    const { body: inbox } = await office.as('checker').send('GET', '/api/v1/payout-batches?state=draft');
    expect(inbox.items.find(({ id }: { id: string }) => id === drafted.body.id)).toMatchObject(rest);
    const released = await office.as('checker').act('POST', `${path}/release`, { controlSumFen: 3 * BASE });
    expect(released).toMatchObject({ status: 200, body: rest });
    const notice = camt('054', [{ fen: 3 * BASE, text: '批量代发' }]);
    const file = await httpClient(office.base, 'bt_test').upload('POST', '/api/v1/bank-files', notice, 'file.xml');
    const lump = (await parked()).find((one: { bankFileId: string | null }) => one.bankFileId === file.body.id);
    expect(lump).toMatchObject({ reason: 'BATCH_LUMP' });
    const match = `/api/v1/unmatched-payout-events/${lump.id}/match`;
    expect((await office.as('maker').send('POST', match, { batchId: drafted.body.id })).status).toBe(201);
  });
});
