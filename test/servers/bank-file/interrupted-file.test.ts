import { afterAll, beforeAll, expect, it } from 'vitest';
import { resumeBankFiles } from '../../../api/bank-file/resume-bank-files.ts';
import { createBankFiles } from '../../../prisma/bank-file/bank-file-store.ts';
import { placeOf } from '../../../prisma/kernel/sealed-places.ts';
import { signAct, trust } from '../../support/act-keys.ts';
import { camt } from '../../support/bank-messages.ts';
import { BASE, duePersons } from '../../support/line-claims.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

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

const warned: object[] = [];
/** An hour before the office's time. */
const CONFIRMED_AT = '2025-06-23T01:00:00.000Z';

/** As an API process that begins. */
async function begin(): Promise<void> {
  const files = createBankFiles(office.application, { sealer: office.sealer, sign: signAct, ...trust([]) });
  const log = { warn: (facts: object) => warned.push(facts) };
  await resumeBankFiles({ files, desk: office.desk, log }, () =>
    Promise.resolve(new Date('2025-06-24T10:00:00+08:00')),
  );
}

/** What the bank says of these payments. */
const settling = (ids: readonly string[]) =>
  camt(
    '054',
    ids.map((id) => ({ id, fen: BASE, reference: `I-${id}` })),
  );

/** A maker's file that settles two of three payments of a batch; the confirmation ended before the first entry. */
async function confirmedAndLost() {
  const claimId = await duePersons(office, ['张丽', '李明', '王芳']);
  const { body: batch } = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const path = `/api/v1/payout-batches/${batch.id}`;
  expect((await office.as('checker').act('POST', `${path}/release`)).status).toBe(200);
  const ids: readonly string[] = batch.instructions.slice(0, 2).map(({ id }: { id: string }) => id);
  const { id } = (await office.as('maker').upload('POST', '/api/v1/bank-files', settling(ids), 'file.xml')).body;
  await office.pool.query(
    `UPDATE bank_file SET state = 'inForce', decided_at = $2, decided_by = 'per_checker' WHERE id = $1`,
    [id, CONFIRMED_AT],
  );
  const states = async () =>
    (await office.as('maker').send('GET', path)).body.instructions.map(({ state }: { state: string }) => state);
  return { id: String(id), ids, states };
}

it('a file whose confirmation was interrupted goes on when an API process begins, and once', async () => {
  const { id, ids, states } = await confirmedAndLost();
  expect(await states()).toEqual(['instructed', 'instructed', 'instructed']);
  await begin();
  await expect.poll(states, { timeout: 60_000 }).toEqual(['settled', 'settled', 'instructed']);
  const file = await office.as('checker').send('GET', `/api/v1/bank-files/${id}`);
  expect(file.body).toMatchObject({ state: 'inForce', matched: 2, duplicates: 0 });

  // The process ended after the last entry and before it could say so: nothing counts twice.
  await office.pool.query('UPDATE bank_file SET taken_at = NULL WHERE id = $1', [id]);
  await Promise.all([begin(), begin()]);
  expect((await office.as('checker').send('GET', `/api/v1/bank-files/${id}`)).body).toMatchObject({
    matched: 2,
    duplicates: 0,
  });
  const facts = await office.pool.query('SELECT count(*)::int AS n FROM payout_fact WHERE instruction_id = ANY ($1)', [
    ids,
  ]);
  expect(facts.rows[0].n).toBe(2);
  expect(warned).toEqual([]);
});

it('a file that cannot be read any more, or has other bytes than it came with, is not taken, and holds up no other', async () => {
  const broken = await confirmedAndLost();
  const changed = await confirmedAndLost();
  const real = await confirmedAndLost();
  await office.pool.query(`UPDATE bank_file SET content_sealed = decode('00', 'hex') WHERE id = $1`, [broken.id]);
  // Somebody who has the key puts a file there that settles one payment alone.
  const other = Buffer.from(settling(changed.ids.slice(0, 1))).toString('base64');
  await office.pool.query('UPDATE bank_file SET content_sealed = $1 WHERE id = $2', [
    office.sealer.seal(other, placeOf('bank_file.content_sealed', changed.id)),
    changed.id,
  ]);
  await begin();
  await expect.poll(real.states, { timeout: 60_000 }).toEqual(['settled', 'settled', 'instructed']);
  for (const { states } of [broken, changed]) {
    expect(await states()).toEqual(['instructed', 'instructed', 'instructed']);
  }
  const named = warned.map((facts) => 'fileId' in facts && facts.fileId);
  expect(new Set(named)).toEqual(new Set([broken.id, changed.id]));

  const { items } = (await office.as('checker').send('GET', '/api/v1/bank-files')).body;
  const untaken = items.filter((file: { untaken: object | null }) => file.untaken !== null);
  expect(new Set(untaken.map(({ id }: { id: string }) => id))).toEqual(new Set([broken.id, changed.id]));
  const { body: read } = await office.as('checker').send('GET', `/api/v1/bank-files/${broken.id}`);
  expect(read).toMatchObject({ isTaken: false, untaken: { since: CONFIRMED_AT } });
  expect(read.untaken.note).toContain('每分钟再试一次');
  const stuck = async (seat: 'checker' | 'ops' | 'dept') =>
    (await office.as(seat).send('GET', '/api/v1/stuck?cause=bankFileUntaken')).body.items;
  for (const seat of ['checker', 'ops'] as const) {
    expect(await stuck(seat)).toMatchObject([
      {
        cause: 'bankFileUntaken',
        waitingFor: 'error',
        count: 2,
        oldestSince: CONFIRMED_AT,
        reasons: ['BANK_FILE_UNTAKEN'],
        entities: expect.arrayContaining([expect.objectContaining({ kind: 'bankFile', id: broken.id })]),
      },
    ]);
  }
  expect(await stuck('dept')).toEqual([]);
});
