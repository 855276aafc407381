import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilState } from '../../../scripts/demo/class-play.ts';
import { failedWorkflowTasks, keepHistory } from '../../support/histories.ts';
import { contractsOf } from '../../support/made-class.ts';
import {
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
  running = await officeWithClasses([2, 1]);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
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

  it('starts the review of what evidence there is, without the applicant saying complete, and closes a claim without any, its lines told why (R-082)', async () => {
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
