import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DECISIONS } from '../../../domain/claim/claim-message.ts';
import { APPROVE_BUREAU, APPROVE_DEPARTMENT, startOffice, type Office } from '../../support/office.ts';
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

async function dryRun(seat: 'dept' | 'bureau', task: { readonly id: string; readonly revision: number }, body: object) {
  // A key that no act takes: a dry run does not read it.
  const headers = { 'If-Match': `"${task.revision}"`, 'Idempotency-Key': '' };
  return office.as(seat).send('POST', `/api/v1/tasks/${task.id}/decision?dryRun=true`, body, headers);
}

describe('a task says what its decisions do before they are made', () => {
  it('R-102: the sentence of an approval names people and sum, and follows the lines that are refused', async () => {
    const claimId = await walks.aClaim();
    const task = await walks.taskOf('dept', claimId);
    const { body } = await office.as('dept').send('GET', `/api/v1/tasks/${task.id}`);
    const approve = body.acts.find(({ act }: { act: string }) => act === 'approve');
    expect(approve.effect).toEqual({
      sentence: '转至人社部门复核；核准 1 人，800.00 元',
      notifies: ['HRSS'],
      deadlinePaused: false,
    });
    const decisions = body.acts.filter(({ act }: { act: string }) => DECISIONS.some((one) => one === act));
    expect(decisions.every(({ effect }: { effect?: object }) => effect !== undefined)).toBe(true);
    expect(body.acts.find(({ act }: { act: string }) => act === 'returnForCorrection').effect).toMatchObject({
      notifies: ['applicant'],
      deadlinePaused: true,
    });
    const whole = await dryRun('dept', task, await walks.approval(claimId));
    expect([whole.status, whole.body]).toEqual([200, { effect: approve.effect }]);
    const lines = await office.as('dept').send('GET', `/api/v1/claims/${claimId}/lines`);
    const refuseLines = [{ lineId: lines.body.items[0].id, code: 'CERT_UNVERIFIED', remark: '未见证书' }];
    const none = await dryRun('dept', task, { ...APPROVE_DEPARTMENT, refuseLines });
    expect(none.body.effect.sentence).toBe('没有可以核准的人员，申领终结');
  });

  it('a dry run makes every check, records nothing and needs no key', async () => {
    const claimId = await walks.aClaim();
    const task = await walks.taskOf('dept', claimId);
    const before = await office.pool.query('SELECT count(*)::int AS acts FROM act');
    const undecided = await dryRun('dept', task, APPROVE_DEPARTMENT);
    expect(undecided.body).toMatchObject({ status: 422, code: 'FINDINGS_UNDECIDED' });
    expect((await dryRun('dept', { ...task, revision: 9 }, APPROVE_DEPARTMENT)).status).toBe(412);
    expect((await dryRun('bureau', task, APPROVE_BUREAU)).status).toBe(403);
    expect((await dryRun('dept', task, await walks.approval(claimId))).status).toBe(200);
    const after = await office.pool.query('SELECT count(*)::int AS acts FROM act');
    expect(after.rows).toEqual(before.rows);
    expect((await office.as('dept').send('GET', `/api/v1/tasks/${task.id}`)).body).toMatchObject({
      state: 'open',
      revision: task.revision,
    });
    expect((await walks.decide('dept', task, await walks.approval(claimId))).status).toBe(200);
  });

  it('R-039: an undecided finding is refused by line, position and masked name, and no id is in the sentence', async () => {
    const claimId = await walks.aClaim();
    const task = await walks.taskOf('dept', claimId);
    const { body } = await walks.decide('dept', task, APPROVE_DEPARTMENT);
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0]).toMatchObject({ pointer: '/refuseLines', code: 'FINDING_UNDECIDED' });
    expect(body.errors[0].lineId).toMatch(/^lin_/);
    expect(body.errors[0].message).toMatch(/^第 1 行 \p{Script=Han}\*/u);
    expect(body.errors[0].message).not.toContain('lin_');
  });

  it('lists what a return can name and the codes that refuse a line of its route', async () => {
    const claimId = await walks.aClaim();
    const task = await walks.taskOf('dept', claimId);
    const { body } = await office.as('dept').send('GET', `/api/v1/tasks/${task.id}`);
    const pointers = body.correctable.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(['/documents/TEACHING_PLAN', '/attendance', '/results', '/payeeAccount']),
    );
    expect(body.correctable.every(({ label }: { label: string }) => /^\p{Script=Han}/u.test(label))).toBe(true);
    const codes = body.refusalCodes.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['ATTENDANCE_TOO_LOW', 'CERT_UNVERIFIED', 'REFUSED_BY_REVIEWER']));
    expect(codes).not.toContain('WORK_MONTH_TAKEN');
    expect(body.refusalCodes[0].rule).toMatch(/^(?:R|C)-?\d/);
    const english = await office
      .as('dept')
      .send('GET', `/api/v1/tasks/${task.id}`, undefined, { 'Accept-Language': 'en' });
    expect(english.body.correctable.find(({ pointer }: { pointer: string }) => pointer === '/attendance').label).toBe(
      'Attendance',
    );
    expect(english.body.title).toContain('Level 5');
  });
});
