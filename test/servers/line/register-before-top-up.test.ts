import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnClaim, untilState } from '../../../scripts/demo/class-play.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { contractsOf } from '../../support/made-class.ts';
import {
  bankSays,
  claimSeen,
  draftedBatch,
  dueClaims,
  officeWithClasses,
  releasedBatch,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';
import { createRegisterGate } from '../../support/register-gate.ts';

const gate = createRegisterGate('insurance');
let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([2], { registersFrom: gate.registersFrom });
});
afterAll(async () => {
  gate.open();
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

interface SeenLine {
  readonly state: string;
  readonly floatFen: number;
  readonly findings: readonly { readonly code: string }[];
}

/** The claim's lines as an official sees them. */
async function linesOf(claimId: string): Promise<readonly SeenLine[]> {
  return (await (await running.office.desk('dept.hr')).get(`/api/v1/claims/${claimId}/lines`)).body.items;
}

const findings = async (claimId: string): Promise<readonly string[]> =>
  (await linesOf(claimId)).flatMap((line) => line.findings.map(({ code }) => code));

const topUps = async (claimId: string) => (await linesOf(claimId)).map(({ state, floatFen }) => ({ state, floatFen }));

describe('the answers of a register about contracts', () => {
  it('are asked for again before a top-up is decided, which does not wait for them; a later answer replaces the finding (R-079)', async () => {
    const { office, pool } = running;
    const school = await office.desk('school');
    const [due] = await dueClaims(running, [2]);
    const claimId = due?.id ?? '';
    for (const instruction of await releasedBatch(running, await draftedBatch(running, [claimId]))) {
      await bankSays(running, instruction, 'settled');
    }
    await untilState(school, claimId, 'postCheck');
    await office.moveClock({ advanceTo: '2025-08-04T09:00:00+08:00' });
    await school.upload(`/api/v1/claims/${claimId}/contract-evidence`, contractsOf(due?.trainees ?? []));
    // Answers of this morning would be fresh enough for every other act.
    await pool.query("UPDATE register_answer SET answered_at = '2025-08-04T08:00:00+08:00'");
    const before = gate.asked();
    gate.close();

    await actOnClaim(school, claimId, 'contract-check', { complete: true });
    expect(gate.asked() - before).toBe(1);
    expect(gate.waiting()).toBe(1);
    const { purpose, state } = await claimSeen(running, claimId);
    expect({ purpose, state }).toEqual({ purpose: 'float', state: 'departmentReview' });
    const decided = await topUps(claimId);
    expect(decided.map((line) => line.state)).toEqual(['floatClaimed', 'floatClaimed']);
    expect(await findings(claimId)).toEqual(['INSURANCE_UNVERIFIED', 'INSURANCE_UNVERIFIED']);

    gate.open();
    await expect.poll(() => findings(claimId), { timeout: 60_000 }).not.toContain('INSURANCE_UNVERIFIED');
    expect(gate.asked() - before).toBe(1);
    expect(await claimSeen(running, claimId)).toMatchObject({ purpose, state });
    expect(await topUps(claimId)).toEqual(decided);
  });
});
