import { describe, expect, it } from 'vitest';
import { entityOfWorkflow, ENTITY_KINDS, workflowIdOf } from '../../../domain/entities.ts';
import { engineFault, foundAgain, isStray, toldFault } from '../../../domain/standing/engine-fault.ts';
import type { RowSeen, RunSeen } from '../../../domain/standing/standing.ts';
import { RUNNING } from '../../support/standings.ts';

const NOW = 1_000_000;
const ROW: RowSeen = { revision: 3, isBegun: true, isEnded: false };
const fault = (run: Partial<RunSeen>, row: Partial<RowSeen> = {}) =>
  engineFault({ ...RUNNING, ownRevision: 3, ...run }, { ...ROW, ...row }, NOW);
const told = (word: 'workflowEnded' | 'workflowBehind', looks: number, afterMs: number) =>
  toldFault({ found: { fault: word, sinceMs: NOW, looks }, rowRevision: 3 }, ROW, NOW + afterMs);
const activity = { type: 'releaseClaims', attempt: 1, failure: null, sinceMs: NOW };

describe('the fault of a workflow', () => {
  it.each([
    ['a run at the revision of its row', {}, null],
    ['a run that gives no revision', { ownRevision: null }, null],
    ['no run', { status: 'absent', runId: null, ownRevision: null }, 'workflowMissing'],
    ['a run that was terminated', { status: 'terminated' }, 'workflowEnded'],
    ['a run that completed before its row', { status: 'completed' }, 'workflowEnded'],
    ['a run that was reset', { ownRevision: 2 }, 'workflowBehind'],
    ['a run of a row that was restored', { ownRevision: 4 }, 'workflowBehind'],
    ['a task that a second worker carries out', { taskAttempt: 2 }, null],
    ['a task that fails again', { taskAttempt: 3, ownRevision: null }, 'workflowTaskFailing'],
    ['an activity at work', { activity }, null],
    ['an activity that runs long without a failure', { activity: { ...activity, sinceMs: NOW - 400_000 } }, null],
    ['an activity that fails again', { activity: { ...activity, attempt: 5 } }, 'activityFailing'],
    [
      'an activity that has failed for five minutes',
      { activity: { ...activity, failure: 'CLAIM_BUSY', sinceMs: NOW - 300_001 } },
      'activityFailing',
    ],
  ] as const)('of %s', (_name, run, expected) => {
    expect(fault(run)).toBe(expected);
  });

  it('is none of a row that has ended, has not begun or does not exist', () => {
    const gone = { status: 'absent' } as const;
    expect([fault(gone, { isEnded: true }), fault(gone, { isBegun: false })]).toEqual([null, null]);
    expect(engineFault({ ...RUNNING, ...gone }, null, NOW)).toBeNull();
  });

  it('is since the first look that found it', () => {
    const first = foundAgain('workflowBehind', null, NOW);
    expect(foundAgain('workflowBehind', first, NOW + 60_000)).toEqual({
      fault: 'workflowBehind',
      sinceMs: NOW,
      looks: 2,
    });
    expect(foundAgain('workflowEnded', first, NOW + 60_000)).toMatchObject({ sinceMs: NOW + 60_000, looks: 1 });
    expect(foundAgain(null, first, NOW)).toBeNull();
  });

  it('is told at once, but another revision only when a later look finds it as well', () => {
    expect(told('workflowEnded', 1, 0)).toBe('workflowEnded');
    expect([told('workflowBehind', 1, 60_000), told('workflowBehind', 2, 10_000)]).toEqual([null, null]);
    expect(told('workflowBehind', 2, 60_000)).toBe('workflowBehind');
  });

  it('is not told of a row that has moved on since its workflow was asked', () => {
    const found = { fault: 'workflowMissing', sinceMs: NOW, looks: 9 } as const;
    expect(toldFault({ found, rowRevision: 3 }, { ...ROW, revision: 4 }, NOW)).toBeNull();
    expect(toldFault({ found, rowRevision: 3 }, { ...ROW, isEnded: true }, NOW)).toBeNull();
  });

  it('a run is astray whose row has ended or does not exist', () => {
    expect(isStray(RUNNING, null)).toBe(true);
    expect(isStray(RUNNING, { ...ROW, isEnded: true })).toBe(true);
    expect(isStray(RUNNING, ROW)).toBe(false);
    expect(isStray({ ...RUNNING, status: 'completed' }, null)).toBe(false);
  });

  it('is of the entity that a workflow id names', () => {
    for (const kind of ENTITY_KINDS) {
      expect(entityOfWorkflow(workflowIdOf(kind, 'x_1'))).toEqual({ kind, id: 'x_1' });
    }
    expect(['open-period/150600', 'claim', ''].map(entityOfWorkflow)).toEqual([null, null, null]);
  });
});
