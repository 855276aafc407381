import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/authority/actor.ts';
import { endOfDayMs } from '../../domain/calendar.ts';
import {
  moveYearPlan,
  NOTHING_FILED,
  organPlan,
  type YearPlan,
  type YearPlanCourse,
  type YearPlanMessage,
} from '../../domain/plan/plan-course.ts';
import { overdueOrgans } from '../../domain/plan/plan-overdue.ts';
import { annualPlanWorkflow } from '../../workflows/index.ts';
import { memoryRow, type MemoryRow } from '../support/memory-recordings.ts';
import { day } from '../support/policy-library.ts';
import { DAY_MS } from '../support/title-courses.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const ID = 'annual-plan/pln_1';
const OPENED_AT_MS = endOfDayMs(day('2026-12-31'));
const DUE_AT_MS = endOfDayMs(day('2027-02-28'));
const CLOSES_AT_MS = endOfDayMs(day('2028-03-31'));
const NEW: YearPlanCourse = {
  revision: 0,
  lastActId: '',
  state: 'open',
  isDue: false,
  splitVersion: 0,
  organs: [
    { ...NOTHING_FILED, organ: 'HRSS', required: true },
    { ...NOTHING_FILED, organ: 'VETERANS', required: true },
  ],
};
const OFFICER: Actor = {
  personId: 'per_v',
  organ: 'VETERANS',
  section: null,
  jurisdiction: '150600',
  roles: ['planOfficer'],
  partyId: null,
};

let row: MemoryRow<YearPlanCourse, YearPlanMessage, null, YearPlan>;
let host: WorkflowHost;
let plan: YearPlan;
let at: number[];

async function begin(startsAtMs: number): Promise<void> {
  plan = {
    planId: 'pln_1',
    jurisdiction: '150600',
    year: 2027,
    openedAtMs: OPENED_AT_MS,
    dueAtMs: DUE_AT_MS,
    closesAtMs: CLOSES_AT_MS,
    clockOffsetMs: startsAtMs - Date.now(),
  };
  await host.start('annualPlanWorkflow', ID, { course: NEW, plan });
}

beforeEach(() => {
  at = [];
  row = memoryRow({
    move: (course, message: YearPlanMessage, _facts, of: YearPlan) => moveYearPlan(course, message, of),
    count: (message) => {
      at.push(message.atMs);
      return null;
    },
  });
  host = createWorkflowHost({
    workflows: { annualPlanWorkflow },
    activities: () => ({ recordAnnualPlan: row.record }),
  });
});
afterEach(async () => {
  await host.quiet();
  host.stop();
});

const current = (): YearPlanCourse => row.course() ?? NEW;
const goTo = (atMs: number): Promise<void> => host.forward(ID, atMs - plan.clockOffsetMs);
const submission = (): YearPlanMessage => ({
  kind: 'submitPlan',
  organ: 'VETERANS',
  actId: `act_${current().revision + 1}`,
  atMs: host.nowOf(ID) + plan.clockOffsetMs,
  actor: OFFICER,
  expectedRevision: current().revision,
});
async function submit(): Promise<unknown> {
  const message = submission();
  const answer = await host.update(ID, message.kind, message, message.actId);
  await host.quiet();
  return answer;
}

describe('the workflow of a year’s plan', () => {
  it('R-012, R-018: opens, falls due after the last day of February and closes, each at its instant', async () => {
    await begin(OPENED_AT_MS);
    await goTo(DUE_AT_MS - 1);
    expect([current().isDue, overdueOrgans(current())]).toEqual([false, []]);
    await goTo(DUE_AT_MS);
    expect([current().isDue, overdueOrgans(current())]).toEqual([true, ['HRSS', 'VETERANS']]);
    await goTo(CLOSES_AT_MS);
    expect([at, row.acts]).toEqual([
      [OPENED_AT_MS, DUE_AT_MS, CLOSES_AT_MS],
      ['begin', 'timerFired', 'timerFired'],
    ]);
    expect(host.resultOf(ID)).toBe('closed');
  });

  it('R-012: takes a plan in time and a late one, and neither moves its days', async () => {
    await begin(OPENED_AT_MS);
    expect(await submit()).toMatchObject({ state: 'open' });
    expect(organPlan(current(), 'VETERANS')).toMatchObject({ late: false, filed: { state: 'submitted' } });
    await goTo(DUE_AT_MS);
    expect([current().isDue, overdueOrgans(current())]).toEqual([true, ['HRSS']]);
    await expect(submit()).rejects.toMatchObject({ cause: { type: 'WRONG_STATE' } });
  });

  it('R-012: says late of a plan that comes after its due day', async () => {
    await begin(OPENED_AT_MS);
    await goTo(DUE_AT_MS + DAY_MS);
    await submit();
    expect(organPlan(current(), 'VETERANS').late).toBe(true);
  });

  it('works off both days at once where it begins late, with the instant of its opening as the first', async () => {
    await begin(CLOSES_AT_MS + DAY_MS);
    await host.quiet();
    expect([at, host.resultOf(ID)]).toEqual([[OPENED_AT_MS, DUE_AT_MS, CLOSES_AT_MS], 'closed']);
  });

  it('records its due day once, after the act that is under way', async () => {
    await begin(OPENED_AT_MS);
    const release = row.holdNext();
    const submitted = submit();
    const gone = goTo(DUE_AT_MS);
    release();
    await Promise.all([submitted, gone]);
    expect(row.acts).toEqual(['begin', 'submitPlan', 'timerFired']);
    expect(organPlan(current(), 'VETERANS').late).toBe(false);
  });
});
