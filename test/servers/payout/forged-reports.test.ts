import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import {
  BASE,
  RECEIVED_AT,
  bankSettles,
  expectPaid,
  forgeriesOf,
  inventReport,
  moneyOf,
  sentPayment,
  stateOfReport,
  type SentPayment,
} from '../../support/forged-reports.ts';
import { keepReport } from '../../support/kept-reports.ts';
import { confirmMatch, enterMatch } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let sent: SentPayment;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});
beforeEach(async () => {
  sent = await sentPayment(office);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

const NOT_SIGNED = [{ act: 'payoutReported', cause: 'notSigned' }];
const NOT_ASKED = [{ act: 'payoutReported', cause: 'notAsked' }];

/** The attacker: SQL with the application's login. */
const attack = (sql: string, ...values: readonly unknown[]) => office.application.query(sql, [...values]);

/** A true report, signed as the API does. */
const kept = (over: object = {}) =>
  keepReport(office.pool, {
    instructionId: sent.instructionId,
    amountFen: BASE,
    receivedAt: RECEIVED_AT,
    ...over,
  });

/** What the digest of the bank's own report is made from. */
const wordsOfBank = () => ({
  type: 'payout.settled',
  instructionId: sent.instructionId,
  amountFen: BASE,
  valueDate: null,
  bankReference: null,
  reasonCode: null,
});

/**
 * The batch takes its inbox: none of these reports counts, and the claim goes on with the bank’s own.
 * @returns what the operators see of them
 */
async function refused(ids: readonly string[]): Promise<readonly object[]> {
  const before = await moneyOf(office, sent);
  await office.desk.inboxChanged(sent.batchId);
  expect(await Promise.all(ids.map((id) => stateOfReport(office, id)))).toEqual(ids.map(() => 'refused'));
  expect(await moneyOf(office, sent)).toEqual(before);
  await bankSettles(office, sent);
  await expectPaid(office, sent);
  return forgeriesOf(office, sent);
}

async function timesForged(): Promise<number> {
  const { rows } = await office.pool.query<{ times: number }>(
    `SELECT coalesce(sum(count), 0)::int AS times FROM forged_act WHERE entity_kind = 'claim' AND cause = 'notSigned'`,
  );
  return rows[0]?.times ?? 0;
}

describe('S1: a report that no API process took in', () => {
  it('pays nobody, is refused for good, is seen by the operators, and the claim goes on with the true one', async () => {
    const signed = await office.pool.query('SELECT signature FROM act WHERE signature IS NOT NULL LIMIT 1');
    const forms = [
      { signature: null },
      {},
      { signature: signed.rows[0]?.signature },
      { type: 'payout.accepted' },
      { source: 'manual' },
    ];
    const before = await timesForged();
    const ids = await Promise.all(forms.map((form) => inventReport(office, sent, form)));
    expect(await refused(ids)).toEqual(NOT_SIGNED);
    const forged = { entityKind: 'claim', entityId: sent.claimId, act: 'payoutReported', cause: 'notSigned' };
    expect(office.forged).toContainEqual(forged);
    const stuck = (await office.as('ops').send('GET', '/api/v1/stuck?cause=forgedAct')).body.items;
    expect(stuck).toMatchObject([{ cause: 'forgedAct' }]);
    expect(stuck[0].claims).toContainEqual(expect.objectContaining({ claimId: sent.claimId }));
    const authorization = 'Bearer metrics-token-of-tests';
    const metrics = await fetch(`${office.base}/metrics`, { headers: { authorization } });
    const counted = `butie_forged_acts{entity="claim",cause="notSigned"} ${before + forms.length}`;
    expect(await metrics.text()).toContain(counted);
  });

  it('is not a true one under another id: the signature is of the id, too', async () => {
    const id = await kept({ parkReason: 'NOT_SETTLED' });
    const columns =
      'source, type, instruction_id, said_instruction_id, first_park_reason, amount_fen, body, received_at';
    await attack(
      `INSERT INTO payout_inbox (id, sender_id, ${columns}, signature, state, batch_id)
       SELECT 'evt_copied', 'copied', ${columns}, signature, 'new', $2 FROM payout_inbox WHERE id = $1`,
      id,
      sent.batchId,
    );
    expect(await refused(['evt_copied'])).toEqual(NOT_SIGNED);
  });
});

describe('S1: a true report that somebody changed', () => {
  it('does not count, whatever of it was changed', async () => {
    const changes = [
      [{ type: 'payout.accepted' }, `type = 'payout.settled'`],
      [{ amountFen: 1 }, `amount_fen = ${BASE}`],
      [{}, `body = '{"valueDate": "2025-01-01"}'`],
      [{}, `received_at = received_at + interval '1 day'`],
      [{}, `sender_id = 'another'`],
      [{}, `machine_client_id = 'mcl_another'`],
      [{}, `body_digest = '\\x00'`],
      [{ instructionId: 'pin_another' }, `said_instruction_id = '${sent.instructionId}'`],
      [{ parkReason: 'NOT_RELEASED' }, 'first_park_reason = NULL'],
    ] as const;
    const ids: string[] = [];
    for (const [said, change] of changes) {
      const id = await kept(said);
      // As the owner of the table, because the application's login may change none of these columns.
      await office.pool.query(
        `UPDATE payout_inbox SET ${change}, state = 'new', park_reason = NULL, batch_id = $2 WHERE id = $1`,
        [id, sent.batchId],
      );
      ids.push(id);
    }
    const [elsewhere = ''] = ids.splice(7, 1);
    expect(await refused(ids)).toEqual(NOT_SIGNED);
    // It moves no claim, because its instruction is nobody's.
    expect(await stateOfReport(office, elsewhere)).toBe('refused');
  });

  it('counts on no other payment by the words of two that no API process signed', async () => {
    const id = await kept({ instructionId: 'pin_another', type: 'payout.accepted', parkReason: 'UNKNOWN_INSTRUCTION' });
    const entryId = `mtc_${id}`;
    for (const [kind, personId] of [
      ['enterMatch', 'per_maker'],
      ['matchEvent', 'per_checker'],
    ] as const) {
      const message = {
        kind,
        actId: `${kind}_${id}`,
        atMs: 0,
        entryId,
        eventId: id,
        instructionId: sent.instructionId,
      };
      await attack(
        `INSERT INTO act (id, entity_kind, entity_id, act, person_id, body_digest, body, at, state, signature, answered_at)
         VALUES ($1, 'claim', $2, $3, $4, '', $5, now(), 'recorded', $6, now())`,
        message.actId,
        sent.claimId,
        kind,
        personId,
        JSON.stringify({ asked: { entity: 'claim', id: sent.claimId, message } }),
        Buffer.alloc(64, 1),
      );
    }
    await attack(
      `INSERT INTO money_entry (id, kind, state, jurisdiction, claim_id, event_id, instruction_id, amount_fen, maker_id,
         maker_act_id, entered_at, decided_by, decided_act_id, decided_at)
       VALUES ($5, 'match', 'confirmed', '150600', $1, $2, $3, $4, 'per_maker', 'enterMatch_' || $2, now(),
         'per_checker', 'matchEvent_' || $2, now())`,
      sent.claimId,
      id,
      sent.instructionId,
      BASE,
      entryId,
    );
    await attack(
      `UPDATE payout_inbox SET state = 'new', park_reason = NULL, instruction_id = $2, batch_id = $3, match_id = $4
       WHERE id = $1`,
      id,
      sent.instructionId,
      sent.batchId,
      entryId,
    );
    expect(await refused([id])).toEqual(NOT_ASKED);
  });

  it('waits for two persons as it did when it arrived, whatever its state is made to say', async () => {
    const id = await kept({ parkReason: 'ID_REUSED' });
    await attack(
      `UPDATE payout_inbox SET state = 'new', park_reason = NULL, batch_id = $2 WHERE id = $1`,
      id,
      sent.batchId,
    );
    expect(await refused([id])).toEqual(NOT_ASKED);
  });
});

describe('S1: an invented report in the way of a true one', () => {
  it.each([
    ['waits for its batch', { state: 'new' }],
    ['waits for a person', { state: 'parked', park_reason: 'CONTRADICTION' }],
    ['says that it was applied, in the same words', { state: 'applied', is_id_reused: true }],
  ])('with its id keeps it not out: it %s', async (name, row) => {
    const webhookId = `evt-${name}`;
    const digest = createHash('sha256').update(canonicalJson(wordsOfBank())).digest();
    const known = { machine_client_id: 'mcl_1', sender_id: webhookId, body_digest: digest };
    const id = await inventReport(office, sent, { ...row, ...known, batch_id: null });
    await bankSettles(office, sent, webhookId);
    expect(await stateOfReport(office, id)).toBe('refused');
    await expectPaid(office, sent);
    expect(await forgeriesOf(office, sent)).toEqual(NOT_SIGNED);
    const before = await moneyOf(office, sent);
    await bankSettles(office, sent, webhookId);
    expect(await moneyOf(office, sent)).toEqual(before);
  });

  it('is matched by nobody, and leaves the list of those that wait', async () => {
    const other = { instruction_id: 'pin_unknown', said_instruction_id: 'pin_unknown', batch_id: null };
    const parked = { state: 'parked', park_reason: 'UNKNOWN_INSTRUCTION', ...other };
    const id = await inventReport(office, sent, parked);
    const before = await moneyOf(office, sent);
    const entered = await enterMatch(office, id, sent.instructionId);
    expect(entered.body).toMatchObject({ status: 409, code: 'NOT_SIGNED' });
    expect(await stateOfReport(office, id)).toBe('refused');
    expect((await enterMatch(office, id, sent.instructionId)).body.code).toBe('NOT_SIGNED');
    expect(await moneyOf(office, sent)).toEqual(before);
    expect(await forgeriesOf(office, sent)).toEqual(NOT_SIGNED);
    const waiting = (await office.as('maker').send('GET', '/api/v1/unmatched-payout-events?limit=200')).body.items;
    expect(waiting.map((one: { readonly id: string }) => one.id)).not.toContain(id);
  });

  it('is not confirmed, where a true one was changed between the words of two', async () => {
    const id = await kept({ instructionId: 'pin_nobodys', parkReason: 'UNKNOWN_INSTRUCTION' });
    expect((await enterMatch(office, id, sent.instructionId)).status).toBe(201);
    await office.pool.query(`UPDATE payout_inbox SET body = '{"reasonCode": "X"}' WHERE id = $1`, [id]);
    const before = await moneyOf(office, sent);
    expect((await confirmMatch(office, id)).body).toMatchObject({ status: 409, code: 'NOT_SIGNED' });
    expect(await moneyOf(office, sent)).toEqual(before);
    expect(await stateOfReport(office, id)).toBe('refused');
    await bankSettles(office, sent);
    await expectPaid(office, sent);
  });
});
