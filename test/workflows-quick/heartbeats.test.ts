import { describe, expect, it } from 'vitest';
import { above, STANDARD } from '../support/claim-budget.ts';
import { heartbeatsIn } from '../support/histories.ts';

const task = ['WORKFLOW_TASK_SCHEDULED', 'WORKFLOW_TASK_STARTED', 'WORKFLOW_TASK_COMPLETED'];
const begun = ['WORKFLOW_EXECUTION_STARTED', ...task, 'MARKER_RECORDED'];
const update = [
  ...task,
  'WORKFLOW_EXECUTION_UPDATE_ACCEPTED',
  'MARKER_RECORDED',
  'WORKFLOW_EXECUTION_UPDATE_COMPLETED',
];
const life = (events: readonly string[], workflowTasks: number) => ({
  events,
  workflowTasks,
  transitions: workflowTasks,
  bytes: 0,
  jumps: 0,
  heartbeats: heartbeatsIn(events),
});

describe('the budget of a claim on a busy machine', () => {
  it('leaves out the tasks that only keep a slow recording alive, and no other task', () => {
    const undisturbed = [...begun, ...update];
    const slow = ['WORKFLOW_EXECUTION_STARTED', ...task, ...task, ...task, 'MARKER_RECORDED', ...update];
    expect([heartbeatsIn(undisturbed), heartbeatsIn(slow)]).toEqual([0, 2]);
    const limit = { ...STANDARD, events: undisturbed.length, workflowTasks: 2, transitions: 2 };
    expect(above(life(slow, 4), limit)).toEqual([]);
    const wasteful = [...undisturbed, 'WORKFLOW_EXECUTION_SIGNALED', ...task];
    expect(above(life(wasteful, 3), limit).slice(0, 3)).toEqual([
      '15 events, at most 11',
      '3 workflowTasks, at most 2',
      '3 transitions, at most 2',
    ]);
  });
});
