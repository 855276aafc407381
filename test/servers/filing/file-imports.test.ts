import { AUDIT_KEY } from '../../support/act-keys.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import { newThreads } from '../../../api/kernel/threads.ts';
import { connectDatabase, inTransaction, type Database } from '../../../prisma/kernel/connection.ts';
import { copyRows } from '../../../prisma/kernel/copy-rows.ts';
import { createSealer, type Sealer } from '../../../prisma/kernel/sealing.ts';
import { readRoster, removeRosterRow } from '../../../prisma/filing/roster-store.ts';
import { addRosterRows, type RosterRowToAdd } from '../../../prisma/filing/roster-writing.ts';
import { addClass } from '../../support/claim-classes.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import { day } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const AT = new Date('2025-05-12T09:00:00+08:00');

let made: TestDatabase;
let database: Database;
let pool: pg.Pool;
let owner: pg.Client;
let sealer: Sealer;
let filingId: string;
let people = 0;

beforeAll(async () => {
  made = await createTestDatabase();
  database = connectDatabase(made.url, { auditKey: AUDIT_KEY });
  pool = database.pool;
  owner = new pg.Client(made.ownerUrl);
  await owner.connect();
  sealer = createSealer([{ id: 1, secret: Buffer.alloc(32, 7) }], newThreads);
  await owner.query(`INSERT INTO party (id, kind, name, jurisdiction) VALUES ('pty_1', 'institution', 'x', '150600')`);
  await owner.query(
    `INSERT INTO person (id, username, display_name, jurisdiction, roles, party_id)
     VALUES ('per_1', 'school', 'x', '150600', '{applicant}', 'pty_1')`,
  );
});

beforeEach(async () => {
  filingId = await aFiling();
});

afterAll(async () => {
  await owner.end();
  await database.close();
  await made.drop();
});

describe('a file of many rows', () => {
  it('is stored as it is written, whatever characters are in it', async () => {
    const odd = { ...row(), name: '张\\三\t\n\r"{}', employer: '\\N', registeredAt: '\\.' };
    await add(filingId, [odd, row()]);
    const [first, second] = await readRoster(pool, filingId, sealer);
    expect(first?.row).toEqual({ ...odd, facts: {}, account: null });
    expect(second?.row.categories).toEqual(['REGISTERED_UNEMPLOYED', 'VETERAN']);
  });

  it('gives the same new persons the same ids when two are stored at once, in whatever order they stand', async () => {
    const other = await aFiling();
    const rows = Array.from({ length: 50 }, row);
    await Promise.all([add(filingId, rows), add(other, rows.toReversed())]);
    const [one, two] = await Promise.all([readRoster(pool, filingId, sealer), readRoster(pool, other, sealer)]);
    expect(one.map(({ personId }) => personId)).toEqual(two.map(({ personId }) => personId).toReversed());
  });

  it('waits for another that names the same new person, and takes that id', async () => {
    const person = row();
    const other = await aFiling();
    const before = await pool.connect();
    await before.query('BEGIN');
    await addRosterRows(before, other, [person], { sealer, at: AT });
    const waiting = add(filingId, [row(), person]);
    await untilSomebodyWaits(pool);
    await before.query('COMMIT');
    before.release();
    await waiting;
    const [known] = await readRoster(pool, other, sealer);
    expect((await readRoster(pool, filingId, sealer))[1]?.personId).toBe(known?.personId);
  });

  it('brings somebody back who was removed, with the new row', async () => {
    const person = row();
    await add(filingId, [person]);
    const [stored] = await readRoster(pool, filingId, sealer);
    await inTransaction(pool, (client) => removeRosterRow(client, filingId, stored?.personId ?? '', AT));
    await add(filingId, [{ ...person, employer: 'new' }]);
    expect((await readRoster(pool, filingId, sealer)).map((one) => one.row.employer)).toEqual(['new']);
  });
});

describe('rows of files, whose foreign keys are checked once per statement', () => {
  it('are refused as a whole when one of them names a filing or person that is not there', async () => {
    await add(filingId, [row()]);
    const [known] = await readRoster(pool, filingId, sealer);
    const days = (filing: string, trainees: readonly string[]) =>
      inTransaction(pool, (client) =>
        copyRows(
          client,
          'attendance_day',
          ['filing_id', 'trainee_id', 'day', 'hours'],
          trainees.map((id) => ({ filing_id: filing, trainee_id: id, day: day('2025-05-26'), hours: 8 })),
        ),
      );
    await expect(days(filingId, [known?.personId ?? '', 'per_nobody'])).rejects.toMatchObject({
      code: '23503',
      constraint: 'attendance_day_trainee_id_fkey',
    });
    await expect(days('fil_none', [known?.personId ?? ''])).rejects.toMatchObject({
      code: '23503',
      constraint: 'attendance_day_filing_id_fkey',
    });
    expect((await pool.query('SELECT FROM attendance_day WHERE filing_id = $1', [filingId])).rowCount).toBe(0);
  });

  it('keep the filing and the persons whom they name', async () => {
    await add(filingId, [row()]);
    const [person] = await readRoster(pool, filingId, sealer);
    await owner.query('DELETE FROM filing_document WHERE filing_id = $1', [filingId]);
    const named = { code: '23503', table: 'roster_entry' };
    await expect(owner.query('DELETE FROM trainee WHERE id = $1', [person?.personId])).rejects.toMatchObject(named);
    await expect(owner.query('DELETE FROM filing WHERE id = $1', [filingId])).rejects.toMatchObject(named);
    for (const change of [
      "UPDATE trainee SET id = 'per_other' WHERE id = $1",
      "UPDATE roster_entry SET trainee_id = 'per_other' WHERE trainee_id = $1",
    ]) {
      await expect(owner.query(change, [person?.personId])).rejects.toMatchObject({ code: '23503' });
    }
  });

  it('keep a person whom a file names that is not committed yet', async () => {
    const person = row();
    const [personId] = await personsNamedAndGone(person);
    const importing = await pool.connect();
    await importing.query('BEGIN');
    await addRosterRows(importing, filingId, [person], { sealer, at: AT });
    const deleting = owner.query('DELETE FROM trainee WHERE id = $1', [personId]).then(
      () => 'deleted',
      (error: unknown) => (error instanceof pg.DatabaseError ? error.code : error),
    );
    await untilSomebodyWaits(pool);
    await importing.query('COMMIT');
    importing.release();
    expect(await deleting).toBe('23503');
  });
});

function add(to: string, rows: readonly RosterRowToAdd[]): Promise<void> {
  return inTransaction(pool, (client) => addRosterRows(client, to, rows, { sealer, at: AT }));
}

/** A person with a row of their own, whom no file names any more. */
async function personsNamedAndGone(person: RosterRowToAdd): Promise<readonly string[]> {
  await add(filingId, [person]);
  const ids = (await readRoster(pool, filingId, sealer)).map(({ personId }) => personId);
  await pool.query('DELETE FROM roster_entry WHERE filing_id = $1', [filingId]);
  return ids;
}

function aFiling(): Promise<string> {
  return addClass(pool, sealer, { partyId: 'pty_1', personId: 'per_1', state: 'draft' });
}

function row(): RosterRowToAdd {
  people += 1;
  return {
    name: `学员${people}`,
    idNumber: `1599011990010${String(people).padStart(5, '0')}`,
    phone: `199${String(people).padStart(8, '0')}`,
    categories: ['REGISTERED_UNEMPLOYED', 'VETERAN'],
    registeredAt: '鄂尔多斯',
    employer: '',
    feeFen: parseFen(0),
  };
}
