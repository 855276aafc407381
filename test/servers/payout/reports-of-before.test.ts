import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import { createActVerifier } from '../../../prisma/kernel/act-signing.ts';
import { createEntityPaging } from '../../../prisma/worker/entity-paging.ts';
import { takeUpRefused } from '../../../prisma/worker/refused-reports.ts';
import { trust, verifyAct } from '../../support/act-keys.ts';
import {
  BASE,
  RECEIVED_AT,
  expectPaid,
  inventReport,
  sentPayment,
  stateOfReport,
  type SentPayment,
} from '../../support/forged-reports.ts';
import { keepReport } from '../../support/kept-reports.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const MIGRATION = join(ROOT, 'prisma/migrations/20261129002100_reports_are_signed/migration.sql');

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

const states = (...ids: readonly string[]) => Promise.all(ids.map((id) => stateOfReport(office, id)));

describe('S1: reports of before signatures', () => {
  it('count as they stood then; changed ones do not, and the application can add none', async () => {
    const [carryOver] = /INSERT INTO payout_inbox_before_signing[^;]*/.exec(readFileSync(MIGRATION, 'utf8')) ?? [];
    const before = { signature: null } as const;
    const id = await inventReport(office, sent, before);
    const changed = await inventReport(office, sent, { ...before, type: 'payout.accepted' });
    await office.pool.query(`${carryOver} WHERE x.id = ANY ($1)`, [[id, changed]]);
    await office.pool.query(`UPDATE payout_inbox SET type = 'payout.failed' WHERE id = $1`, [changed]);
    await office.desk.inboxChanged(sent.batchId);
    expect(await states(id, changed)).toEqual(['applied', 'refused']);
    await expectPaid(office, sent);

    const denied = { code: '42501' };
    await expect(office.application.query(`${carryOver} WHERE false`)).rejects.toMatchObject(denied);
    for (const attack of [
      `UPDATE payout_inbox_before_signing SET said = '{}'`,
      'DELETE FROM payout_inbox_before_signing',
    ]) {
      await expect(office.application.query(attack)).rejects.toMatchObject(denied);
    }
  });
});

describe('S1: a worker that does not know the key of the API', () => {
  it('loses no report: the next one that knows it takes up the true ones, once, and no forged one', async () => {
    const stranger = createActVerifier([generateKeyPairSync('ed25519').publicKey]);
    const { instructionId } = sent;
    const id = await keepReport(office.pool, { instructionId, amountFen: BASE, receivedAt: RECEIVED_AT });
    const forged = await inventReport(office, sent);
    const worker = createEntityPaging(office.application, { ...trust(), verify: stranger });
    await worker.nextInboxStep(sent.batchId);
    await worker.nextInboxStep(sent.batchId);
    expect(await states(id, forged)).toEqual(['refused', 'refused']);

    expect(await takeUpRefused(office.application, stranger)).toBe(0);
    const workers = [takeUpRefused(office.application, verifyAct), takeUpRefused(office.application, verifyAct)];
    const [one = 0, other = 0] = await Promise.all(workers);
    expect(one + other).toBe(1);
    expect(await states(id, forged)).toEqual(['new', 'refused']);
    await office.desk.inboxChanged(sent.batchId);
    await expectPaid(office, sent);
  });

  it('loses none whose sender used an id twice: it waits for a person again beside its partner', async () => {
    const { instructionId } = sent;
    const report = { instructionId, amountFen: BASE, receivedAt: RECEIVED_AT, parkReason: 'ID_REUSED' } as const;
    const partner = await keepReport(office.pool, { ...report, parkReason: 'UNKNOWN_INSTRUCTION' });
    const id = await keepReport(office.pool, { ...report, reusedId: partner });
    await office.pool.query(`UPDATE payout_inbox SET state = 'refused' WHERE id = $1`, [id]);
    expect(await takeUpRefused(office.application, verifyAct)).toBe(1);
    expect(await states(partner, id)).toEqual(['parked', 'parked']);
  });
});

describe('a report that its claim refused', () => {
  it('is told to other systems; of a claim that does not answer it is told once', async () => {
    const { instructionId } = sent;
    const id = await keepReport(office.pool, { instructionId, amountFen: BASE, receivedAt: RECEIVED_AT });
    const worker = createEntityPaging(office.application, trust());
    const toldReasons = async () => {
      const told = await office.pool.query<{ said: string }>(
        `SELECT payload ->> 'reason' || ' ' || (payload ->> 'instructionId') AS said FROM outbox_message
         WHERE topic = 'payout.unmatched' AND payload ->> 'eventId' = $1 ORDER BY id`,
        [id],
      );
      return told.rows.map(({ said }) => said);
    };
    const judgedAgain = () =>
      office.pool.query(`UPDATE payout_inbox SET state = 'new', park_reason = NULL, tried_at = now() WHERE id = $1`, [
        id,
      ]);
    await worker.parkInbox(id, 'CLAIM_NOT_ANSWERING');
    await judgedAgain();
    await worker.parkInbox(id, 'CLAIM_NOT_ANSWERING');
    expect(await toldReasons()).toEqual([`CLAIM_NOT_ANSWERING ${instructionId}`]);
    await judgedAgain();
    await worker.parkInbox(id, 'CONTRADICTION');
    await worker.parkInbox(id, 'CONTRADICTION');
    expect((await toldReasons()).slice(1)).toEqual([`CONTRADICTION ${instructionId}`]);
  });
});
