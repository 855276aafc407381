import { placeOf } from '../../../prisma/kernel/sealed-places.ts';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../prisma/kernel/id-maker.ts';
import { noticePage } from '../../../prisma/notice/notice-page.ts';
import { draftNotice } from '../../../prisma/notice/notice-drafting.ts';
import { inTransaction } from '../../../prisma/kernel/connection.ts';
import { APPROVE_BUREAU, startOffice, type Office } from '../../support/office.ts';
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

const AT = new Date('2025-06-23T10:00:00+08:00');

/** A claim past its department's review whose pinned law says something else. */
async function claimWith(change: Readonly<Record<string, unknown>>): Promise<string> {
  const { walks, pool } = office;
  const claimId = await walks.aClaim();
  const task = await walks.taskOf('dept', claimId);
  expect((await walks.decide('dept', task, await walks.approval(claimId))).status).toBe(200);
  const snapshotId = newId('psn');
  await pool.query(
    `INSERT INTO policy_snapshot (id, digest, content, created_at)
     SELECT $2, $3, jsonb_set(s.content, '{routeDefinition}', (s.content -> 'routeDefinition') || $4), now()
     FROM policy_snapshot s JOIN claim c ON c.policy_snapshot_id = s.id WHERE c.id = $1`,
    [claimId, snapshotId, randomBytes(32), JSON.stringify(change)],
  );
  await pool.query('UPDATE claim SET policy_snapshot_id = $2 WHERE id = $1', [claimId, snapshotId]);
  return claimId;
}

interface LineToAdd {
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly lineKey?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A line from a file of the route's own; answers its id. */
async function addLine(claimId: string, line: LineToAdd): Promise<string> {
  const { pool, sealer } = office;
  const [lineId, entryId] = [newId('lin'), newId('ent')];
  const traineeId = line.idNumber === null ? null : newId('trn');
  if (line.idNumber !== null) {
    await pool.query('INSERT INTO trainee (id, id_number_index, id_number_sealed) VALUES ($1, $2, $3)', [
      traineeId,
      randomBytes(32),
      sealer.seal(line.idNumber, placeOf('trainee.id_number_sealed', traineeId ?? '')),
    ]);
  }
  const position = (await pool.query('SELECT FROM claim_line WHERE claim_id = $1', [claimId])).rowCount ?? 0;
  await pool.query(
    `INSERT INTO claim_entry (id, claim_id, position, trainee_id, facts, added_at)
     VALUES ($1, $2, $3, $4, $5, now())`,
    [entryId, claimId, position + 1, traineeId, JSON.stringify(line.facts ?? {})],
  );
  await pool.query(
    `INSERT INTO claim_line (id, claim_id, position, line_key, entry_id, trainee_id, name_sealed, state, attended_hours,
       occupation_code, skill_level, base_fen, formula, refusals, findings)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'eligible', 0, '6-18-02-04', 'LEVEL_4', 80000, '{}', '[]', '[]')`,
    [
      lineId,
      claimId,
      position + 1,
      line.lineKey ?? entryId,
      entryId,
      traineeId,
      line.name === null ? null : sealer.seal(line.name, placeOf('claim_line.name_sealed', lineId)),
    ],
  );
  await pool.query(
    `UPDATE claim SET claimed_fen = claimed_fen + 80000, lines_total = lines_total + 1, lines_eligible = lines_eligible + 1
     WHERE id = $1`,
    [claimId],
  );
  return lineId;
}

/** Only what was added counts, as in a claim without a class. */
async function withoutClass(claimId: string, over = ''): Promise<void> {
  await office.pool.query(`UPDATE claim_line SET state = 'refused' WHERE claim_id = $1 AND entry_id IS NULL`, [
    claimId,
  ]);
  await office.pool.query(`UPDATE claim SET filing_id = NULL ${over} WHERE id = $1`, [claimId]);
}

const pageOf = (claimId: string) =>
  inTransaction(office.pool, async (client) => {
    const noticeId = await draftNotice(client, { claimIds: [claimId], at: AT, createdBy: null, sealer: office.sealer });
    return noticePage(client, noticeId);
  });

describe('a notice', () => {
  it('L6: of people in custody lists no names, and an upheld objection says which lines fall out (R-063, R-099)', async () => {
    const { walks, nobody, as, pool } = office;
    const claimId = await claimWith({ noticeNames: 'aggregate' });
    await pool.query(
      `UPDATE roster_entry SET categories = '{PRISONER}' WHERE filing_id = (SELECT filing_id FROM claim WHERE id = $1)`,
      [claimId],
    );
    const facts = { categories: ['COMPULSORY_DETOX_PERSON'] };
    const lineId = await addLine(claimId, { name: '张丽', idNumber: '159901199003074526', facts });
    expect((await walks.decide('bureau', await walks.taskOf('bureau', claimId), APPROVE_BUREAU)).status).toBe(200);
    const noticeId = await walks.noticeOf(claimId);
    await walks.confirm('dept', noticeId);
    const published = await walks.confirm('bureau', noticeId);
    expect(published.body).toMatchObject({
      state: 'published',
      claims: [{ headcount: 2, amountFen: 160_000 }],
      items: [{ itemNo: 1, lineId: null, name: '***', idNumber: '', amountFen: 160_000 }],
    });
    const page = await nobody.send('GET', `/public/notices/${noticeId}`, undefined, { Accept: 'text/html' });
    expect(page.body).toContain('按规定不公开人员名单');
    expect(page.body).not.toContain('额****尔');

    const said = { itemNo: 1, statement: '其中一人未参加培训' };
    expect((await nobody.send('POST', `/public/notices/${noticeId}/objections`, said)).status).toBe(202);
    const tasks = await as('dept').send('GET', '/api/v1/tasks?stage=jointNotice&limit=200');
    const task = tasks.body.items.find((one: { kind: string; noticeId: string }) => one.noticeId === noticeId);
    const upheld = { act: 'uphold', remark: '属实' };
    expect((await walks.decide('dept2', task, upheld)).body).toMatchObject({
      code: 'INVALID',
      errors: [{ pointer: '/refuseLines', code: 'REQUIRED' }],
    });
    const refuseLines = [{ lineId, code: 'ATTENDANCE_TOO_LOW' }];
    expect((await walks.decide('dept2', task, { ...upheld, refuseLines })).status).toBe(200);
    const { rows } = await pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
    await office.endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
    const lines = await pool.query('SELECT id FROM claim_line WHERE claim_id = $1 AND state = $2', [
      claimId,
      'refused',
    ]);
    expect(lines.rows).toEqual([{ id: lineId }]);
    expect((await as('ops').send('GET', `/api/v1/claims/${claimId}`)).body).toMatchObject({
      state: 'finance',
      totals: { approvedFen: 80_000 },
    });
  });

  it('hides single people in custody and minors, and says occupation or month by item (R-063, R-096)', async () => {
    const claimId = await claimWith({});
    await addLine(claimId, { name: '张丽', idNumber: '159901199003074526', lineKey: 'ent_x/2025-03' });
    await addLine(claimId, { name: '王强', idNumber: '159901199003074526', facts: { categories: ['PRISONER'] } });
    await addLine(claimId, { name: '赵小妹', idNumber: '159901201203074526' });
    await withoutClass(claimId);
    const page = await pageOf(claimId);
    expect(page.items.map(({ name, idNumber }) => [name, idNumber])).toEqual([
      ['张*', '15*************526'],
      ['***', ''],
      ['***', '15*************526'],
    ]);
    expect(page.items[0]?.detail).toEqual({ occupation: '6-18-02-04', skillLevel: 'LEVEL_4', month: '2025-03' });
    expect(page.claims[0]).toMatchObject({ headcount: 3, occupation: null, amountFen: 240_000 });
  });

  it('names a result by its title, and its body as the payee (R-096)', async () => {
    const claimId = await claimWith({});
    await addLine(claimId, { name: null, idNumber: null, facts: { title: '全区职业技能大赛承办' } });
    await withoutClass(claimId);
    expect((await pageOf(claimId)).items).toMatchObject([
      { name: '全区职业技能大赛承办', idNumber: '', amountFen: 80_000 },
    ]);
  });

  it('of a body that applies for persons says that the persons are paid, and who applied (R-107)', async () => {
    const { walks, nobody } = office;
    const claimId = await claimWith({ payee: 'person' });
    await addLine(claimId, { name: '张丽', idNumber: '159901199003074526' });
    await withoutClass(claimId);
    expect((await walks.decide('bureau', await walks.taskOf('bureau', claimId), APPROVE_BUREAU)).status).toBe(200);
    const noticeId = await walks.noticeOf(claimId);
    await walks.confirm('dept', noticeId);
    await walks.confirm('bureau', noticeId);
    const [facts] = (await nobody.send('GET', `/public/notices/${noticeId}`)).body.claims;
    expect(facts).toMatchObject({ payee: null, payeeWord: { zh: '本人（见名单）', en: 'each person, see the list' } });
    const { body } = await nobody.send('GET', `/public/notices/${noticeId}`, undefined, { Accept: 'text/html' });
    const words = String(body).replaceAll(/\s+/g, ' ');
    expect(words).toContain(`<dt>申报单位</dt> <dd>${facts.applicant}</dd> <dt>收款人</dt> <dd>本人（见名单）</dd>`);
    expect(words).toMatch(/焊工 6-18-02-04 · 中级工/);
    expect(words).toContain(`/public/notices/${noticeId}/objections`);
    expect(words).not.toContain('任一公示单位');
  });

  it('of a single person masks the payee as well (R-096)', async () => {
    const claimId = await claimWith({});
    await addLine(claimId, { name: '阿木尔', idNumber: '159901199003074526' });
    await office.pool.query(
      `INSERT INTO party (id, kind, name, jurisdiction) VALUES ('pty_amur', 'person', '阿木尔', '150600')`,
    );
    await withoutClass(claimId, `, applicant_party_id = 'pty_amur'`);
    const page = await pageOf(claimId);
    expect(page.claims[0]?.payee).toBe('阿*尔');
    expect(JSON.stringify(page)).not.toContain('阿木尔');
  });

  it('lists both funds where an allowance rides on the base, and what an advance has paid (T-08, R-073)', async () => {
    const claimId = await claimWith({});
    await office.pool.query('UPDATE claim_line SET allowance_fen = 9000 WHERE claim_id = $1', [claimId]);
    await office.pool.query('UPDATE claim SET advance_fen = 48000, allowance_fen = 9000 WHERE id = $1', [claimId]);
    const page = await pageOf(claimId);
    expect(page.claims[0]).toMatchObject({
      amountFen: 89_000,
      advanceFen: 48_000,
      funds: [
        { purpose: 'base', amountFen: 80_000 },
        { purpose: 'allowance', amountFen: 9_000 },
      ],
    });
    expect(page.items).toMatchObject([{ amountFen: 89_000, detail: { allowanceFen: 9_000 } }]);
  });

  it('of an advance has one item, the payee’s, and the size of the class (R-072)', async () => {
    const claimId = await claimWith({});
    await office.pool.query(
      `UPDATE claim_line SET trainee_id = NULL, name_sealed = NULL, line_key = 'advance' WHERE claim_id = $1`,
      [claimId],
    );
    await office.pool.query(`UPDATE claim SET purpose = 'advance' WHERE id = $1`, [claimId]);
    const page = await pageOf(claimId);
    expect(page.items).toEqual([
      expect.objectContaining({ itemNo: 1, name: page.claims[0]?.payee, idNumber: '', amountFen: 80_000 }),
    ]);
    expect(page.claims[0]).toMatchObject({ purpose: 'advance', headcount: 1 });
  });
});
