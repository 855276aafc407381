import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { judgeTaskAct, type TaskSeat } from '../../../domain/task/task-acts.ts';

const TASK: TaskSeat = {
  state: 'open',
  role: 'departmentReviewer',
  organ: 'HRSS',
  section: null,
  jurisdiction: '150600',
  assigneeId: null,
};
const reviewer: Actor = {
  personId: 'per_1',
  organ: 'HRSS',
  section: '就业服务',
  jurisdiction: '150600',
  roles: ['departmentReviewer'],
  partyId: null,
};
const operator: Actor = { ...reviewer, personId: 'per_ops', organ: null, section: null, roles: ['operator'] };

describe('judgeTaskAct', () => {
  it('lets the person who sits in the seat claim a task that nobody has', () => {
    expect(judgeTaskAct(TASK, 'claim', reviewer).ok).toBe(true);
    expect(judgeTaskAct({ ...TASK, assigneeId: 'per_2' }, 'claim', reviewer)).toMatchObject({
      reason: 'TASK_ASSIGNED',
    });
    expect(judgeTaskAct({ ...TASK, organ: 'EDUCATION' }, 'claim', reviewer)).toMatchObject({ reason: 'FORBIDDEN' });
    expect(judgeTaskAct({ ...TASK, state: 'done' }, 'claim', reviewer)).toMatchObject({ reason: 'WRONG_STATE' });
  });

  it('lets an operator transfer and extend, and never claim (R-149)', () => {
    expect(judgeTaskAct(TASK, 'transfer', operator).ok).toBe(true);
    expect(judgeTaskAct(TASK, 'extension', operator).ok).toBe(true);
    expect(judgeTaskAct(TASK, 'claim', operator)).toMatchObject({ reason: 'FORBIDDEN' });
    expect(judgeTaskAct(TASK, 'extension', reviewer)).toMatchObject({ reason: 'FORBIDDEN' });
  });

  it('lets the assignee release and hand on', () => {
    const mine = { ...TASK, assigneeId: 'per_1' };
    expect(judgeTaskAct(mine, 'release', reviewer).ok).toBe(true);
    expect(judgeTaskAct(mine, 'transfer', reviewer).ok).toBe(true);
    expect(judgeTaskAct(TASK, 'transfer', reviewer)).toMatchObject({ reason: 'FORBIDDEN' });
  });
});
