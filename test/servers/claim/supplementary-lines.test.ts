import { giveAccounts } from '../../support/moved-seals.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../prisma/kernel/id-maker.ts';
import type { Answer } from '../../support/http-client.ts';
import { startLateCertificates, type LateCertificates } from '../../support/late-certificates.ts';
import { APPROVE_DEPARTMENT } from '../../support/office.ts';
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

beforeEach(() => office.begin());

async function asOwner(statement: string): Promise<void> {
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  await owner.query(statement);
  await owner.end();
}

/** How many answers have each status. */
function statuses(answers: readonly Answer[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

describe('L12: a line', () => {
  it('L12: is left by the living claims alone: another draft waits for the first, and for good stays for good', async () => {
    const tooSeldom = { ...office.nextWelder(), hours: 40 };
    const { filingId, late } = await office.aClass([tooSeldom]);
    const main = await office.draft(filingId);
    expect((await office.draft(filingId)).body).toMatchObject({ status: 409, code: 'ALREADY_CLAIMED' });
    await office.submit(main.body.id);
    await office.importResults(filingId, [late]);
    const drafted = await office.draft(filingId);
    expect(drafted.body.lines).toMatchObject([{ idNumber: late.idNumber }]);
    expect((await office.draft(filingId)).body).toMatchObject({ status: 409, code: 'ALREADY_CLAIMED' });
    await office.submit(drafted.body.id);
    const [{ id: lineId }] = await office.linesOf(drafted.body.id);
    const refuseLines = [{ lineId, code: 'REFUSED_BY_REVIEWER', remark: '证书与本人不符' }];
    expect((await office.decide('dept', drafted.body.id, { ...APPROVE_DEPARTMENT, refuseLines })).status).toBe(200);
    expect(await office.claimSeen(drafted.body.id)).toMatchObject({ state: 'rejected' });
    expect((await office.draft(filingId)).body).toMatchObject({ status: 409, code: 'NOTHING_LEFT_TO_CLAIM' });
  });

  it('L12: refused for want of a free slot of the year is claimed again once a slot is free', async () => {
    const { filingId, late } = await office.aLateCertificate();
    const { rows } = await office.pool.query<{ id: string; line: string }>(
      `SELECT t.id, (SELECT l.id FROM claim_line l JOIN claim c ON c.id = l.claim_id WHERE c.filing_id = $2 AND l.trainee_id <> t.id LIMIT 1) AS line
       FROM trainee t WHERE t.id_number_index = $1`,
      [office.sealer.index(late.idNumber), filingId],
    );
    const other = await office.aClass();
    const otherId = await office.claimOf(other.filingId);
    const { rows: lines } = await office.pool.query<{ id: string }>(
      `INSERT INTO claim_line (id, claim_id, position, line_key, trainee_id, state, attended_hours, occupation_code, skill_level,
         base_fen, formula, refusals, findings)
       SELECT claim_id || n, $1, 100 + n, 'x' || n, $2, 'refused', 0, 'x', 'LEVEL_5', 0, '{}', '[]', '[]'
       FROM (SELECT $1 AS claim_id) AS c, generate_series(1, 3) AS n RETURNING id`,
      [otherId, rows[0]?.id],
    );
    await office.pool.query(
      `INSERT INTO yearly_slot (line_id, trainee_id, year, slot, max_per_year)
       SELECT id, $2, 2025, n, 3 FROM unnest($1::text[]) WITH ORDINALITY AS l (id, n)`,
      [lines.map(({ id }) => id), rows[0]?.id],
    );
    const full = await office.claimOf(filingId);
    expect((await office.linesOf(full))[0]).toMatchObject({ state: 'refused', refusals: [{ code: 'YEARLY_LIMIT' }] });
    await office.pool.query('DELETE FROM yearly_slot WHERE trainee_id = $1 AND slot = 2', [rows[0]?.id]);
    const again = await office.claimOf(filingId);
    expect((await office.linesOf(again))[0]).toMatchObject({ state: 'eligible', baseFen: BASE });
  });

  it('L12: is taken once by twenty drafts that are submitted at once, although a race made twenty of them', async () => {
    const { filingId } = await office.aLateCertificate();
    const drafts = await Promise.all(Array.from({ length: 20 }, () => office.draft(filingId)));
    expect(statuses(drafts)).toEqual({ 201: 1, 409: 19 });
    const [first] = drafts.filter(({ status }) => status === 201);
    // The index for one draft at a time is out of the way, so that only the key of the line decides.
    await asOwner('DROP INDEX claim_one_supplementary_draft');
    const copies = Array.from({ length: 19 }, () => newId('clm'));
    await office.pool.query(
      `INSERT INTO claim (id, claim_no, kind, filing_id, route, pipeline, jurisdiction, applicant_party_id, applicant_person_id,
         payee_sealed, responsible_department, fund, state, reference_on, claimed_fen, lines_total, lines_eligible, lines_refused,
         state_since, created_at)
       SELECT copy, copy, kind, filing_id, route, pipeline, jurisdiction, applicant_party_id, applicant_person_id, payee_sealed,
         responsible_department, fund, state, reference_on, 0, 0, 0, 0, state_since, created_at
       FROM claim, unnest($2::text[]) AS copy WHERE id = $1`,
      [first?.body.id, copies],
    );
    const submitted = await Promise.all([first?.body.id, ...copies].map((id: string) => office.submit(id)));
    expect(statuses(submitted)).toEqual({ 200: 1, 409: 19 });
    const living = await office.livingLines(filingId);
    expect([living.length, new Set(living).size]).toEqual([2, 2]);
  });

  it('L12: cannot be paid by two claims of the class: the key of the second is refused by the database', async () => {
    const { filingId } = await office.aLateCertificate();
    const id = await office.claimOf(filingId);
    const copied = office.pool.query(
      `INSERT INTO entitlement_key (line_id, trainee_id, kind, key)
       SELECT k.line_id, k.trainee_id, k.kind, k.key FROM entitlement_key k JOIN claim_line l ON l.id = k.line_id
       WHERE l.claim_id = $1 AND k.kind = 'CLASS_LINE'`,
      [id],
    );
    await expect(copied).rejects.toMatchObject({ constraint: 'entitlement_key_pkey' });
  });

  it('L12: stays with the claim that took it first when the main claim comes back with the same certificate', async () => {
    const { filingId, mainId, late } = await office.aLateCertificate();
    const supplementaryId = await office.claimOf(filingId);
    const corrections = [{ pointer: '/results', remark: '请核对' }];
    await office.decide('dept', mainId, { act: 'returnForCorrection', remark: '请核对成绩', corrections });
    expect((await office.importResults(filingId, [{ ...late, no: 'ANOTHER' }])).body).toMatchObject({
      errors: [{ code: 'IN_A_CLAIM' }],
    });
    await office.pool.query('UPDATE claim SET training_data_changed = true WHERE id = $1', [mainId]);
    expect((await office.school('POST', `/api/v1/claims/${mainId}/resubmission`, {})).status).toBe(200);
    const ofLate = (await office.linesOf(mainId)).find((one: { idNumber: string }) => one.idNumber === late.idNumber);
    expect(ofLate).toMatchObject({ state: 'refused', refusals: [{ code: 'CLAIMED_IN_CLASS' }], baseFen: 0 });
    expect(await office.linesOf(supplementaryId)).toMatchObject([{ state: 'eligible' }]);
    const living = await office.livingLines(filingId);
    expect([living.length, new Set(living).size]).toEqual([2, 2]);
  });
});

/** Ten days of training at 25.00 CNY. */
const ALLOWANCE = 25_000;

/** A late certificate of a two-after student with an account: the main claim pays the living allowance alone (L14). */
async function aLateStudent() {
  const { filingId, late } = await office.aClass();
  const student = await office.pool.query<{ id: string }>(
    `UPDATE roster_entry r SET categories = '{TWO_AFTER_RURAL}' FROM trainee t
     WHERE r.filing_id = $1 AND t.id = r.trainee_id AND t.id_number_index = $2 RETURNING t.id`,
    [filingId, office.sealer.index(late.idNumber)],
  );
  await giveAccounts(
    office,
    filingId,
    student.rows.map(({ id }) => id),
  );
  const mainId = await office.claimOf(filingId);
  await office.setTime('2025-06-28T10:00:00+08:00');
  expect((await office.importResults(filingId, [late])).body).toMatchObject({ imported: 1, errors: [] });
  const ofLate = async (claimId: string) =>
    (await office.linesOf(claimId)).find((one: { idNumber: string }) => one.idNumber === late.idNumber);
  expect(await ofLate(mainId)).toMatchObject({ state: 'allowanceOnly', baseFen: 0, allowanceFen: ALLOWANCE });
  return { filingId, mainId, late, ofLate };
}

const RETURN = {
  act: 'returnForCorrection',
  remark: '请核对成绩',
  corrections: [{ pointer: '/results', remark: '请核对' }],
} as const;

describe('L12: a line and its living allowance', () => {
  it('L12: the allowance stays in the main claim that comes back after a supplementary one took the base', async () => {
    const { filingId, mainId, ofLate } = await aLateStudent();
    const supplementaryId = await office.claimOf(filingId);
    expect(await ofLate(supplementaryId)).toMatchObject({ state: 'eligible', baseFen: BASE, allowanceFen: 0 });
    await office.decide('dept', mainId, RETURN);
    await office.pool.query('UPDATE claim SET training_data_changed = true WHERE id = $1', [mainId]);
    expect((await office.school('POST', `/api/v1/claims/${mainId}/resubmission`, {})).status).toBe(200);
    expect(await ofLate(mainId)).toMatchObject({
      state: 'allowanceOnly',
      refusals: [{ code: 'CLAIMED_IN_CLASS' }],
      baseFen: 0,
      allowanceFen: ALLOWANCE,
    });
    expect(await ofLate(supplementaryId)).toMatchObject({ state: 'eligible', baseFen: BASE, allowanceFen: 0 });
  });

  it('L12: the allowance of a main claim that was withdrawn is paid once by the next, beside the base', async () => {
    const { filingId, mainId, ofLate } = await aLateStudent();
    const supplementaryId = await office.claimOf(filingId);
    const withdrawn = await office.school('POST', `/api/v1/claims/${mainId}/withdrawal`, { reason: '重新申请' });
    expect(withdrawn.status).toBe(200);
    const again = await office.claimOf(filingId);
    expect(await ofLate(again)).toMatchObject({ state: 'allowanceOnly', baseFen: 0, allowanceFen: ALLOWANCE });
    expect(await office.linesOf(again)).toHaveLength(2);
    expect(await ofLate(supplementaryId)).toMatchObject({ baseFen: BASE, allowanceFen: 0 });
    expect((await office.draft(filingId)).body).toMatchObject({ status: 409, code: 'NOTHING_LEFT_TO_CLAIM' });
  });
});

/** A main claim in review and a supplementary one with its applicant. */
async function oneReturned() {
  const made = await office.aLateCertificate();
  const supplementaryId = await office.claimOf(made.filingId);
  await office.decide('dept', supplementaryId, RETURN);
  return { ...made, supplementaryId };
}

describe('L12: the basis of a class with several claims', () => {
  it('L12: documents cannot be replaced under one claim while another is returned, and can when all are', async () => {
    const { filingId, mainId } = await oneReturned();
    const put = () =>
      office.school('PUT', `/api/v1/class-filings/${filingId}/documents/TEACHING_PLAN`, { text: '新计划' });
    const actsOf = async () => (await office.filingSeen(filingId)).acts;
    expect((await put()).body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    expect(await actsOf()).toContainEqual(expect.objectContaining({ act: 'putDocument', allowed: false }));
    await office.decide('dept', mainId, RETURN);
    expect((await put()).status).toBe(200);
    expect(await actsOf()).toContainEqual(expect.objectContaining({ act: 'putDocument', allowed: true }));
  });

  it('L12: attendance and results change only for people of the returned claim, in a training year too', async () => {
    const { filingId, onTime, late } = await oneReturned();
    const attended = ({ idNumber }: { readonly idNumber: string }) =>
      office
        .as('school')
        .upload(
          'POST',
          `/api/v1/class-filings/${filingId}/attendance`,
          `idNumber,date,hours\n${idNumber},2025-05-26,7`,
        );
    for (const years of [null, 2]) {
      await office.pool.query('UPDATE filing SET training_years = $2 WHERE id = $1', [filingId, years]);
      expect((await attended(onTime)).body).toMatchObject({ imported: 0, errors: [{ code: 'IN_A_CLAIM' }] });
      await office.pool.query('UPDATE attendance_day SET hours = 8 WHERE filing_id = $1', [filingId]);
      expect((await attended(late)).body).toMatchObject({ imported: 1, errors: [] });
    }
    await office.pool.query('UPDATE filing SET training_years = NULL WHERE id = $1', [filingId]);
    const others = [{ ...onTime, no: 'ANOTHER' }];
    expect((await office.importResults(filingId, others)).body).toMatchObject({ errors: [{ code: 'IN_A_CLAIM' }] });
  });

  it('L12: a certificate date that was wrong is corrected after the claim that refused it, and is paid', async () => {
    const { filingId, late } = await office.aClass();
    expect((await office.importResults(filingId, [{ ...late, date: '2024-06-19' }])).body).toMatchObject({
      imported: 1,
    });
    const mainId = await office.claimOf(filingId);
    const ofLate = (await office.linesOf(mainId)).find((one: { idNumber: string }) => one.idNumber === late.idNumber);
    expect(ofLate).toMatchObject({ state: 'refused', refusals: [{ code: 'NOT_CERTIFIED' }] });
    expect((await office.importResults(filingId, [late])).body).toMatchObject({ imported: 1, errors: [] });
    const supplementaryId = await office.claimOf(filingId);
    expect(await office.linesOf(supplementaryId)).toMatchObject([
      { idNumber: late.idNumber, state: 'eligible', baseFen: BASE },
    ]);
    const again = await office.importResults(filingId, [{ ...late, no: 'ANOTHER' }]);
    expect(again.body).toMatchObject({ errors: [{ code: 'IN_A_CLAIM' }] });
  });
});
