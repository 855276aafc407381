import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GrantCourse, GrantFacts, GrantMessage, GrantPlan } from '../../domain/grant/grant-course.ts';
import { moveGrant } from '../../domain/grant/grant-moves.ts';
import { baseGrantWorkflow } from '../../workflows/index.ts';
import { CITY_HR } from '../support/grant-acts.ts';
import { SUBMITTED } from '../support/grant-courses.ts';
import { memoryRow, type MemoryRow } from '../support/memory-recordings.ts';
import {
  AT_AGREEMENT,
  DAY_MS,
  factsOf,
  HOLDER,
  OFFICER,
  OFFICERS,
  PLAN,
  START_MS,
  yearMs,
} from '../support/title-courses.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const ID = 'base-grant/grt_1';

let row: MemoryRow<GrantCourse, GrantMessage, GrantFacts, GrantPlan>;
let host: WorkflowHost;
/** The course with which each run began. */
let runs: GrantCourse[];
let plan: GrantPlan;

beforeEach(async () => {
  runs = [];
  plan = { ...PLAN, clockOffsetMs: START_MS - Date.now() };
  row = memoryRow({
    move: moveGrant,
    count: (message: GrantMessage, before: GrantCourse) => factsOf(before, message.atMs, true),
  });
  const counted = (input: { readonly course: GrantCourse; readonly plan: GrantPlan }) => {
    runs.push(input.course);
    return baseGrantWorkflow(input);
  };
  host = createWorkflowHost({
    workflows: { baseGrantWorkflow: counted },
    activities: () => ({ recordGrant: row.record }),
  });
  await host.start('baseGrantWorkflow', ID, { course: AT_AGREEMENT, plan });
});
afterEach(async () => {
  await host.quiet();
  host.stop();
});

const current = (): GrantCourse => row.course() ?? AT_AGREEMENT;
const nowMs = (): number => host.nowOf(ID) + plan.clockOffsetMs;
const frame = (actId: string) => ({ actId, atMs: nowMs(), expectedRevision: current().revision });
const goTo = (atMs: number): Promise<void> => host.forward(ID, atMs - plan.clockOffsetMs);

async function tell(message: GrantMessage): Promise<unknown> {
  const answer = await host.update(ID, message.kind, message, message.actId);
  await host.quiet();
  return answer;
}

async function begin(): Promise<void> {
  await tell({ kind: 'signAgreement', actor: HOLDER, ...frame('act_1') });
  await tell({ kind: 'decide', stage: 'agreement', decision: 'sign', year: null, actor: OFFICER, ...frame('act_2') });
}

const report = (year: number, actId: string) =>
  tell({ kind: 'reportYear', year, spentFen: 0, actor: HOLDER, ...frame(actId) });

describe('the workflow of an application', () => {
  it('R-153: waits for people alone, goes on with each of their acts, and ends when its holder withdraws', async () => {
    host.terminate(ID);
    row.recordElsewhere(SUBMITTED);
    await host.start('baseGrantWorkflow', ID, { course: SUBMITTED, plan });
    const ofCity = { stage: 'cityRecommendation', year: null, actor: CITY_HR } as const;
    await tell({ kind: 'decide', ...ofCity, decision: 'recommend', ...frame('act_1') });
    await goTo(START_MS + 400 * DAY_MS);
    expect(current().state).toBe('cityFinance');
    await expect(tell({ kind: 'decide', ...ofCity, decision: 'recommend', ...frame('act_2') })).rejects.toMatchObject({
      cause: { type: 'WRONG_STATE' },
    });
    await tell({ kind: 'withdraw', actor: HOLDER, ...frame('act_3') });
    expect([row.acts, host.resultOf(ID)]).toEqual([['decide', 'withdraw'], 'withdrawn']);
  });
});

describe('the workflow of a title', () => {
  it('R-117: goes on in another run at the opening of each year, without a first record', async () => {
    await begin();
    await goTo(yearMs(2027));
    expect(runs).toHaveLength(2);
    expect(row.acts).not.toContain('begin');
    expect(current().title?.years.map(({ year, state }) => [year, state])).toEqual([[2026, 'open']]);
    await report(2026, 'act_3');
    await goTo(yearMs(2028));
    expect(runs.map(({ title }) => title?.years.length)).toEqual([0, 1, 2]);
    expect(runs.at(-1)).toEqual(current());
  });

  it('works off several overdue years in one run, and goes on from there once', async () => {
    await begin();
    await goTo(yearMs(2027));
    const before = runs.length;
    // Everything is due at once, as after a jump of the practice clock.
    host.terminate(ID);
    await host.start('baseGrantWorkflow', ID, {
      course: current(),
      plan: { ...plan, clockOffsetMs: yearMs(2031) + DAY_MS - Date.now() },
    });
    await host.quiet();
    expect(current().title?.years.map(({ year, state }) => [year, state])).toEqual([
      [2026, 'overdue'],
      [2027, 'overdue'],
      [2028, 'overdue'],
      [2029, 'overdue'],
      [2030, 'open'],
    ]);
    expect(runs.length - before).toBe(2);
  });

  it('never goes on while the handler of an act runs: its sender gets the answer', async () => {
    await begin();
    const release = row.holdNext();
    const actor = OFFICERS[1];
    const suspended = host.update(
      ID,
      'suspend',
      { kind: 'suspend', actor, caseId: null, untilMs: null, ...frame('act_3') },
      'act_3',
    );
    const gone = goTo(yearMs(2027));
    release();
    await Promise.all([suspended, gone]);
    await host.quiet();
    expect(await suspended).toMatchObject({ state: 'building' });
    expect(current().title).toMatchObject({ suspended: { byOfficer: true } });
    expect(current().title?.years).toHaveLength(1);
    expect(runs).toHaveLength(2);
  });

  it('refuses an act that the run before has recorded: the desk answers it from its stamp', async () => {
    await begin();
    await goTo(yearMs(2027));
    const message = { kind: 'reportYear', year: 2026, spentFen: 0, actor: HOLDER, ...frame('act_3') } as const;
    await tell(message);
    await goTo(yearMs(2028));
    await expect(host.update(ID, 'reportYear', message, 'act_3')).rejects.toMatchObject({
      cause: { type: 'REPORT_EXISTS' },
    });
  });

  it('R-157: ends by itself when the agreement is not signed in its days', async () => {
    await goTo(START_MS + 40 * DAY_MS);
    expect(current().state).toBe('lapsed');
    expect(host.resultOf(ID)).toBe('lapsed');
  });
});
