import { describe, expect } from 'vitest';
import { fc, it } from '@fast-check/vitest';
import { endOfDayMs } from '../../../domain/calendar.ts';
import type { Actor } from '../../../domain/authority/actor.ts';
import type { OrganCode } from '../../../domain/codes.ts';
import {
  isOverdue,
  isPlanClosed,
  judgeYearPlan,
  moveYearPlan,
  NOTHING_FILED,
  organPlan,
  organState,
  planTimer,
  planWaitMs,
  shownVersion,
  type YearPlan,
  type YearPlanCourse,
  type YearPlanMessage,
} from '../../../domain/plan/plan-course.ts';
import type { PlanDecision } from '../../../domain/plan/plan-words.ts';
import { diagnosePlan } from '../../../domain/plan/diagnose-plan.ts';
import { withPlanDays } from '../../../domain/plan/plan-opening.ts';
import { overdueOrgans } from '../../../domain/plan/plan-overdue.ts';
import { wantedPlanTasks } from '../../../domain/plan/plan-tasks.ts';
import { day } from '../../support/policy-library.ts';

const ORDOS = '150600';
const PLAN: YearPlan = {
  planId: 'pln_1',
  jurisdiction: ORDOS,
  year: 2027,
  openedAtMs: endOfDayMs(day('2026-12-31')),
  dueAtMs: endOfDayMs(day('2027-02-28')),
  closesAtMs: endOfDayMs(day('2028-03-31')),
  clockOffsetMs: 0,
};
const BEGUN: YearPlanCourse = {
  revision: 1,
  lastActId: 'pln_1/begin',
  state: 'open',
  isDue: false,
  splitVersion: 0,
  organs: [
    { ...NOTHING_FILED, organ: 'HRSS', required: true },
    { ...NOTHING_FILED, organ: 'VETERANS', required: true },
    { ...NOTHING_FILED, organ: 'JUSTICE', required: false, inForce: 1 },
  ],
};
const IN_TIME = endOfDayMs(day('2027-02-28')) - 1;

function actor(personId: string, organ: OrganCode, roles: Actor['roles'], section: string | null = null): Actor {
  return { personId, organ, section, jurisdiction: ORDOS, roles, partyId: null };
}
const officerOf = (organ: OrganCode) => actor(`per_${organ}`, organ, ['planOfficer'], '就业服务');
const BUREAU = actor('per_bureau', 'HRSS', ['bureauReviewer'], '基金监督');

function filing(kind: 'submitPlan' | 'revisePlan', organ: OrganCode, course: YearPlanCourse, atMs = IN_TIME) {
  return { kind, organ, actor: officerOf(organ), expectedRevision: course.revision, actId: 'act_1', atMs } as const;
}
function word(decision: PlanDecision, organ: OrganCode, of: number, by = BUREAU) {
  return { kind: 'decidePlan', decision, organ, filing: of, actor: by, actId: 'act_2', atMs: IN_TIME } as const;
}
function after(course: YearPlanCourse, ...messages: ((course: YearPlanCourse) => YearPlanMessage)[]): YearPlanCourse {
  return messages.reduce((now, make) => {
    const message = make(now);
    expect(judgeYearPlan(now, message, PLAN)).toMatchObject({ ok: true });
    return moveYearPlan(now, message, PLAN);
  }, course);
}
const submitted = (organ: OrganCode) => (course: YearPlanCourse) => filing('submitPlan', organ, course);

describe('the plan of an organ', () => {
  it('R-012: is missing, filed, returned and filed again, accepted, and revised as a version in force once accepted', () => {
    const filed = after(BEGUN, submitted('VETERANS'));
    expect(organState(organPlan(filed, 'VETERANS'))).toBe('submitted');
    const returned = after(filed, () => word('returnForCorrection', 'VETERANS', 1));
    expect([organState(organPlan(returned, 'VETERANS')), shownVersion(organPlan(returned, 'VETERANS'))]).toEqual([
      'returned',
      1,
    ]);
    const accepted = after(returned, submitted('VETERANS'), () => word('accept', 'VETERANS', 2));
    expect(organPlan(accepted, 'VETERANS')).toMatchObject({ inForce: 1, filed: null, filings: 2, late: false });
    const revised = after(accepted, (course) => filing('revisePlan', 'VETERANS', course));
    expect(organState(organPlan(revised, 'VETERANS'))).toBe('accepted');
    expect(organPlan(revised, 'VETERANS')).toMatchObject({ inForce: 1, filed: { version: 2, state: 'submitted' } });
    const inForce = after(revised, () => word('accept', 'VETERANS', 3));
    expect(organPlan(inForce, 'VETERANS')).toMatchObject({ inForce: 2, filed: null });
  });

  it('R-012: is late after the last day of February, overdue while it is owed, and of an organ outside the annex neither', () => {
    const due = after(BEGUN, () => ({ kind: 'timerFired', timer: 'due', actId: 't', atMs: PLAN.dueAtMs }));
    expect(overdueOrgans(BEGUN)).toEqual([]);
    expect(overdueOrgans(due)).toEqual(['HRSS', 'VETERANS']);
    const late = after(due, (course) => filing('submitPlan', 'VETERANS', course, PLAN.dueAtMs));
    expect(organPlan(late, 'VETERANS').late).toBe(true);
    expect(overdueOrgans(late)).toEqual(['HRSS']);
    expect(isOverdue(organPlan(late, 'CULTURE_TOURISM'), true)).toBe(false);
  });

  it('R-006: is taken of an organ outside the annex too', () => {
    const filed = after(BEGUN, submitted('INDUSTRY_IT'));
    expect(filed.organs.at(-1)).toMatchObject({ organ: 'INDUSTRY_IT', required: false });
  });

  it.each([
    ['another organ', { ...filing('submitPlan', 'VETERANS', BEGUN), actor: officerOf('HRSS') }, 'OTHER_ORGAN'],
    ['no officer', { ...filing('submitPlan', 'HRSS', BEGUN), actor: BUREAU }, 'ROLE_REQUIRED'],
    [
      'an officer of elsewhere',
      { ...filing('submitPlan', 'HRSS', BEGUN), actor: { ...officerOf('HRSS'), jurisdiction: '150000' } },
      'OTHER_JURISDICTION',
    ],
    ['who saw another revision', { ...filing('submitPlan', 'HRSS', BEGUN), expectedRevision: 0 }, 'STALE'],
    ['who revises what is missing', filing('revisePlan', 'HRSS', BEGUN), 'WRONG_STATE'],
    ['who submits what a pack has accepted', filing('submitPlan', 'JUSTICE', BEGUN), 'WRONG_STATE'],
    ['who decides on nothing', word('accept', 'HRSS', 0), 'WRONG_STATE'],
    [
      'an organ that splits',
      { kind: 'splitPlan', actor: officerOf('VETERANS'), expectedRevision: 1, actId: 'a', atMs: 0 },
      'OTHER_ORGAN',
    ],
  ] as const)('R-012, R-165: is refused to %s', (_who, message, reason) => {
    expect(judgeYearPlan(BEGUN, message, PLAN)).toEqual({ ok: false, reason });
  });

  it('R-009: is decided by another person, and that of the HR bureau in another section than filed it', () => {
    const filed = after(BEGUN, submitted('HRSS'), submitted('VETERANS'));
    const both = { ...officerOf('HRSS'), roles: ['planOfficer', 'bureauReviewer'] } as const;
    expect(judgeYearPlan(filed, word('accept', 'HRSS', 1, both), PLAN)).toMatchObject({
      reason: 'SAME_PERSON_FORBIDDEN',
    });
    const sameSection = { ...BUREAU, section: '就业服务' };
    expect(judgeYearPlan(filed, word('accept', 'HRSS', 1, sameSection), PLAN)).toMatchObject({
      reason: 'SAME_SECTION_FORBIDDEN',
    });
    expect(judgeYearPlan(filed, word('accept', 'VETERANS', 1, sameSection), PLAN).ok).toBe(true);
    expect(judgeYearPlan(filed, word('accept', 'VETERANS', 7), PLAN)).toMatchObject({ reason: 'STALE' });
  });

  it('R-012: has one task of the organ until it filed, then one of the bureau', () => {
    expect(wantedPlanTasks(BEGUN).map(({ kind, organ }) => [kind, organ])).toEqual([
      ['planSubmission', 'HRSS'],
      ['planSubmission', 'VETERANS'],
    ]);
    const filed = after(BEGUN, submitted('VETERANS'));
    expect(wantedPlanTasks(filed).map(({ kind, organ, planOrgan, round }) => [kind, organ, planOrgan, round])).toEqual([
      ['planSubmission', 'HRSS', 'HRSS', 1],
      ['planReview', 'HRSS', 'VETERANS', 1],
    ]);
    const returned = after(filed, () => word('returnForCorrection', 'VETERANS', 1));
    expect(wantedPlanTasks(returned).at(-1)).toMatchObject({ kind: 'planSubmission', organ: 'VETERANS', round: 2 });
    expect(wantedPlanTasks({ ...returned, state: 'closed' })).toEqual([]);
    const [owed] = wantedPlanTasks(BEGUN);
    const days = { dueOn: day('2027-02-28'), today: day('2027-01-01') };
    expect(owed && withPlanDays(owed, days)).toMatchObject({
      fixedDays: { dueOn: '2027-02-28', nearOn: '2027-01-30', escalateOn: '2027-02-28' },
    });
    expect(owed && withPlanDays(owed, { ...days, today: day('2027-03-05') })).toMatchObject({
      daysKey: 'plan.review.days',
    });
  });

  it.prop([
    fc.array(
      fc.record({
        kind: fc.constantFrom(
          'submitPlan',
          'revisePlan',
          'accept',
          'returnForCorrection',
          'due',
          'closing',
          'splitPlan',
        ),
        organ: fc.constantFrom<OrganCode>('HRSS', 'VETERANS', 'JUSTICE', 'CULTURE_TOURISM'),
      }),
      { maxLength: 40 },
    ),
  ])(
    'R-012: in no order of acts has two versions under way, loses one in force, or is open after its closing',
    (acts) => {
      let course = BEGUN;
      for (const { kind, organ } of acts) {
        const message = messageOf(course, kind, organ);
        if (!judgeYearPlan(course, message, PLAN).ok) {
          continue;
        }
        const before = organPlan(course, organ);
        expect(isPlanClosed(course)).toBe(false);
        course = moveYearPlan(course, message, PLAN);
        const now = organPlan(course, organ);
        expect(now.inForce).toBeGreaterThanOrEqual(before.inForce);
        expect(now.inForce - before.inForce).toBeLessThanOrEqual(1);
        expect(now.filed?.version ?? now.inForce + 1).toBe(now.inForce + 1);
      }
      // Every state that is reached has an act, a timer or an end.
      expect(planTimer(course) === null).toBe(isPlanClosed(course));
      expect(planWaitMs(course, PLAN) === null).toBe(isPlanClosed(course));
    },
  );
});

function messageOf(course: YearPlanCourse, kind: string, organ: OrganCode): YearPlanMessage {
  switch (kind) {
    case 'submitPlan':
    case 'revisePlan':
      return filing(kind, organ, course);
    case 'accept':
    case 'returnForCorrection':
      return word(kind, organ, organPlan(course, organ).filings);
    case 'due':
    case 'closing':
      return { kind: 'timerFired', timer: kind, actId: 't', atMs: PLAN.dueAtMs };
    default:
      return { kind: 'splitPlan', actor: officerOf('HRSS'), expectedRevision: course.revision, actId: 's', atMs: 0 };
  }
}

const why = (course: YearPlanCourse, tasks: Parameters<typeof diagnosePlan>[0]['tasks'] = []) =>
  diagnosePlan({ course, plan: PLAN, tasks, stateSinceMs: 1 });

describe('why the plan of a year waits', () => {
  const review = { taskId: 'tsk_1', kind: 'planReview', planOrgan: 'VETERANS', sinceMs: 2, dueOn: null } as const;

  it('R-012: is one cause: the bureau, then what organs owe, then the clock, until it is closed', () => {
    expect(why({ ...BEGUN, lastActId: '' })).toMatchObject({ waitingFor: 'worker', cause: 'starting' });
    expect(why(BEGUN, [review])).toMatchObject({ cause: 'planReviewOpen', sinceMs: 2, owner: { organ: 'HRSS' } });
    expect(why(BEGUN)).toMatchObject({ cause: 'planOwed', owner: { organ: 'HRSS', role: 'planOfficer' } });
    const organs = BEGUN.organs.map((one) => ({ ...one, inForce: 1 }));
    expect(why({ ...BEGUN, organs })).toMatchObject({
      waitingFor: 'clock',
      cause: 'planRunning',
      nextAutomaticEvent: 'planFallsDue',
      nextAutomaticAtMs: PLAN.dueAtMs,
    });
    expect(why({ ...BEGUN, isDue: true, organs }).nextAutomaticEvent).toBe('planCloses');
    expect(why({ ...BEGUN, state: 'closed' })).toMatchObject({ waitingFor: 'done', nextAutomaticAtMs: null });
  });
});
