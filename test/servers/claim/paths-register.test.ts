import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, submitClaim, untilState } from '../../../scripts/demo/class-play.ts';
import { failedWorkflowTasks, keepHistory } from '../../support/histories.ts';
import { APPROVE_DEPARTMENT, claimSeen, officeWithClasses, type OfficeOfClasses } from '../../support/office-lives.ts';

let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([1]);
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
