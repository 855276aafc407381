import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnClaim, decide, untilState } from '../../../scripts/demo/class-play.ts';
import { failedWorkflowTasks, keepHistory } from '../../support/histories.ts';
import {
  APPROVE_BUREAU,
  APPROVE_DEPARTMENT,
  claimSeen,
  officeWithClasses,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

const RETURN = {
  act: 'returnForCorrection',
  remark: '请更正考勤',
  corrections: [{ pointer: '/attendance', remark: '6月5日' }],
} as const;

let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([2, 2, 2, 2, 36]);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const byDepartment = (claimId: string, decision: object) =>
  decide(running.office, 'dept.hr', `claimId=${claimId}&stage=departmentReview`, decision);

const byBureau = (claimId: string, decision: object) =>
  decide(running.office, 'bureau.review', `claimId=${claimId}&stage=bureauReview`, decision);

const resubmit = async (claimId: string) =>
  actOnClaim(await running.office.desk('school'), claimId, 'resubmission', {});

async function openTasks(claimId: string): Promise<number> {
  const found = await running.pool.query(`SELECT FROM task WHERE entity_id = $1 AND state = 'open'`, [claimId]);
  return found.rowCount ?? 0;
}

async function slotsOf(claimId: string): Promise<number> {
  const found = await running.pool.query(
    `SELECT FROM yearly_slot WHERE line_id IN (SELECT id FROM claim_line WHERE claim_id = $1)`,
    [claimId],
  );
  return found.rowCount ?? 0;
}

describe('a claim that is returned', () => {
  it('has no running deadline while the applicant corrects it, and its second round can be approved (R-103)', async () => {
    const { id } = await running.claimOf(2);
    await byDepartment(id, RETURN);
    expect(await claimSeen(running, id)).toMatchObject({ state: 'returnedToApplicant', round: 1 });
    expect(await openTasks(id)).toBe(0);
    expect((await claimSeen(running, id)).diagnosis).toMatchObject({ waitingFor: 'person', owner: expect.anything() });
    await resubmit(id);
    expect(await claimSeen(running, id)).toMatchObject({ state: 'departmentReview', round: 2 });
    await byDepartment(id, APPROVE_DEPARTMENT);
    expect(await claimSeen(running, id)).toMatchObject({ state: 'bureauReview', round: 2 });
    await keepHistory(running, 'claim-returned-and-resubmitted', `claim/${id}`);
  });

  it('goes back to the department in round 2 when the bureau returns it (R-094)', async () => {
    const { id } = await running.claimOf(2);
    await byDepartment(id, APPROVE_DEPARTMENT);
    await byBureau(id, { act: 'returnToDepartment', remark: '缺少监督记录' });
    expect(await claimSeen(running, id)).toMatchObject({
      state: 'returnedToDepartment',
      stage: 'departmentReview',
      round: 2,
    });
    await byDepartment(id, APPROVE_DEPARTMENT);
    await byBureau(id, APPROVE_BUREAU);
    expect(await claimSeen(running, id)).toMatchObject({ state: 'noticePending', round: 2 });
    await keepHistory(running, 'claim-returned-to-department', `claim/${id}`);
  });

  it('is rejected at the third return, its slots free (R-050, R-103)', async () => {
    const { id } = await running.claimOf(2);
    expect(await slotsOf(id)).toBe(2);
    for (const round of [1, 2]) {
      await byDepartment(id, RETURN);
      expect(await claimSeen(running, id)).toMatchObject({ state: 'returnedToApplicant', round });
      await resubmit(id);
    }
    await byDepartment(id, RETURN);
    const found = await running.pool.query('SELECT state, outcome_code FROM claim WHERE id = $1', [id]);
    expect(found.rows).toEqual([{ state: 'rejected', outcome_code: 'REJECTED_AFTER_RETURNS' }]);
    expect(await slotsOf(id)).toBe(0);
    await keepHistory(running, 'claim-rejected-after-returns', `claim/${id}`);
  });

  it('loses the lines that the department refuses, and only those (R-102)', async () => {
    const { id } = await running.claimOf(36);
    const { items } = (await (await running.office.desk('dept.hr')).get(`/api/v1/claims/${id}/lines?limit=200`)).body;
    const refuseLines = items
      .slice(0, 2)
      .map((line: { id: string }) => ({ lineId: line.id, code: 'ATTENDANCE_TOO_LOW', remark: '签到代签' }));
    await byDepartment(id, { ...APPROVE_DEPARTMENT, refuseLines });
    await byBureau(id, APPROVE_BUREAU);
    expect(await claimSeen(running, id)).toMatchObject({
      state: 'noticePending',
      lines: { total: 36, approved: 34 },
      totals: { claimedFen: 2_880_000, approvedFen: 2_720_000 },
    });
    expect(await slotsOf(id)).toBe(34);
    await keepHistory(running, 'claim-with-refused-lines', `claim/${id}`);
  });

  it('R-103 ends rejected when nobody resubmits it within its days, by the clock alone', async () => {
    const { id } = await running.claimOf(2);
    await byDepartment(id, RETURN);
    await running.office.moveClock({ advanceDays: 29 });
    expect((await claimSeen(running, id)).state).toBe('returnedToApplicant');
    await running.office.moveClock({ advanceDays: 2 });
    await untilState(await running.office.desk('school'), id, 'rejected');
    expect(await slotsOf(id)).toBe(0);
    await keepHistory(running, 'claim-lapsed', `claim/${id}`);
  });
});
