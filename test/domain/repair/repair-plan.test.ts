import { describe, expect, it } from 'vitest';
import { causeOf, faultsOf, type RepairFacts, type RunFacts } from '../../../domain/repair/repair-facts.ts';
import {
  askedOf,
  parametersOf,
  planRepair,
  refusalOfPlan,
  type AskedRepair,
} from '../../../domain/repair/repair-plan.ts';

const OPEN: RunFacts = { kind: 'open', runId: 'run/1', ownRevision: 3, isTaskFailing: false };
const NONE: RunFacts = { kind: 'none' };
const HOLD = { holdId: 'hld_1', category: 'CHECK', isOfCase: false };

/** A claim in its review whose workflow stands where the row does. */
function facts(of: Partial<RepairFacts> = {}): RepairFacts {
  return {
    state: 'inReview',
    revision: 3,
    isBegun: true,
    isEnded: false,
    timerAtMs: null,
    run: OPEN,
    waitingActs: [],
    tasks: { missing: [], orphans: [] },
    taken: [],
    holds: [],
    ...of,
  };
}

const refusal = (asked: AskedRepair, of: Partial<RepairFacts> = {}) =>
  refusalOfPlan(planRepair('claim', asked, facts(of)));

describe('a repair', () => {
  it('starts a workflow only where none runs, and never of what has ended or not begun', () => {
    const restart = { command: 'restartMissingWorkflow' } as const;
    expect(refusal(restart, { run: NONE })).toBeNull();
    expect(refusal(restart, { run: { kind: 'ended', runId: 'run/1', status: 'TERMINATED' } })).toBeNull();
    expect(refusal(restart)).toBe('RUN_OPEN');
    expect(refusal(restart, { run: NONE, isEnded: true })).toBe('WRONG_STATE');
    expect(refusal(restart, { run: NONE, isBegun: false })).toBe('WRONG_STATE');
  });

  it('replaces a run that is behind, failing or silent, and leaves a sound one alone', () => {
    const replace = { command: 'terminateAndReplace' } as const;
    expect(refusal(replace, { revision: 4 })).toBeNull();
    expect(refusal(replace, { run: { ...OPEN, isTaskFailing: true } })).toBeNull();
    expect(refusal(replace, { waitingActs: [{ actId: 'act_1', act: 'decide' }] })).toBeNull();
    expect(refusal(replace)).toBe('NOTHING_TO_REPAIR');
    expect(refusal(replace, { run: NONE })).toBe('RUN_MISSING');
  });

  it('sends again only what waits, and to a run', () => {
    const retry = { command: 'retryStep' } as const;
    const waitingActs = [{ actId: 'act_1', act: 'decide' }];
    expect(refusal(retry, { waitingActs })).toBeNull();
    expect(refusal(retry)).toBe('NOTHING_TO_REPAIR');
    expect(refusal(retry, { waitingActs, run: NONE })).toBe('RUN_MISSING');
  });

  it('ends tasks that no stage wants, also of what has ended, and gives away only the task of somebody who is gone', () => {
    const close = { command: 'closeOrphanTasks' } as const;
    const tasks = {
      missing: [{ kind: 'review', stage: 'departmentReview', round: 1 }],
      orphans: [{ taskId: 'tsk_1', kind: 'disbursement' }],
    } as const;
    expect(refusal(close, { tasks, isEnded: true })).toBeNull();
    expect(planRepair('claim', close, facts({ tasks })).difference).toHaveLength(1);
    expect(refusal(close)).toBe('NOTHING_TO_REPAIR');
    const reassign = { command: 'reassignTask', taskId: 'tsk_1', to: null } as const;
    const taken = { taskId: 'tsk_1', assigneeId: 'per_1', isAssigneeGone: true };
    expect(refusal(reassign, { taken: [taken] })).toBeNull();
    expect(refusal(reassign, { taken: [{ ...taken, isAssigneeGone: false }] })).toBe('NOTHING_TO_REPAIR');
    expect(refusal(reassign, { taken: [{ ...taken, taskId: 'tsk_2' }] })).toBe('NOTHING_TO_REPAIR');
  });

  it('keeps what a command is about, and finds the command again by it', () => {
    for (const asked of [
      { command: 'releaseHold', holdId: 'hld_1' },
      { command: 'reassignTask', taskId: 'tsk_1', to: null },
      { command: 'retryStep' },
    ] as const) {
      expect(askedOf(asked.command, parametersOf(asked))).toEqual(asked);
    }
  });

  it('releases a hold of an operator, never that of a case (R-126)', () => {
    const release = { command: 'releaseHold', holdId: 'hld_1' } as const;
    expect(refusal(release, { holds: [HOLD] })).toBeNull();
    expect(refusal(release, { holds: [{ ...HOLD, isOfCase: true }] })).toBe('CASE_OPEN');
    expect(refusal(release, { holds: [{ ...HOLD, holdId: 'hld_2' }] })).toBe('NOTHING_TO_REPAIR');
  });

  it('says what it changes and what follows: tasks, acts, the timer, and money that a kept release would instruct', () => {
    const tasks = {
      missing: [{ kind: 'review', stage: 'departmentReview', round: 1 }],
      orphans: [{ taskId: 'tsk_1', kind: 'disbursement' }],
    } as const;
    expect(planRepair('claim', { command: 'rebuildProjection' }, facts({ tasks }))).toMatchObject({
      difference: [
        { what: 'task', id: null, before: null, after: 'review departmentReview' },
        { what: 'task', id: 'tsk_1', before: 'disbursement', after: null },
      ],
      moneyEffect: 'none',
      engineOperation: 'none',
    });
    const waitingActs = [{ actId: 'act_1', act: 'release' }];
    const ofBatch = facts({ run: NONE, waitingActs, timerAtMs: 5, state: 'sent' });
    expect(planRepair('batch', { command: 'restartMissingWorkflow' }, ofBatch)).toMatchObject({
      difference: [{ what: 'run', before: 'none', after: 'open' }],
      sideEffects: [{ kind: 'timerArmed', at: 5 }, { kind: 'actsSent', count: 1 }, { kind: 'inboxTaken' }],
      moneyEffect: 'mayInstruct',
      engineOperation: 'start',
    });
  });
});

describe('the faults of an entity', () => {
  it('are those of its engine, its acts and its tasks; one that nobody reached has none of the engine', () => {
    expect(faultsOf(facts())).toEqual([]);
    expect(faultsOf(facts({ run: NONE }))).toEqual(['workflowMissing']);
    expect(faultsOf(facts({ run: { kind: 'ended', runId: 'run/1', status: 'FAILED' } }))).toEqual(['workflowEnded']);
    expect(faultsOf(facts({ revision: 4, run: { ...OPEN, isTaskFailing: true } }))).toEqual([
      'workflowBehind',
      'workflowTaskFailing',
    ]);
    expect(faultsOf(facts({ revision: 4, run: { ...OPEN, ownRevision: null } }))).toEqual([]);
    expect(faultsOf(facts({ run: { kind: 'unreached' }, holds: [HOLD] }))).toEqual(['held']);
    expect(faultsOf(facts({ run: NONE, isEnded: true }))).toEqual([]);
  });

  it('are told as one cause: a hold first, then the engine, then the diagnosis', () => {
    expect(causeOf(['workflowMissing', 'held'], 'held')).toBe('held');
    expect(causeOf(['workflowMissing'], 'reviewOpen')).toBe('workflowMissing');
    expect(causeOf([], 'reviewOpen')).toBe('reviewOpen');
    expect(causeOf(['actNotRecorded'], null)).toBe('actNotRecorded');
    expect(causeOf([], null)).toBeNull();
  });
});
