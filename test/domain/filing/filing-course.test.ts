import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import type { OrganCode } from '../../../domain/codes.ts';
import {
  filingWaitMs,
  isFilingSettled,
  judgeFilingAct,
  moveFiling,
  openFilingActs,
  type FilingCourse,
  type FilingMessage,
  type FilingPlan,
  type FilingState,
} from '../../../domain/filing/filing-course.ts';
import { ACTORS, anActor, NOON_MS, ORDOS } from '../../support/claim-courses.ts';

const PLAN: FilingPlan = {
  filingId: 'fil_1',
  jurisdiction: ORDOS,
  applicantPartyId: 'pty_school',
  clockOffsetMs: 0,
};
const DAY_MS = 86_400_000;
const TIMES = {
  opensAtMs: NOON_MS + 10 * DAY_MS,
  endsAtMs: NOON_MS + 20 * DAY_MS,
  windowEndsAtMs: NOON_MS + 200 * DAY_MS,
};
const FILED: FilingCourse = {
  revision: 1,
  lastActId: 'act_1',
  state: 'filed',
  round: 1,
  responsibleDepartment: 'EMERGENCY_MGMT',
  times: TIMES,
};
const STATES: readonly FilingState[] = [
  'draft',
  'filed',
  'returned',
  'accepted',
  'open',
  'ended',
  'assessed',
  'claimed',
  'expired',
  'withdrawn',
];

const { school, school2, deptEmergency, deptEducation, deptHr, bureauReview } = ACTORS;
const ASKED = { actId: 'act_2', atMs: NOON_MS };
const withdraws = (actor: Actor): FilingMessage => ({ ...ASKED, kind: 'withdraw', actor });
const resubmits = (actor: Actor, responsibleDepartment: OrganCode | null = 'EMERGENCY_MGMT'): FilingMessage => ({
  ...ASKED,
  kind: 'resubmit',
  actor,
  times: { ...TIMES, opensAtMs: TIMES.opensAtMs + DAY_MS },
  responsibleDepartment,
});
const quietly = (kind: 'begin' | 'recordResults' | 'claimOpened' | 'timerFired'): FilingMessage => ({ ...ASKED, kind });

type Decides = Extract<FilingMessage, { kind: 'decide' }>;

function decides(actor: Actor, decision: Decides['decision'], given: Partial<Decides> = {}): Decides {
  return { ...ASKED, kind: 'decide', actor, decision, organ: null, expectedRevision: 1, ...given };
}

function refusalOf(course: FilingCourse, message: FilingMessage): string | null {
  const judged = judgeFilingAct(course, message, PLAN);
  return judged.ok ? null : judged.reason;
}

describe('a returned filing', () => {
  it('goes to the department of the plan line that stands in it now, or to the routing (R-004, R-007)', () => {
    const returned: FilingCourse = { ...FILED, state: 'returned', responsibleDepartment: 'EMERGENCY_MGMT' };
    const moved = moveFiling(returned, resubmits(school, 'EDUCATION'));
    expect(moved).toMatchObject({ state: 'filed', responsibleDepartment: 'EDUCATION' });
    expect(moveFiling(returned, resubmits(school, null)).responsibleDepartment).toBeNull();
  });
});

describe('the answer to a filing', () => {
  it('is given by a reviewer of the one responsible department of this city (R-005, R-033)', () => {
    const elsewhere = anActor('x', { ...deptEmergency, personId: 'x', jurisdiction: '150100' });
    expect(refusalOf(FILED, decides(deptEmergency, 'accept'))).toBeNull();
    expect(refusalOf(FILED, decides(deptEducation, 'accept'))).toBe('OTHER_ORGAN');
    expect(refusalOf(FILED, decides(bureauReview, 'accept'))).toBe('ROLE_REQUIRED');
    expect(refusalOf(FILED, decides(elsewhere, 'accept'))).toBe('OTHER_JURISDICTION');
  });

  it('waits for the HR bureau to route it where no department is responsible (R-007)', () => {
    const unrouted = { ...FILED, responsibleDepartment: null };
    const routes = decides(deptHr, 'routeTo', { organ: 'EDUCATION' });
    expect(refusalOf(unrouted, decides(deptEmergency, 'accept'))).toBe('WRONG_STATE');
    expect(refusalOf(unrouted, decides(deptHr, 'routeTo'))).toBe('WRONG_STATE');
    expect(refusalOf(unrouted, { ...routes, actor: deptEmergency })).toBe('OTHER_ORGAN');
    expect(refusalOf(unrouted, routes)).toBeNull();
    expect(moveFiling(unrouted, routes)).toMatchObject({ state: 'filed', responsibleDepartment: 'EDUCATION' });
    expect(refusalOf(FILED, routes)).toBe('WRONG_STATE');
  });

  it('is told as wrong state before stale, and as stale before the wrong person (D2)', () => {
    const late = decides(deptEducation, 'accept', { expectedRevision: 0 });
    expect(refusalOf(FILED, late)).toBe('STALE');
    expect(refusalOf({ ...FILED, state: 'accepted' }, late)).toBe('WRONG_STATE');
  });

  it('returns it to the applicant, who files it again with new days in a new round (R-034)', () => {
    const returned = moveFiling(FILED, decides(deptEmergency, 'returnForCorrection'));
    expect(returned.state).toBe('returned');
    expect(refusalOf(returned, resubmits(school2))).toBe('ROLE_REQUIRED');
    expect(moveFiling(returned, resubmits(school))).toMatchObject({
      state: 'filed',
      round: 2,
      times: { opensAtMs: TIMES.opensAtMs + DAY_MS },
    });
  });
});

describe('a filing', () => {
  it('opens, ends and expires by the clock of its own days (R-031, R-038)', () => {
    const accepted = moveFiling(FILED, decides(deptEmergency, 'accept'));
    expect(filingWaitMs(accepted)).toBe(TIMES.opensAtMs);
    const open = moveFiling(accepted, quietly('timerFired'));
    expect([open.state, filingWaitMs(open)]).toEqual(['open', TIMES.endsAtMs]);
    const ended = moveFiling(open, quietly('timerFired'));
    expect([ended.state, filingWaitMs(ended)]).toEqual(['ended', TIMES.windowEndsAtMs]);
    expect(moveFiling(ended, quietly('timerFired')).state).toBe('expired');
  });

  it('is claimed only after its results, once, and then expires no more (R-038)', () => {
    const ended: FilingCourse = { ...FILED, state: 'ended' };
    expect(refusalOf(ended, quietly('claimOpened'))).toBe('WRONG_STATE');
    const assessed = moveFiling(ended, quietly('recordResults'));
    expect(assessed.state).toBe('assessed');
    const claimed = moveFiling(assessed, quietly('claimOpened'));
    expect(claimed.state).toBe('claimed');
    expect(filingWaitMs(claimed)).toBeNull();
    expect(refusalOf(claimed, quietly('claimOpened'))).toBe('WRONG_STATE');
    expect(refusalOf(claimed, quietly('timerFired'))).toBe('WRONG_STATE');
  });

  it('is withdrawn by its own institution until the class opens (R-031)', () => {
    const may = STATES.filter((state) => refusalOf({ ...FILED, state }, withdraws(school)) === null);
    expect(may).toEqual(['draft', 'filed', 'returned', 'accepted']);
    expect(refusalOf(FILED, withdraws(school2))).toBe('ROLE_REQUIRED');
    expect(refusalOf(FILED, withdraws(deptEmergency))).toBe('ROLE_REQUIRED');
  });

  it('has an open act in every state but its three ends, and a timer only where one is taken in (R-148)', () => {
    for (const state of STATES) {
      const course = { ...FILED, state };
      expect(openFilingActs(course).length === 0).toBe(isFilingSettled(course));
      expect(filingWaitMs(course) !== null).toBe(openFilingActs(course).includes('timerFired'));
    }
  });

  const anything: fc.Arbitrary<FilingMessage> = fc.oneof(
    fc.constantFrom('begin', 'recordResults', 'claimOpened', 'timerFired').map(quietly),
    fc.constantFrom(...Object.values(ACTORS)).chain((actor) =>
      fc.oneof(
        fc.constant(withdraws(actor)),
        fc.constant(resubmits(actor)),
        fc
          .record({
            decision: fc.constantFrom('accept', 'returnForCorrection', 'routeTo'),
            organ: fc.constantFrom('EDUCATION' as const, null),
          })
          .map(({ decision, organ }) => decides(actor, decision, { organ })),
      ),
    ),
  );

  test.prop([fc.array(anything, { maxLength: 60 }), fc.boolean()])(
    'rises by one per granted act, and is accepted only by its department, once that is known (D2, R-007)',
    (messages, isRouted) => {
      let course: FilingCourse = { ...FILED, responsibleDepartment: isRouted ? 'EMERGENCY_MGMT' : null };
      for (const message of messages) {
        const asked = message.kind === 'decide' ? { ...message, expectedRevision: course.revision } : message;
        if (refusalOf(course, asked) === null) {
          const next = moveFiling(course, asked);
          expect(next.revision).toBe(course.revision + 1);
          if (asked.kind === 'decide' && asked.decision === 'accept') {
            expect(asked.actor.organ).toBe(next.responsibleDepartment);
            expect(next.responsibleDepartment).not.toBeNull();
          }
          course = next;
        }
      }
    },
  );
});
