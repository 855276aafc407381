import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import { BASE, expectPaid, moneyOf, sentPayment, type SentPayment } from '../../support/forged-reports.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const MIGRATION = join(ROOT, 'prisma/migrations/20261129002120_entered_results_are_signed/migration.sql');

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

const pathOf = () => `/api/v1/payout-batches/${sent.batchId}/results`;

const confirmed = (resultId: string) => office.as('checker').send('POST', `${pathOf()}/${resultId}/confirmation`);

async function entered(state: string): Promise<string> {
  const csv = `instructionId,state,amountFen\n${sent.instructionId},${state},${BASE}\n`;
  const answer = await office.as('maker').upload('POST', pathOf(), csv);
  expect(answer.body).toMatchObject({ state: 'waitsForConfirmation' });
  return String(answer.body.resultId);
}

const settledRow = () => ({
  instructionId: sent.instructionId,
  state: 'settled',
  amountFen: BASE,
  valueDate: null,
  bankReference: null,
  reasonCode: null,
});

/** What SQL with the application's login can put there: everything but a signature. */
async function invented(signature: Buffer | null): Promise<string> {
  const resultId = `res_of${sent.batchId.slice(4)}`;
  await office.application.query(
    `INSERT INTO result_entry (id, batch_id, rows, maker_id, created_at, signature) VALUES ($1, $2, $3, 'per_maker', now(), $4)`,
    [resultId, sent.batchId, JSON.stringify([settledRow()]), signature],
  );
  return resultId;
}

/** @returns what the operators see of it */
async function refused(resultId: string): Promise<readonly object[]> {
  const before = await moneyOf(office, sent);
  expect((await confirmed(resultId)).body).toMatchObject({ status: 409, code: 'NOT_SIGNED' });
  expect(await moneyOf(office, sent)).toEqual(before);
  const kept = await office.pool.query('SELECT FROM payout_inbox WHERE instruction_id = $1', [sent.instructionId]);
  expect(kept.rowCount).toBe(0);
  const seen = await office.pool.query('SELECT act, cause FROM forged_act WHERE entity_id = $1', [sent.batchId]);
  return seen.rows;
}

const NOT_SIGNED = [{ act: 'unknown', cause: 'notSigned' }];

/** The maker enters what is true, and the checker confirms it. */
async function goesOn(): Promise<void> {
  expect((await confirmed(await entered('settled'))).body).toMatchObject({ state: 'confirmed', rows: 1 });
  await expectPaid(office, sent);
}

describe('S1, S4: results that no API process took in', () => {
  it('are not put in force by an honest checker, are seen by the operators, and hinder nothing', async () => {
    expect(await refused(await invented(Buffer.alloc(64, 1)))).toEqual(NOT_SIGNED);
    const stuck = (await office.as('ops').send('GET', '/api/v1/stuck?cause=forgedAct')).body.items;
    expect(stuck).toMatchObject([{ cause: 'forgedAct' }]);
    expect(stuck[0].claims).toContainEqual(expect.objectContaining({ claimId: sent.claimId }));
    await goesOn();
  });

  it('are not those that were changed while they waited either', async () => {
    const resultId = await entered('failed');
    // As the owner of the table: the application's login may not change what was entered.
    await office.pool.query('UPDATE result_entry SET rows = $2 WHERE id = $1', [
      resultId,
      JSON.stringify([settledRow()]),
    ]);
    expect(await refused(resultId)).toEqual(NOT_SIGNED);
    await goesOn();
  });

  it('count if they waited for their checker since before signatures, as they were then', async () => {
    const [carryOver] = /INSERT INTO result_entry_before_signing[^;]*/.exec(readFileSync(MIGRATION, 'utf8')) ?? [];
    const resultId = await invented(null);
    await office.pool.query(`${carryOver} AND e.id = $1`, [resultId]);
    await expect(office.application.query(`${carryOver} AND false`)).rejects.toMatchObject({ code: '42501' });
    expect((await confirmed(resultId)).body).toMatchObject({ state: 'confirmed', rows: 1 });
    await expectPaid(office, sent);
  });
});
