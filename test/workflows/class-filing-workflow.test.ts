import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  moveFiling,
  type FilingCourse,
  type FilingMessage,
  type FilingPlan,
} from '../../domain/filing/filing-course.ts';
import { classFilingWorkflow } from '../../workflows/index.ts';
import { ACTORS, NOON_MS, ORDOS } from '../support/claim-courses.ts';
import { memoryRow, type MemoryRow } from '../support/memory-recordings.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const ID = 'filing/cls_1';
const DAY_MS = 86_400_000;
const { deptHr, school } = ACTORS;

let plan: FilingPlan;
let row: MemoryRow<FilingCourse, FilingMessage, null, FilingPlan>;
let host: WorkflowHost;

beforeEach(async () => {
  plan = {
    filingId: 'cls_1',
    jurisdiction: ORDOS,
    applicantPartyId: 'pty_school',
    clockOffsetMs: NOON_MS - Date.now(),
  };
  row = memoryRow({ move: moveFiling, count: () => null });
  host = createWorkflowHost({ workflows: { classFilingWorkflow }, activities: () => ({ recordFiling: row.record }) });
  const times = {
    opensAtMs: NOON_MS + DAY_MS,
    endsAtMs: NOON_MS + 3 * DAY_MS,
    windowEndsAtMs: NOON_MS + 30 * DAY_MS,
  };
  const course: FilingCourse = {
    revision: 0,
    lastActId: '',
    state: 'draft',
    round: 1,
    responsibleDepartment: 'HRSS',
    times,
  };
  await host.start('classFilingWorkflow', ID, { course, plan });
});
afterEach(async () => {
  await host.quiet();
  host.stop();
});

const state = () => row.course()?.state;
const forwardTo = (businessMs: number) => host.forward(ID, businessMs - plan.clockOffsetMs);

async function act(message: FilingMessage): Promise<void> {
  await host.update(ID, message.kind, message, message.actId);
  await host.quiet();
}

const accept = (): Promise<void> =>
  act({
    kind: 'decide',
    actor: deptHr,
    expectedRevision: 1,
    decision: 'accept',
    organ: null,
    actId: 'act_2',
    atMs: NOON_MS,
  });

describe('the workflow of a class filing (D23)', () => {
  it('opens and ends the class by the clock, and expires when nobody claims it in its window', async () => {
    await accept();
    await forwardTo(NOON_MS + 2 * DAY_MS);
    expect(state()).toBe('open');
    await forwardTo(NOON_MS + 4 * DAY_MS);
    expect(state()).toBe('ended');
    await act({ kind: 'recordResults', actId: 'act_3', atMs: NOON_MS });
    expect(host.query(ID, 'current')).toMatchObject({ state: 'assessed' });
    await forwardTo(NOON_MS + 31 * DAY_MS);
    expect(host.resultOf(ID)).toBe('expired');
  });

  it('ends claimed when its claim was opened', async () => {
    await accept();
    await forwardTo(NOON_MS + 4 * DAY_MS);
    await act({ kind: 'recordResults', actId: 'act_3', atMs: NOON_MS });
    await act({ kind: 'claimOpened', actId: 'act_4', atMs: NOON_MS });
    expect(host.resultOf(ID)).toBe('claimed');
    expect(row.acts).toEqual(['begin', 'decide', 'timerFired', 'timerFired', 'recordResults', 'claimOpened']);
  });

  it('ends when it is withdrawn, before or while it waits for its opening day', async () => {
    await accept();
    await act({ kind: 'withdraw', actor: school, actId: 'act_3', atMs: NOON_MS });
    expect(host.resultOf(ID)).toBe('withdrawn');
  });

  it('refuses by its validator who may not decide, and records nothing', async () => {
    const decision = { kind: 'decide', actor: school, expectedRevision: 1, decision: 'accept', organ: null } as const;
    await expect(act({ ...decision, actId: 'act_2', atMs: NOON_MS })).rejects.toMatchObject({
      cause: { type: 'ROLE_REQUIRED' },
    });
    expect(row.acts).toEqual(['begin']);
  });

  it('fires no timer that an act under way has ended', async () => {
    await accept();
    const release = row.holdNext();
    const withdrawn = act({ kind: 'withdraw', actor: school, actId: 'act_3', atMs: NOON_MS });
    const forwarded = forwardTo(NOON_MS + 2 * DAY_MS);
    release();
    await Promise.all([withdrawn, forwarded]);
    expect(row.acts).toEqual(['begin', 'decide', 'withdraw']);
  });
});
