import { describe, expect, it } from 'vitest';
import type { GrantCourse, GrantMessage } from '../../../domain/grant/grant-course.ts';
import { judgeGrantAct } from '../../../domain/grant/grant-judging.ts';
import { moveGrant } from '../../../domain/grant/grant-moves.ts';
import { isGrantPayable } from '../../../domain/grant/grant-payment.ts';
import { wantedGrantTasks } from '../../../domain/grant/grant-tasks.ts';
import { titleEndAfter } from '../../../domain/grant/grant-title-course.ts';
import { after as lived, decides, fires, wordOn } from '../../support/grant-acts.ts';
import { IN_STATE } from '../../support/grant-courses.ts';
import {
  AT_AGREEMENT,
  CHECKER,
  DAY_MS,
  factsOf,
  HOLDER,
  MAKER,
  OFFICER,
  OFFICERS,
  PLAN,
  START_MS,
  yearMs,
} from '../../support/title-courses.ts';

type Drafted = (course: GrantCourse, asked: { readonly actId: string; readonly atMs: number }) => GrantMessage;

/** Carries out acts one after the other; each must be allowed. */
function after(course: GrantCourse, ...acts: readonly (readonly [atMs: number, draft: Drafted])[]): GrantCourse {
  return acts.reduce((standing, [atMs, draft], number) => {
    const message = draft(standing, { actId: `act_${standing.revision}_${number}`, atMs });
    const verdict = judgeGrantAct(standing, message, PLAN);
    expect(verdict.ok ? message.kind : verdict.reason).toBe(message.kind);
    return moveGrant(standing, message, factsOf(standing, atMs, false), PLAN);
  }, course);
}

const refusal = (course: GrantCourse, draft: Drafted): string => {
  const verdict = judgeGrantAct(course, draft(course, { actId: 'act_asked', atMs: START_MS + 5 * DAY_MS }), PLAN);
  return verdict.ok ? 'allowed' : verdict.reason;
};

const signed: Drafted = ({ revision }, asked) => ({
  kind: 'signAgreement',
  ...asked,
  actor: HOLDER,
  expectedRevision: revision,
});

const decided =
  (
    stage: Extract<GrantMessage, { kind: 'decide' }>['stage'],
    decision: Extract<GrantMessage, { kind: 'decide' }>['decision'],
    { actor = OFFICER, year = null }: { readonly actor?: typeof OFFICER; readonly year?: number | null } = {},
  ): Drafted =>
  ({ revision }, asked) => ({
    kind: 'decide',
    ...asked,
    stage,
    decision,
    actor,
    expectedRevision: revision,
    year,
    recoverFen: 0,
  });

const timerFired: Drafted = ({ timer }, { actId }) => ({ kind: 'timerFired', actId, atMs: timer?.atMs ?? 0 });

const suspension =
  (kind: 'suspend' | 'resume'): Drafted =>
  ({ revision }, asked) =>
    kind === 'suspend'
      ? { kind, ...asked, actor: OFFICER, expectedRevision: revision, caseId: null, untilMs: null }
      : { kind, ...asked, actor: OFFICER, expectedRevision: revision, caseId: null };

const released: Drafted = (_course, asked) => ({
  kind: 'payoutReleasing',
  ...asked,
  batchId: 'pob_1',
  purpose: 'grant',
  instalmentNo: 1,
  maker: MAKER,
  checker: CHECKER,
});

const building = () =>
  after(AT_AGREEMENT, [START_MS + DAY_MS, signed], [START_MS + 2 * DAY_MS, decided('agreement', 'sign')]);

const stages = (course: GrantCourse) => wantedGrantTasks(course, PLAN).map(({ stage }) => stage);

describe('the build period', () => {
  it('R-158: ends with the task of acceptance by itself, once the years before are over', () => {
    let course = building();
    expect(course.state).toBe('building');
    expect(stages(course)).not.toContain('acceptance');
    for (let turn = 0; course.timer !== null && !stages(course).includes('acceptance'); turn += 1) {
      expect(turn).toBeLessThan(20);
      course = after(course, [course.timer.atMs, timerFired]);
    }
    expect(stages(course)).toContain('acceptance');
    expect(after(course, [yearMs(2028), decided('acceptance', 'accept')]).state).toBe('active');
  });
});

describe('a suspended title', () => {
  it('R-161: is paid nothing until it goes on, and its years open all the same', () => {
    const course = building();
    const asked = { course, fund: 'REGION_BUDGET', living: [] } as const;
    expect(isGrantPayable(asked, MAKER).ok).toBe(true);
    expect(refusal(course, released)).toBe('allowed');

    const suspended = after(course, [START_MS + 3 * DAY_MS, suspension('suspend')]);
    expect(isGrantPayable({ ...asked, course: suspended }, MAKER)).toMatchObject({ reason: 'GRANT_SUSPENDED' });
    expect(refusal(suspended, released)).toBe('GRANT_SUSPENDED');
    expect(suspended.timer?.kind).toBe('yearOpens');
    const opened = after(suspended, [yearMs(2027), timerFired]);
    expect(opened.title?.years.map(({ year, state }) => [year, state])).toEqual([[2026, 'open']]);

    const resumed = after(suspended, [START_MS + 4 * DAY_MS, suspension('resume')]);
    expect(refusal(resumed, released)).toBe('allowed');
  });
});

describe('a year below its threshold', () => {
  it('R-116: without a report leads to the same task, is put right once, and another person looks again', () => {
    const opened = after(building(), [yearMs(2027), timerFired]);
    const overdue = after(opened, [opened.timer?.atMs ?? 0, timerFired]);
    expect(overdue.title?.years.at(0)?.state).toBe('overdue');
    expect(stages(overdue)).toContain('assessment');
    const of2026 = { year: 2026 } as const;
    expect(refusal(overdue, decided('assessment', 'pass', of2026))).toBe('THRESHOLD_NOT_MET');
    const rectifying = after(overdue, [yearMs(2027) + 60 * DAY_MS, decided('assessment', 'rectify', of2026)]);
    const again = after(rectifying, [rectifying.timer?.atMs ?? 0, timerFired]);
    expect(again.title?.years.at(0)?.state).toBe('recheck');
    expect(refusal(again, decided('recheck', 'fail', of2026))).toBe('SAME_PERSON_FORBIDDEN');
    const other = { ...of2026, actor: OFFICERS[1] };
    expect(refusal(again, decided('recheck', 'rectify', other))).toBe('RECTIFIED_ONCE');
    const failed = after(again, [yearMs(2027) + 200 * DAY_MS, decided('recheck', 'fail', other)]);
    expect([failed.state, failed.title?.recovery]).toEqual(['withdrawalProposed', again.title?.recovery]);
  });
});

describe('a year without figures', () => {
  const excused = decides('assessment', 'excuse', OFFICER, { year: 2026 });

  it.each([
    [false, 'WRONG_STATE'],
    [true, 'allowed'],
    // It opened before this was asked.
    [undefined, 'allowed'],
  ])('R-117: of a title that is accepted since is excused if it was a year of building: %s', (ofBuilding, word) => {
    const facts = factsOf(IN_STATE.active, yearMs(2027), false);
    const opened = {
      year: 2026,
      reportEndsMs: yearMs(2027) + 31 * DAY_MS,
      rectifyDays: 90,
      maxRectifications: 1,
      nextOpensMs: yearMs(2028),
      ...(ofBuilding !== undefined && { ofBuilding }),
    };
    const opening = fires(IN_STATE.active, { actId: 'act_opens', atMs: yearMs(2027) });
    const course = moveGrant(IN_STATE.active, opening, { ...facts, title: { opened } }, PLAN);
    expect(wordOn(lived(course, fires), excused)).toBe(word);
  });
});

describe('the end of a title', () => {
  it.each([
    ['withdrawalProposed', null],
    ['revoked', '2028-03-04'],
    ['recoveryDue', '2028-03-04'],
    ['ended', '2028-03-04'],
    ['relinquished', '2028-03-04'],
    ['lapsed', '2028-03-04'],
    ['building', null],
    ['active', null],
  ] as const)('R-160: is in the state %s %s', (state, endedOn) => {
    expect(titleEndAfter({ state }, Date.parse('2028-03-04T10:00:00+08:00'))).toBe(endedOn);
  });
});
