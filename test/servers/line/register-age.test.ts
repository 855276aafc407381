import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnClaim, submitClaim, untilState } from '../../../scripts/demo/class-play.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { officeWithClasses, type OfficeOfClasses } from '../../support/office-lives.ts';
import { createRegisterGate } from '../../support/register-gate.ts';

const gate = createRegisterGate('insurance');
let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([1], { registersFrom: gate.registersFrom });
});
afterAll(async () => {
  gate.open();
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

describe('the answers of a register', () => {
  it('count for seven days (register.answerDays); after that the register is asked again (R-110)', async () => {
    const { office } = running;
    const school = await office.desk('school');
    const made = running.assessedClass(1);
    const submit = async () => {
      const claimId = await submitClaim(office, made, made.filingId);
      await untilState(school, claimId, 'departmentReview');
      return claimId;
    };
    const withdraw = async (claimId: string) => {
      await actOnClaim(school, claimId, 'withdrawal', { reason: '重新申请' });
      await untilState(school, claimId, 'withdrawn');
    };
    const before = gate.asked();
    await withdraw(await submit());
    expect(gate.asked() - before).toBe(1);
    await office.moveClock({ advanceTo: '2025-06-27T23:00:00+08:00' });
    await withdraw(await submit());
    expect(gate.asked() - before).toBe(1);
    await office.moveClock({ advanceTo: '2025-06-28T01:00:00+08:00' });
    await submit();
    expect(gate.asked() - before).toBe(2);
  });
});
