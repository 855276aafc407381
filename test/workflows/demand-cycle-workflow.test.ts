import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  moveDemandCycle,
  type DemandCycleCourse,
  type DemandCycleMessage,
  type DemandCyclePlan,
} from '../../domain/demand/demand-cycle-course.ts';
import { demandCycleWorkflow } from '../../workflows/index.ts';
import { memoryRow, type MemoryRow } from '../support/memory-recordings.ts';
import { DAY_MS, OFFICER, START_MS } from '../support/title-courses.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const ID = 'demand-cycle/dcy_1';
const ENDS_AT_MS = START_MS + 30 * DAY_MS;
const NEW: DemandCycleCourse = { revision: 0, lastActId: '', state: 'survey' };
const DEMAND_OFFICER = { ...OFFICER, roles: ['demandOfficer'] } as const;

let row: MemoryRow<DemandCycleCourse, DemandCycleMessage, null, DemandCyclePlan>;
let host: WorkflowHost;
let plan: DemandCyclePlan;
/** The instants of its records. */
let at: number[];

async function begin(mode: DemandCyclePlan['publish'], lateDays = 0): Promise<void> {
  plan = {
    cycleId: 'dcy_1',
    jurisdiction: '150000',
    opensAtMs: START_MS,
    endsAtMs: ENDS_AT_MS,
    publish: mode,
    clockOffsetMs: START_MS + lateDays * DAY_MS - Date.now(),
  };
  await host.start('demandCycleWorkflow', ID, { course: NEW, plan });
}

beforeEach(() => {
  at = [];
  row = memoryRow({
    move: (course, message: DemandCycleMessage, _facts, cycle: DemandCyclePlan) =>
      moveDemandCycle(course, message, cycle),
    count: (message) => {
      at.push(message.atMs);
      return null;
    },
  });
  host = createWorkflowHost({
    workflows: { demandCycleWorkflow },
    activities: () => ({ recordDemandCycle: row.record }),
  });
});
afterEach(async () => {
  await host.quiet();
  host.stop();
});

const current = (): DemandCycleCourse => row.course() ?? NEW;
const goTo = (atMs: number): Promise<void> => host.forward(ID, atMs - plan.clockOffsetMs);
const publishing = (): DemandCycleMessage => ({
  kind: 'publish',
  actId: `act_${current().revision + 1}`,
  atMs: host.nowOf(ID) + plan.clockOffsetMs,
  actor: DEMAND_OFFICER,
  expectedRevision: current().revision,
});
async function publish(): Promise<unknown> {
  const message = publishing();
  const answer = await host.update(ID, message.kind, message, message.actId);
  await host.quiet();
  return answer;
}

describe('the workflow of a demand cycle', () => {
  it('R-021, R-024: publishes and pushes by itself at the end of its last day', async () => {
    await begin('AT_END');
    await goTo(ENDS_AT_MS - 1);
    expect(current().state).toBe('survey');
    await goTo(ENDS_AT_MS);
    expect([row.acts, host.resultOf(ID)]).toEqual([['begin', 'timerFired', 'push'], 'pushed']);
    expect(at.slice(0, 2)).toEqual([START_MS, ENDS_AT_MS]);
  });

  it('R-021: publishes earlier by hand, pushes then, and does nothing more on its last day', async () => {
    await begin('AT_END');
    await goTo(START_MS + 5 * DAY_MS);
    expect(await publish()).toMatchObject({ state: 'published' });
    expect([row.acts, host.resultOf(ID)]).toEqual([['begin', 'publish', 'push'], 'pushed']);
  });

  it('R-021: is missed under `BY_HAND` where nobody published it, and is not pushed', async () => {
    await begin('BY_HAND');
    await goTo(ENDS_AT_MS);
    expect([row.acts, host.resultOf(ID)]).toEqual([['begin', 'timerFired'], 'missed']);
  });

  it('begins at its nominal instant, and works off at once what is due already', async () => {
    await begin('AT_END', 40);
    await host.quiet();
    expect([at.slice(0, 2), host.resultOf(ID)]).toEqual([[START_MS, ENDS_AT_MS], 'pushed']);
  });

  it('publishes once where somebody does it while its last day comes', async () => {
    await begin('AT_END');
    const release = row.holdNext();
    const published = publish();
    const gone = goTo(ENDS_AT_MS);
    release();
    await Promise.all([published, gone]);
    expect(row.acts).toEqual(['begin', 'publish', 'push']);
  });

  it('waits for the end all the same where a constraint refused the publication', async () => {
    await begin('AT_END');
    row.refuseNext('WRONG_STATE');
    await expect(publish()).rejects.toMatchObject({ cause: { type: 'WRONG_STATE' } });
    await goTo(ENDS_AT_MS);
    expect(host.resultOf(ID)).toBe('pushed');
  });
});
