import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import {
  DEMAND_CYCLE_STATES,
  demandCycleWaitMs,
  isDemandCycleSettled,
  judgeDemandCycleAct,
  moveDemandCycle,
  type DemandCycleCourse,
  type DemandCycleMessage,
  type DemandCyclePlan,
} from '../../../domain/demand/demand-cycle-course.ts';
import { recipientsOf } from '../../../domain/demand/demand-recipients.ts';
import { demandRules } from '../../../domain/demand/demand-rules.ts';
import { RECIPIENT_KINDS } from '../../../domain/demand/demand-words.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const PLAN: DemandCyclePlan = {
  cycleId: 'dmc_1',
  jurisdiction: '150600',
  opensAtMs: 0,
  endsAtMs: 1_000,
  publish: 'AT_END',
  clockOffsetMs: 0,
};
const OFFICER: Actor = {
  personId: 'per_1',
  organ: 'HRSS',
  section: null,
  jurisdiction: '150600',
  roles: ['demandOfficer'],
  partyId: null,
};
const SURVEY: DemandCycleCourse = { revision: 1, lastActId: 'a', state: 'survey' };
const at = { actId: 'b', atMs: 1_000 };
const MESSAGES: readonly DemandCycleMessage[] = [
  { kind: 'publish', ...at, actor: OFFICER, expectedRevision: 1 },
  { kind: 'timerFired', ...at },
  { kind: 'push', ...at },
];
const reasonOf = (course: DemandCycleCourse, message: DemandCycleMessage) => {
  const verdict = judgeDemandCycleAct(course, message, PLAN);
  return verdict.ok ? 'ok' : verdict.reason;
};

const publish = (actor: Partial<Actor>, expectedRevision = 1) =>
  reasonOf(SURVEY, { kind: 'publish', ...at, actor: { ...OFFICER, ...actor }, expectedRevision });

describe('the course of a cycle', () => {
  it('R-021 publishes by hand or at the end of its last day; under BY_HAND nobody’s publication is missed', () => {
    const [byHand, timerFired, push] = MESSAGES;
    if (byHand === undefined || timerFired === undefined || push === undefined) {
      throw new Error('three messages');
    }
    expect(moveDemandCycle(SURVEY, byHand, PLAN).state).toBe('published');
    expect(moveDemandCycle(SURVEY, timerFired, PLAN).state).toBe('published');
    expect(moveDemandCycle(SURVEY, timerFired, { publish: 'BY_HAND' }).state).toBe('missed');
    expect(moveDemandCycle({ ...SURVEY, state: 'published' }, push, PLAN).state).toBe('pushed');
  });

  it('R-021 a demand officer of the HR bureau publishes at the revision that was read, and nobody else', () => {
    expect(publish({})).toBe('ok');
    expect(publish({}, 0)).toBe('STALE');
    expect(publish({ organ: 'FINANCE' })).toBe('OTHER_ORGAN');
    expect(publish({ roles: ['departmentReviewer'] })).toBe('ROLE_REQUIRED');
    expect(publish({ jurisdiction: '150621' })).toBe('OTHER_JURISDICTION');
  });

  it('R-021 no state is a dead end: each has an act, a timer or an end', () => {
    for (const state of DEMAND_CYCLE_STATES) {
      const course = { ...SURVEY, state };
      const isOpen = MESSAGES.some((message) => reasonOf(course, message) === 'ok');
      expect(isOpen || demandCycleWaitMs(course, PLAN) !== null || isDemandCycleSettled(course)).toBe(true);
      expect(isDemandCycleSettled(course) && isOpen).toBe(false);
    }
  });
});

describe('whom the lists go to', () => {
  it('R-024 is a body of each of the five kinds in practice, each once, and what the paper lists', () => {
    const bodies = recipientsOf(PRACTICE_LIBRARY, '150600', day('2025-06-30'));
    expect(RECIPIENT_KINDS.every((kind) => bodies.some((body) => body.kind === kind))).toBe(true);
    expect(bodies.filter(({ kind }) => kind === 'BANNER')).toHaveLength(9);
    expect(new Set(bodies.map(({ kind, name }) => kind + name)).size).toBe(bodies.length);
    expect(demandRules(PRACTICE_LIBRARY, '150600', day('2025-06-30'))).toEqual({
      publish: 'AT_END',
      pushTo: RECIPIENT_KINDS,
      entryValidDays: 90,
    });
  });

  it('R-024 is nobody of another place', () => {
    expect(recipientsOf(PRACTICE_LIBRARY, '220000', day('2025-06-30'))).toEqual([]);
  });
});
