import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PolicySnapshot } from '../../../domain/policy/policy-snapshot.ts';
import { inTransaction } from '../../../prisma/kernel/connection.ts';
import { reserveSlots } from '../../../prisma/line/claim-slots.ts';
import { startLateCertificates, type LateCertificates } from '../../support/late-certificates.ts';
import type { Person } from '../../support/claim-classes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const BASE = 80_000;

let database: TestDatabase;
let office: LateCertificates;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startLateCertificates(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

beforeEach(async () => {
  await office.registers.setAvailable('certificates', true, new Date());
  await office.begin();
});

/** Nobody has a fresh answer of the register any more, and it is down. */
async function registerFails(): Promise<void> {
  await office.registers.setAvailable('certificates', false, new Date());
  await office.pool.query("DELETE FROM register_answer WHERE register = 'certificates'");
}

/** The register answers for everybody in the claim, and the claim is told so. */
async function registerAnswers(claimId: string): Promise<void> {
  const at = new Date('2025-06-23T10:00:00+08:00');
  await office.registers.setAvailable('certificates', true, new Date());
  await office.claims.askRegisters(claimId, at, 'any');
  const message = {
    kind: 'registerAnswered',
    actId: `${claimId}/register/${at.getTime()}`,
    atMs: at.getTime(),
  } as const;
  await office.ask({ entity: 'claim', id: claimId, message });
}

const lineOf = async (claimId: string, { idNumber }: Pick<Person, 'idNumber'>) =>
  (await office.linesOf(claimId)).find((line: { idNumber: string }) => line.idNumber === idNumber);

/** The kinds of the keys that the person's line of the claim has taken. */
async function keysOf(claimId: string, { idNumber }: Pick<Person, 'idNumber'>): Promise<readonly string[]> {
  const { rows } = await office.pool.query<{ kind: string }>(
    `SELECT k.kind FROM (SELECT 'YEARLY_SLOT' AS kind, line_id FROM yearly_slot
       UNION ALL SELECT 'OCCUPATION_LEVEL', line_id FROM occupation_level_key
       UNION ALL SELECT kind, line_id FROM entitlement_key) AS k
     JOIN claim_line l ON l.id = k.line_id JOIN trainee t ON t.id = l.trainee_id
     WHERE l.claim_id = $1 AND t.id_number_index = $2 ORDER BY k.kind`,
    [claimId, office.sealer.index(idNumber)],
  );
  return rows.map(({ kind }) => kind);
}

const classOf = async (people: readonly Person[]) => (await office.aClass(people)).filingId;

describe('a line that was refused for what another claim had', () => {
  it('L2: takes its keys when a register’s answer revives it, so that the first claim is not paid a second time', async () => {
    const twice = office.nextWelder();
    const [first, second] = [await classOf([twice]), await classOf([twice])];
    const firstId = await office.claimOf(first);
    expect(await lineOf(firstId, twice)).toMatchObject({ state: 'eligible', baseFen: BASE });
    await registerFails();
    const secondId = await office.claimOf(second);
    expect(await lineOf(secondId, twice)).toMatchObject({ state: 'refused', baseFen: 0 });
    expect(await office.claimSeen(secondId)).toMatchObject({ state: 'submitted', waitingRegister: 'certificates' });
    await office.school('POST', `/api/v1/claims/${firstId}/withdrawal`, { reason: '改由另一班申请' });

    await registerAnswers(secondId);
    expect(await office.claimSeen(secondId)).toMatchObject({ state: 'departmentReview', waitingRegister: null });
    expect(await lineOf(secondId, twice)).toMatchObject({ state: 'eligible', baseFen: BASE, refusals: [] });
    expect(await keysOf(secondId, twice)).toEqual(['CERTIFICATE', 'CLASS_LINE', 'OCCUPATION_LEVEL', 'YEARLY_SLOT']);
    const again = await office.claimOf(first);
    expect(await lineOf(again, twice)).toMatchObject({ state: 'refused', baseFen: 0 });
    expect(await keysOf(again, twice)).toEqual([]);
  });

  it('L2: stays refused after a register’s answer where its certificate number is paid to another person of the class', async () => {
    const more = office.nextWelder();
    const { filingId, onTime, late } = await office.aClass([{ ...more, certificateDate: null }]);
    const mainId = await office.claimOf(filingId);
    expect(await lineOf(mainId, onTime)).toMatchObject({ state: 'eligible', baseFen: BASE });
    const { rows } = await office.pool.query<{ no: string; on: string }>(
      `SELECT certificate_no AS no, certificate_date::text AS on FROM training_result r JOIN trainee t ON t.id = r.trainee_id
       WHERE r.filing_id = $1 AND t.id_number_index = $2`,
      [filingId, office.sealer.index(onTime.idNumber)],
    );
    const { no, on } = rows[0] ?? { no: '', on: '' };
    const imported = await office.importResults(filingId, [{ ...late, no, date: on }, more]);
    expect(imported.body).toMatchObject({ imported: 2, errors: [] });
    const refused = { state: 'refused', baseFen: 0, refusals: [{ code: 'COURSE_CLAIMED_OTHERWISE' }] };
    await registerFails();
    const id = await office.claimOf(filingId);
    expect(await lineOf(id, late)).toMatchObject(refused);
    expect(await lineOf(id, more)).toMatchObject({ state: 'proposed' });

    await registerAnswers(id);
    expect(await lineOf(id, more)).toMatchObject({ state: 'eligible', baseFen: BASE });
    expect(await lineOf(id, late)).toMatchObject(refused);
    expect(await keysOf(id, late)).toEqual([]);
  });

  it('L12: is not waited for: a claim whose only line finds its certificate taken waits for no register', async () => {
    const { filingId, late } = await office.aClass();
    const mainId = await office.claimOf(filingId);
    expect((await office.importResults(filingId, [late])).body).toMatchObject({ imported: 1 });
    await registerFails();
    const id = await office.claimOf(filingId);
    expect(await office.claimSeen(id)).toMatchObject({ state: 'submitted', waitingRegister: 'certificates' });
    // Another line has the certificate, although the count did not see it.
    await office.pool.query(
      `UPDATE entitlement_key SET (line_id, trainee_id) = (SELECT id, trainee_id FROM claim_line WHERE claim_id = $2 LIMIT 1)
       WHERE kind = 'CERTIFICATE' AND line_id IN (SELECT id FROM claim_line WHERE claim_id = $1)`,
      [id, mainId],
    );
    const { rows } = await office.pool.query<{ content: PolicySnapshot }>(
      'SELECT s.content FROM claim c JOIN policy_snapshot s ON s.id = c.policy_snapshot_id WHERE c.id = $1',
      [id],
    );
    for (const { content } of rows) {
      await inTransaction(office.pool, (client) => reserveSlots(client, id, content));
    }
    expect(await lineOf(id, late)).toMatchObject({
      state: 'refused',
      refusals: [{ code: 'COURSE_CLAIMED_OTHERWISE' }],
    });
    expect((await office.claimSeen(id)).waitingRegister).toBeNull();
  });
});
