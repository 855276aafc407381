import { describe, expect, it } from 'vitest';
import { CLOCK_SLACK_MS, isStartedAsOwn, isTurnReached } from '../../../domain/authority/own-turn.ts';

const NOW = Date.parse('2025-06-20T09:00:00+08:00');

describe('S1: a turn of a workflow counts', () => {
  it.each([
    { name: 'at the instant of the business clock', atMs: NOW, dueAtMs: null, reached: true },
    { name: 'as far ahead as two clocks may be apart', atMs: NOW + CLOCK_SLACK_MS, dueAtMs: null, reached: true },
    { name: 'no further ahead', atMs: NOW + CLOCK_SLACK_MS + 1, dueAtMs: null, reached: false },
    { name: 'once its wait is over', atMs: NOW, dueAtMs: NOW, reached: true },
    { name: 'not before, whatever instant it names', atMs: 0, dueAtMs: NOW + CLOCK_SLACK_MS + 1, reached: false },
    { name: 'not without an instant', atMs: Number.NaN, dueAtMs: null, reached: false },
  ])('$name', ({ atMs, dueAtMs, reached }) => {
    expect(isTurnReached({ atMs, dueAtMs, businessMs: NOW })).toBe(reached);
  });
});

describe('S1: a workflow is its row’s own', () => {
  const plan = {
    claimId: 'clm_1',
    stages: [{ stage: 'departmentReview' }, { stage: 'bureauReview' }],
    clockOffsetMs: 5,
  };
  const course = { revision: 0, state: 'draft' };

  it.each([
    { name: 'with the row’s plan and first course', started: { plan, course }, own: true },
    { name: 'whatever its clock', started: { plan: { ...plan, clockOffsetMs: 9 }, course }, own: true },
    { name: 'not with a stage less', started: { plan: { ...plan, stages: plan.stages.slice(1) }, course }, own: false },
    { name: 'not with a field more', started: { plan: { ...plan, maxReturns: 9 }, course }, own: false },
    { name: 'not with another first course', started: { plan, course: { ...course, state: 'sent' } }, own: false },
  ])('$name', ({ started, own }) => {
    expect(isStartedAsOwn(started, { plan, course })).toBe(own);
  });

  it('with any course that its row has already: that is compared with each act', () => {
    expect(isStartedAsOwn({ plan, course: { revision: 7 } }, { plan, course: null })).toBe(true);
  });
});
