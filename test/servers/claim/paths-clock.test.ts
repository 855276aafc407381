import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, submitClaim, untilState } from '../../../scripts/demo/class-play.ts';
import { failedWorkflowTasks, keepHistory } from '../../support/histories.ts';
import { contractsOf } from '../../support/made-class.ts';
import {
  APPROVE_DEPARTMENT,
  bankSays,
  claimSeen,
  draftedBatch,
  dueClaims,
  officeWithClasses,
  releasedBatch,
  type ClaimOfClass,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([1, 2, 1]);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

async function setRegister(available: boolean): Promise<void> {
  const operator = await running.office.desk('ops');
  await operator.put('/api/v1/practice/registers/certificates/availability', { available });
}

describe('a claim whose register is down', () => {
  it('waits as submitted for the outside, and goes on by itself when the register answers (design §5a)', async () => {
    const { office } = running;
    const school = await office.desk('school');
    const made = running.assessedClass(1);
    await setRegister(false);
    const claimId = await submitClaim(office, made, made.filingId);
    await expect
      .poll(async () => (await claimSeen(running, claimId)).diagnosis.waitingFor, { timeout: 120_000 })
      .toBe('outside');
    expect((await claimSeen(running, claimId)).state).toBe('submitted');
    const lines = (await school.get(`/api/v1/claims/${claimId}/lines`)).body.items;
    expect(lines).toMatchObject([{ state: 'proposed' }]);
    await setRegister(true);
    await untilState(school, claimId, 'departmentReview');
    await decide(office, 'dept.hr', `claimId=${claimId}&stage=departmentReview`, APPROVE_DEPARTMENT);
    expect(await claimSeen(running, claimId)).toMatchObject({ state: 'bureauReview', totals: { claimedFen: 80_000 } });
    await keepHistory(running, 'claim-register-down', `claim/${claimId}`);
  });
});

describe('the contract check at the end of window and grace', () => {
  let withEvidence: ClaimOfClass;
  let without: ClaimOfClass;

  beforeAll(async () => {
    const due = await dueClaims(running, [2, 1]);
    const ids = due.map(({ id }) => id);
    for (const instruction of await releasedBatch(running, await draftedBatch(running, ids))) {
      await bankSays(running, instruction, 'settled');
    }
    const school = await running.office.desk('school');
    for (const id of ids) {
      await untilState(school, id, 'postCheck');
    }
    [withEvidence, without] = [due[0] ?? none(), due[1] ?? none()];
    await running.office.moveClock({ advanceTo: '2025-08-04T09:00:00+08:00' });
    await school.upload(
      `/api/v1/claims/${withEvidence.id}/contract-evidence`,
      contractsOf(withEvidence.trainees.slice(0, 1)),
    );
  });

  it('starts the review of what evidence there is, without the applicant saying complete (R-082)', async () => {
    const { contractCheck, diagnosis } = await claimSeen(running, withEvidence.id);
    expect(diagnosis.waitingFor).toBe('clock');
    await running.office.moveClock({ advanceTo: `${contractCheck.evidenceDueOn}T23:00:00+08:00` });
    expect((await claimSeen(running, withEvidence.id)).state).toBe('postCheck');
    await running.office.moveClock({ advanceDays: 1 });
    await untilState(await running.office.desk('school'), withEvidence.id, 'departmentReview');
    expect(await claimSeen(running, withEvidence.id)).toMatchObject({ purpose: 'float' });
    const lines = (await (await running.office.desk('school')).get(`/api/v1/claims/${withEvidence.id}/lines`)).body;
    expect(lines.items.map(({ state }: { state: string }) => state).toSorted()).toEqual([
      'floatClaimed',
      'floatNotEarned',
    ]);
    await keepHistory(running, 'claim-evidence-by-timer', `claim/${withEvidence.id}`);
  });

  it('closes a claim without any evidence, its lines told why', async () => {
    const school = await running.office.desk('school');
    await untilState(school, without.id, 'closed');
    const { items } = (await school.get(`/api/v1/claims/${without.id}/lines`)).body;
    expect(items).toMatchObject([{ state: 'floatNotEarned', refusals: [{ code: 'NO_EVIDENCE' }] }]);
    await keepHistory(running, 'claim-without-evidence', `claim/${without.id}`);
  });
});

function none(): never {
  throw new RangeError('A claim is missing');
}
