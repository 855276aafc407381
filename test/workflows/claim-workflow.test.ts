import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from '../../domain/claim/claim-message.ts';
import { moveClaim } from '../../domain/claim/claim-moves.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import { claimWorkflow } from '../../workflows/index.ts';
import {
  ACTORS,
  aCourse,
  after,
  aPlan,
  closesNotice,
  decides,
  messageOf,
  NOON_MS,
  OPENS_NOTICE,
  releases,
  reports,
  someFacts,
  type Wish,
} from '../support/claim-courses.ts';
import { memoryRow, type MemoryRow } from '../support/memory-recordings.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const ID = 'claim/clm_1';
const DAY_MS = 86_400_000;
const { deptEmergency, bureauReview, school, ops } = ACTORS;
const TO_CHECK: readonly Wish[] = [
  decides(deptEmergency, 'approve'),
  decides(bureauReview, 'approve'),
  OPENS_NOTICE,
  closesNotice('clean'),
  releases('base'),
  reports('base', 'settled'),
];

let plan: ClaimPlan;
let row: MemoryRow<ClaimCourse, ClaimMessage, RecordedFacts, ClaimPlan>;
let host: WorkflowHost;

beforeEach(async () => {
  plan = aPlan({ clockOffsetMs: NOON_MS - Date.now() });
  row = memoryRow({ move: moveClaim, count: counted });
  host = createWorkflowHost({ workflows: { claimWorkflow }, activities: () => ({ recordClaim: row.record }) });
  await host.start('claimWorkflow', ID, { course: aCourse(), plan });
});
afterEach(async () => {
  await host.quiet();
  host.stop();
});

/** A return gives one day, the contract check two; a wait that runs already goes on. */
function counted(message: ClaimMessage, before: ClaimCourse): RecordedFacts {
  const { state, timer } = moveClaim(before, message, someFacts({ waitEndsAtMs: null }), plan);
  const waits: Readonly<Record<string, number>> = { returnedToApplicant: 1, postCheck: 2 };
  const days = waits[state] ?? null;
  return someFacts({ waitEndsAtMs: days === null ? null : (timer?.atMs ?? NOON_MS + days * DAY_MS) });
}

const current = (): ClaimCourse => aCourse(row.course() ?? {});

function tell(message: ClaimMessage): Promise<unknown> {
  return host.update(ID, message.kind, message, message.actId);
}

async function act(wish: Wish): Promise<unknown> {
  const answer = await tell(messageOf(current(), wish));
  await host.quiet();
  return answer;
}

async function acts(wishes: readonly Wish[]): Promise<void> {
  for (const wish of wishes) {
    await act(wish);
  }
}

const forwardTo = (businessMs: number) => host.forward(ID, businessMs - plan.clockOffsetMs);

const refusedWith = (type: string) => ({ cause: { type } });

describe('the workflow of a claim', () => {
  it('records its begin first, then each act once and in order, until it is closed', async () => {
    await acts([...TO_CHECK, { kind: 'contractEvidence', actor: school }]);
    await acts([
      decides(deptEmergency, 'approve', { purpose: 'float' }),
      decides(bureauReview, 'approve', { purpose: 'float' }),
      OPENS_NOTICE,
      closesNotice('clean'),
      releases('float'),
      reports('float', 'settled'),
    ]);
    expect(host.resultOf(ID)).toBe('closed');
    expect(row.acts[0]).toBe('begin');
    expect(row.acts).toHaveLength(14);
    expect(row.course()).toMatchObject({ state: 'closed', revision: 14 });
  });

  it('answers an act with its revision and state, and a repeated one with the same answer', async () => {
    const message = messageOf(current(), decides(deptEmergency, 'approve'));
    const answer = await tell(message);
    expect(answer).toEqual({ revision: 2, state: current().state });
    expect(await tell(message)).toEqual(answer);
    expect(row.acts).toEqual(['begin', 'decide']);
  });

  it('answers the query `current` with its course', () => {
    expect(host.query(ID, 'current')).toEqual(row.course());
  });

  it('refuses what is not open before anything is recorded', async () => {
    await expect(act(OPENS_NOTICE)).rejects.toMatchObject(refusedWith('WRONG_STATE'));
    expect(row.acts).toEqual(['begin']);
  });

  it('refuses an act while another one is being recorded (D2)', async () => {
    const release = row.holdNext();
    const first = tell(messageOf(current(), decides(deptEmergency, 'approve')));
    const second = tell({ ...messageOf(current(), { kind: 'withdraw', actor: school }), actId: 'act_other' });
    await expect(second).rejects.toMatchObject(refusedWith('ACT_IN_PROGRESS'));
    release();
    expect(await first).toMatchObject({ revision: 2 });
  });

  it('keeps its state when a constraint refuses an act, and takes the next one (D2)', async () => {
    row.refuseNext('SAME_PERSON_FORBIDDEN');
    const approval = decides(deptEmergency, 'approve');
    const refused = tell({ ...messageOf(current(), approval), actId: 'act_refused' });
    await expect(refused).rejects.toMatchObject(refusedWith('SAME_PERSON_FORBIDDEN'));
    expect(host.query(ID, 'current')).toEqual(row.course());
    await act(approval);
    expect(row.acts).toEqual(['begin', 'decide']);
  });

  it('adopts the course of an act that its history forgot, and refuses its own (D2)', async () => {
    const before = current();
    const approval = decides(deptEmergency, 'approve');
    row.recordElsewhere(after(before, approval, plan));
    const late = tell({ ...messageOf(before, { kind: 'withdraw', actor: school }), actId: 'act_late' });
    await expect(late).rejects.toMatchObject(refusedWith('WRONG_STATE'));
    expect(host.query(ID, 'current')).toEqual(after(before, approval, plan));
  });

  it('starts the review of the evidence by its timer (R-082)', async () => {
    await acts(TO_CHECK);
    expect(current().state).toBe('postCheck');
    await forwardTo(NOON_MS + 3 * DAY_MS);
    expect(row.acts.at(-1)).toBe('timerFired');
    expect(current().purpose).toBe('float');
  });

  it('ends by its timer when nobody resubmits (R-103)', async () => {
    await act(decides(deptEmergency, 'returnForCorrection'));
    await forwardTo(NOON_MS + 2 * DAY_MS);
    expect(host.resultOf(ID)).toBe('rejected');
  });

  it('does not fire the timer of a state that it has left', async () => {
    await act(decides(deptEmergency, 'returnForCorrection'));
    await act({ kind: 'resubmit', actor: school, trainingDataChanged: false });
    await forwardTo(NOON_MS + 2 * DAY_MS);
    expect(row.acts.at(-1)).toBe('resubmit');
  });

  it('lets nobody’s days run out while it is held, and goes on with what the release left (R-103)', async () => {
    await act(decides(deptEmergency, 'returnForCorrection'));
    await act({ kind: 'hold', actor: ops });
    await forwardTo(NOON_MS + 2 * DAY_MS);
    expect(current().state).toBe('returnedToApplicant');
    const released = { ...messageOf(current(), { kind: 'release', actor: ops }), atMs: NOON_MS + 2 * DAY_MS };
    await tell(released);
    await host.quiet();
    expect(current()).toMatchObject({ holds: 0, timer: { kind: 'resubmission' } });
    await forwardTo(NOON_MS + 5 * DAY_MS);
    expect(host.resultOf(ID)).toBe('rejected');
  });

  it('waits until the new end when its timer is re-armed (D8)', async () => {
    await act(decides(deptEmergency, 'returnForCorrection'));
    await act({ kind: 'rearm', endsAtMs: NOON_MS + 4 * DAY_MS });
    await forwardTo(NOON_MS + 3 * DAY_MS);
    expect(current().state).toBe('returnedToApplicant');
    await forwardTo(NOON_MS + 5 * DAY_MS);
    expect(host.resultOf(ID)).toBe('rejected');
  });

  it('waits for an act that is being recorded when its timer fires, and fires no timer that the act has moved', async () => {
    await act(decides(deptEmergency, 'returnForCorrection'));
    const release = row.holdNext();
    const resubmitted = tell(messageOf(current(), { kind: 'resubmit', actor: school, trainingDataChanged: false }));
    const forwarded = forwardTo(NOON_MS + 2 * DAY_MS);
    release();
    await Promise.all([resubmitted, forwarded]);
    expect(row.acts.at(-1)).toBe('resubmit');
    expect(host.resultOf(ID)).toBeUndefined();
  });
});

describe('a workflow’s own act that a constraint refuses', () => {
  it('fails its task, where everybody sees it, and does not end the workflow', async () => {
    const untouched: typeof row = memoryRow({ move: moveClaim, count: counted });
    const activities = () => ({ recordClaim: untouched.record });
    const other = createWorkflowHost({ workflows: { claimWorkflow }, activities });
    untouched.refuseNext('CONSTRAINT_VIOLATED');
    const begun = other.start('claimWorkflow', 'claim/clm_2', { course: aCourse(), plan });
    await expect(begun).rejects.toThrow(/own was refused: CONSTRAINT_VIOLATED/);
    expect(other.resultOf('claim/clm_2')).toBeUndefined();
  });
});

describe('a claim whose workflow is started again from its row', () => {
  it('goes on from there: what is recorded is not begun twice', async () => {
    await act(decides(deptEmergency, 'approve'));
    host.terminate(ID);
    await host.start('claimWorkflow', ID, { course: current(), plan });
    await act(decides(bureauReview, 'approve'));
    expect(row.acts).toEqual(['begin', 'decide', 'decide']);
    expect(current().state).toBe('noticePending');
  });
});
