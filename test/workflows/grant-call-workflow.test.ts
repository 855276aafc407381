import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/authority/actor.ts';
import {
  NO_CALL_FACTS,
  type CallCourse,
  type CallFacts,
  type CallMessage,
  type CallPlan,
} from '../../domain/grant/call-course.ts';
import { moveCall } from '../../domain/grant/call-moves.ts';
import { grantCallWorkflow } from '../../workflows/index.ts';
import { memoryRow, type MemoryRow } from '../support/memory-recordings.ts';
import { APPROVER, DAY_MS, OFFICER, START_MS } from '../support/title-courses.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const ID = 'grant-call/gcl_1';
const CLOSES_AT_MS = START_MS + 30 * DAY_MS;
const NEW: CallCourse = { revision: 0, lastActId: '', state: 'open', panel: null, proposal: null };

let plan: CallPlan;
let row: MemoryRow<CallCourse, CallMessage, CallFacts, CallPlan>;
let host: WorkflowHost;
let found: CallFacts;
/** The states of the call in which its applications were told something. */
let told: string[];
let telling: Promise<void>;

beforeEach(async () => {
  plan = {
    callId: 'gcl_1',
    jurisdiction: '150000',
    route: 'BASE_GRANT_REGIONAL',
    year: 2025,
    closesAtMs: CLOSES_AT_MS,
    clockOffsetMs: START_MS - Date.now(),
  };
  found = { submitted: 2, placesLeft: 0, applicationsLeft: 1 };
  told = [];
  telling = Promise.resolve();
  row = memoryRow({ move: moveCall, count: () => found });
  host = createWorkflowHost({
    workflows: { grantCallWorkflow },
    activities: () => ({
      recordGrantCall: row.record,
      tellGrants: async () => {
        await telling;
        told.push(current().state);
      },
    }),
  });
  await host.start('grantCallWorkflow', ID, { course: NEW, plan });
});
afterEach(async () => {
  await host.quiet();
  host.stop();
});

const current = (): CallCourse => row.course() ?? NEW;
const frame = (actor: Actor = OFFICER) => ({
  actId: `act_${current().revision + 1}`,
  atMs: host.nowOf(ID) + plan.clockOffsetMs,
  actor,
  expectedRevision: current().revision,
});
const goTo = (atMs: number): Promise<void> => host.forward(ID, atMs - plan.clockOffsetMs);

async function tell(message: CallMessage): Promise<unknown> {
  const answer = await host.update(ID, message.kind, message, message.actId);
  await host.quiet();
  return answer;
}
const setPanel = () => tell({ kind: 'setPanel', ...frame(), experts: ['e1', 'e2', 'e3'] });
const closeScoring = () => tell({ kind: 'closeScoring', ...frame(), leaveOut: [] });
const propose = () => tell({ kind: 'propose', ...frame(), noticeId: 'ntc_1', grantIds: ['grt_1'], hasReason: false });
const settle = () => tell({ kind: 'noticeSettled', ...frame(), noticeId: 'ntc_1' });

describe('the workflow of a call', () => {
  it('R-153: takes applications to the last instant, and ends by itself where there are none', async () => {
    found = NO_CALL_FACTS;
    await goTo(CLOSES_AT_MS - 1);
    expect(current().state).toBe('open');
    await goTo(CLOSES_AT_MS);
    expect([row.acts, host.resultOf(ID)]).toEqual([['begin', 'timerFired'], 'ended']);
    expect(told).toEqual([]);
  });

  it('R-154 to R-156: goes from the last day over panel, ranking and proposal to its decision, and tells each step', async () => {
    await goTo(CLOSES_AT_MS);
    expect([current().state, told]).toEqual(['underReview', []]);
    await setPanel();
    await closeScoring();
    await propose();
    await settle();
    expect(told).toEqual(['underReview', 'ranked', 'proposed', 'decided']);
    expect(host.resultOf(ID)).toBe('decided');
    expect(row.acts).toEqual(['begin', 'timerFired', 'setPanel', 'closeScoring', 'propose', 'noticeSettled']);
  });

  it('R-156: is ranked again while places and applications are left, and proposes a second time', async () => {
    await goTo(CLOSES_AT_MS);
    await setPanel();
    await closeScoring();
    await propose();
    found = { ...found, placesLeft: 1 };
    expect(await settle()).toMatchObject({ state: 'ranked' });
    await propose();
    found = { ...found, placesLeft: 0 };
    await settle();
    expect(host.resultOf(ID)).toBe('decided');
  });

  it('answers who decided once every application has heard of it', async () => {
    await goTo(CLOSES_AT_MS);
    await setPanel();
    const hold: { release(): void } = { release: () => undefined };
    telling = new Promise((resolve) => {
      hold.release = resolve;
    });
    let answered = false;
    const message: CallMessage = { kind: 'closeScoring', ...frame(), leaveOut: [] };
    const closing = host.update(ID, message.kind, message, message.actId).then(() => {
      answered = true;
      return null;
    });
    while (current().state !== 'ranked') {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    expect([answered, told]).toEqual([false, ['underReview']]);
    hold.release();
    await closing;
    expect(told).toEqual(['underReview', 'ranked']);
  });

  it('keeps its last day where its places are set before, and refuses what its state does not take', async () => {
    await tell({ kind: 'setQuota', ...frame(), places: 2, overTarget: false });
    await expect(setPanel()).rejects.toMatchObject({ cause: { type: 'WRONG_STATE' } });
    await goTo(CLOSES_AT_MS);
    expect([row.acts, current().state]).toEqual([['begin', 'setQuota', 'timerFired'], 'underReview']);
  });

  it('does not close twice where it is cancelled while its last day comes', async () => {
    const release = row.holdNext();
    const cancelled = tell({ kind: 'cancel', ...frame(APPROVER) });
    const gone = goTo(CLOSES_AT_MS);
    release();
    await Promise.all([cancelled, gone]);
    expect([row.acts, host.resultOf(ID)]).toEqual([['begin', 'cancel'], 'cancelled']);
    expect(told).toEqual(['cancelled']);
  });
});
