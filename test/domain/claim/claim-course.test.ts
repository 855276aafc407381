import { describe, expect, it } from 'vitest';
import { dayAt, endOfDayMs } from '../../../domain/calendar.ts';
import { courseWord, visibleState, type ClaimCourse } from '../../../domain/claim/claim-course.ts';
import { moveClaim } from '../../../domain/claim/claim-moves.ts';
import { wantedTasks } from '../../../domain/claim/claim-tasks.ts';
import {
  ACTORS,
  after,
  aPlan,
  aPlanWithoutCheck,
  BEGINS,
  closesNotice,
  decides,
  NOON_MS,
  OPENS_NOTICE,
  played,
  refusalOf,
  releases,
  reports,
  SHOWS_CONTRACTS,
  someFacts,
  TO_BUREAU,
  TO_CHECK,
  TO_FINANCE,
  TO_FLOAT_FINANCE,
  TO_FLOAT_SENT,
  TO_NOTICE,
  TO_REVIEW,
  TO_SENT,
  type Wish,
} from '../../support/claim-courses.ts';

const { school, school2, deptEmergency, bureauReview, financeMaker, ops } = ACTORS;
const PLAN = aPlan();
const withdraws: Wish = { kind: 'withdraw', actor: school };
const corrects: Wish = { kind: 'correctAccount', actor: school };
const confirmsAccount = (purpose: 'base' | 'float') =>
  decides(bureauReview, 'approve', { task: 'accountCorrection', purpose });
const resubmits = (trainingDataChanged: boolean): Wish => ({ kind: 'resubmit', actor: school, trainingDataChanged });
const corrected = (refusedLines: number) =>
  decides(bureauReview, 'approve', { task: 'bureauCorrection', refusedLines });
const sendsBack = decides(financeMaker, 'returnToBureau', { task: 'disbursement' });

const wordAfter = (course: ClaimCourse, wish: Wish) => courseWord(after(course, wish, PLAN), PLAN);

describe('the way of a claim', () => {
  it('walks authenticity, completeness, notice, Finance and the contract check in this order (R-091)', () => {
    const ways = [TO_REVIEW, TO_BUREAU, TO_NOTICE, TO_FINANCE, TO_SENT, TO_CHECK];
    expect(ways.map((way) => courseWord(played(PLAN, way), PLAN))).toEqual([
      'departmentReview',
      'bureauReview',
      'noticePending',
      'finance',
      'paymentSent',
      'postCheck',
    ]);
  });

  it('walks the +50 % the same way and ends closed (R-082, R-105)', () => {
    const closed = played(PLAN, [...TO_FLOAT_SENT, reports('float', 'settled')]);
    expect(closed).toMatchObject({ state: 'closed', outcome: null, timer: null });
    expect(closed.payments).toMatchObject({ base: { state: 'settled' }, float: { state: 'settled' } });
  });

  it('is closed by the base payment where the route has no contract check (R-077)', () => {
    expect(played(aPlanWithoutCheck(), TO_CHECK).state).toBe('closed');
  });

  it('refuses the bureau in department review, and any decision after the last one (R-091)', () => {
    const course = played(PLAN, TO_REVIEW);
    expect(refusalOf(course, decides(bureauReview, 'approve'), PLAN)).toBe('ROLE_REQUIRED');
    expect(refusalOf(course, decides(bureauReview, 'returnToDepartment'), PLAN)).toBe('WRONG_STATE');
    expect(refusalOf(played(PLAN, TO_NOTICE), decides(bureauReview, 'approve'), PLAN)).toBe('WRONG_STATE');
  });

  it('is not paid during the notice (R-100)', () => {
    const open = played(PLAN, [...TO_NOTICE, OPENS_NOTICE]);
    expect(refusalOf(open, releases('base'), PLAN)).toBe('WRONG_STATE');
  });

  it('waits in submitted while a register owes its answer, and goes on when it came (R-110)', () => {
    const waiting = after(played(PLAN, []), BEGINS, PLAN, someFacts({ waitsForRegister: true }));
    expect(waiting.state).toBe('submitted');
    expect(wordAfter(waiting, { kind: 'registerAnswered' })).toBe('departmentReview');
  });

  it('is rejected with no line left, whether by counting, by review or by objection (R-102)', () => {
    const none = someFacts({ linesLeft: 0, amountFen: 0 });
    expect(after(played(PLAN, []), BEGINS, PLAN, none)).toMatchObject({ state: 'rejected', outcome: 'NO_LINES_LEFT' });
    const reviewed = after(played(PLAN, TO_REVIEW), decides(deptEmergency, 'approve'), PLAN, none);
    expect(reviewed).toMatchObject({ state: 'rejected', outcome: 'NO_LINES_LEFT' });
    const noticed = after(played(PLAN, [...TO_NOTICE, OPENS_NOTICE]), closesNotice('clean'), PLAN, none);
    expect(noticed).toMatchObject({ state: 'rejected', outcome: 'OBJECTION_UPHELD' });
  });

  it('is withdrawn by its applicant until the notice is published, not in Finance, and by nobody else (R-104)', () => {
    for (const way of [TO_REVIEW, TO_BUREAU, TO_NOTICE]) {
      expect(refusalOf(played(PLAN, way), withdraws, PLAN)).toBeNull();
    }
    for (const way of [[...TO_NOTICE, OPENS_NOTICE], TO_FINANCE, TO_SENT, TO_CHECK]) {
      expect(refusalOf(played(PLAN, way), withdraws, PLAN)).toBe('WRONG_STATE');
    }
    expect(refusalOf(played(PLAN, TO_REVIEW), { ...withdraws, actor: school2 }, PLAN)).toBe('ROLE_REQUIRED');
  });
});

describe('a returned claim', () => {
  const returned = [...TO_REVIEW, decides(deptEmergency, 'returnForCorrection')];

  it('can be returned twice; the third return rejects it (R-103)', () => {
    const twice = [...returned, resubmits(false), decides(deptEmergency, 'returnForCorrection'), resubmits(false)];
    const course = played(PLAN, twice);
    expect(course).toMatchObject({ state: 'inReview', stageIndex: 0, returns: 2, round: 3 });
    const third = after(course, decides(deptEmergency, 'returnForCorrection'), PLAN);
    expect(third).toMatchObject({ state: 'rejected', outcome: 'REJECTED_AFTER_RETURNS' });
  });

  it('lapses with its timer and disarms it when it comes back (R-103)', () => {
    const course = played(PLAN, returned);
    expect(course.timer).toEqual({ kind: 'resubmission', atMs: NOON_MS + 86_400_000 });
    expect(after(course, resubmits(false), PLAN).timer).toBeNull();
    const lapsed = after(course, { kind: 'timerFired', timer: 'resubmission' }, PLAN);
    expect(lapsed).toMatchObject({ state: 'rejected', outcome: 'RETURN_LAPSED', timer: null });
  });

  it('comes back to who returned it, and to the department when training data changed (R-094)', () => {
    const course = played(PLAN, [...TO_BUREAU, decides(bureauReview, 'returnForCorrection')]);
    expect(wordAfter(course, resubmits(false))).toBe('bureauReview');
    expect(wordAfter(course, resubmits(true))).toBe('departmentReview');
  });

  it('R-094 goes from the bureau to the department in a new round, with its review open again', () => {
    const course = played(PLAN, [...TO_BUREAU, decides(bureauReview, 'returnToDepartment')]);
    expect(course).toMatchObject({ state: 'returnedToDepartment', round: 2 });
    expect(wantedTasks(course, PLAN)).toMatchObject([{ kind: 'review', stage: 'departmentReview', round: 2 }]);
    expect(wordAfter(course, decides(deptEmergency, 'approve'))).toBe('bureauReview');
  });
});

describe('a claim that Finance returned', () => {
  it('needs no second notice with unchanged lines and keeps its amount (R-101)', () => {
    const course = played(PLAN, [...TO_FINANCE, sendsBack, corrected(0)]);
    expect(course).toMatchObject({ state: 'finance', payments: { base: { state: 'due', amountFen: 2_880_000 } } });
  });

  it('needs a second notice with a changed amount, and is paid the new one (R-099, R-101)', () => {
    const course = played(PLAN, [...TO_FINANCE, sendsBack, corrected(2), OPENS_NOTICE]);
    expect(refusalOf(course, releases('base'), PLAN)).toBe('WRONG_STATE');
    const less = after(course, closesNotice('clean'), PLAN, someFacts({ linesLeft: 34, amountFen: 2_720_000 }));
    expect(less).toMatchObject({ state: 'finance', payments: { base: { state: 'due', amountFen: 2_720_000 } } });
  });

  it('is never decided by Finance: it can only pay, return or hold (R-101)', () => {
    for (const decision of ['approve', 'reject', 'returnForCorrection'] as const) {
      const wish = decides(financeMaker, decision, { task: 'disbursement' });
      expect(refusalOf(played(PLAN, TO_FINANCE), wish, PLAN)).toBe('WRONG_STATE');
    }
  });

  it('goes to the bureau after a rejected notice and waits for a new one after a withdrawn one (R-095)', () => {
    expect(played(PLAN, [...TO_NOTICE, closesNotice('rejected')]).state).toBe('returnedToBureau');
    expect(played(PLAN, [...TO_NOTICE, closesNotice('rejected'), corrected(0)]).state).toBe('noticePending');
    expect(played(PLAN, [...TO_NOTICE, OPENS_NOTICE, closesNotice('withdrawn')]).state).toBe('noticePending');
  });
});

describe('a payment that fails or comes back', () => {
  it('goes to Finance again by way of the corrected account, never to the notice (R-147)', () => {
    const failed = played(PLAN, [...TO_SENT, reports('base', 'failed')]);
    expect(failed.state).toBe('paymentFailed');
    expect(wantedTasks(failed, PLAN)).toMatchObject([{ kind: 'accountCorrection', purpose: 'base', organ: 'HRSS' }]);
    expect(refusalOf(failed, confirmsAccount('base'), PLAN)).toBe('ACCOUNT_NOT_CORRECTED');
    expect(played(PLAN, [corrects, confirmsAccount('base')], failed)).toMatchObject({
      state: 'finance',
      payments: { base: { state: 'due', amountFen: 2_880_000 } },
    });
  });

  it('opens its own account correction after settlement without moving the stage (design §5a)', () => {
    const course = played(PLAN, [...TO_FLOAT_FINANCE, reports('base', 'returned')]);
    expect(course).toMatchObject({ state: 'finance', purpose: 'float', payments: { base: { state: 'failed' } } });
    const again = played(
      PLAN,
      [corrects, confirmsAccount('base'), releases('base'), reports('base', 'settled')],
      course,
    );
    expect(again).toMatchObject({
      state: 'finance',
      payments: { base: { state: 'settled' }, float: { state: 'due' } },
    });
  });

  it('keeps the claim from closing until every purpose is settled (design §5a)', () => {
    const open = played(PLAN, [...TO_FLOAT_SENT, reports('base', 'returned'), reports('float', 'settled')]);
    expect(open.state).toBe('paid');
    const paid = played(PLAN, [corrects, confirmsAccount('base'), releases('base'), reports('base', 'settled')], open);
    expect(paid.state).toBe('closed');
  });

  it('is reported in any state, and twice the same only once (R-146)', () => {
    const settled = played(PLAN, TO_CHECK);
    expect(after(settled, reports('base', 'settled'), PLAN)).toMatchObject({ state: 'postCheck', stageIndex: 4 });
    expect(refusalOf(played(PLAN, TO_FINANCE), reports('base', 'settled'), PLAN)).toBe('WRONG_STATE');
  });
});

describe('the contract check', () => {
  it('ends without a float when no line qualifies, by evidence or by its timer (R-082)', () => {
    const course = played(PLAN, TO_CHECK);
    const none = someFacts({ linesLeft: 0, amountFen: 0 });
    expect(after(course, SHOWS_CONTRACTS, PLAN, none)).toMatchObject({ state: 'closed', purpose: 'base' });
    expect(after(course, { kind: 'timerFired', timer: 'evidence' }, PLAN, none).state).toBe('closed');
  });

  it('counts rounds and returns of the +50 % anew (R-103)', () => {
    const returned = played(PLAN, [
      ...TO_REVIEW,
      decides(deptEmergency, 'returnForCorrection'),
      resubmits(false),
      decides(deptEmergency, 'approve'),
      ...TO_FLOAT_FINANCE.slice(2, 8),
    ]);
    expect(returned).toMatchObject({ purpose: 'float', round: 1, returns: 0 });
  });

  it('leaves the base paid when the +50 % is rejected in review (R-082)', () => {
    const rejected = played(PLAN, [
      ...TO_CHECK,
      SHOWS_CONTRACTS,
      decides(deptEmergency, 'reject', { purpose: 'float' }),
    ]);
    expect(rejected).toMatchObject({ state: 'closed', outcome: 'REJECTED_BY_REVIEWER' });
    expect(rejected.payments).toMatchObject({ base: { state: 'settled' }, float: { state: 'none' } });
  });
});

const DAY_MS = 86_400_000;
const noWait = someFacts({ waitEndsAtMs: null });

describe('a rejected draft of a notice', () => {
  it('leaves the applicant free to withdraw until something is public (R-104)', () => {
    const back = played(PLAN, [...TO_NOTICE, closesNotice('rejected')]);
    expect(back.state).toBe('returnedToBureau');
    expect(refusalOf(back, { kind: 'withdraw', actor: school }, PLAN)).toBeNull();
    const late = played(PLAN, [...TO_FINANCE, decides(financeMaker, 'returnToBureau', { task: 'disbursement' })]);
    expect(refusalOf(late, { kind: 'withdraw', actor: school }, PLAN)).toBe('WRONG_STATE');
  });
});

describe('a hold', () => {
  const held: Wish = { kind: 'hold', actor: financeMaker };

  it('is set by Finance only on what lies on its desk, and ended by an operator alone (R-101, R-149)', () => {
    for (const wishes of [TO_REVIEW, TO_NOTICE, TO_SENT]) {
      expect(refusalOf(played(PLAN, wishes), held, PLAN)).toBe('ROLE_REQUIRED');
    }
    const course = played(PLAN, [...TO_FINANCE, held]);
    expect(refusalOf(course, { kind: 'release', actor: financeMaker }, PLAN)).toBe('ROLE_REQUIRED');
    expect(refusalOf(course, { kind: 'release', actor: ops }, PLAN)).toBeNull();
  });

  it('keeps a returned claim from lapsing, and the last release gives back the days that were left (R-103)', () => {
    const returned = played(PLAN, [...TO_REVIEW, decides(deptEmergency, 'returnForCorrection')]);
    const lapsesAtMs = returned.timer?.atMs ?? 0;
    const at = (course: ClaimCourse, kind: 'hold' | 'release', atMs: number) =>
      moveClaim(course, { kind, actor: ops, actId: `act_${course.revision}`, atMs }, noWait, PLAN);
    const twice = at(at(returned, 'hold', lapsesAtMs - 2 * DAY_MS), 'hold', lapsesAtMs);
    const lapse: Wish = { kind: 'timerFired', timer: 'resubmission' };
    expect(refusalOf(twice, lapse, PLAN)).toBe('CLAIM_HELD');
    const once = at(twice, 'release', lapsesAtMs + 3 * DAY_MS);
    expect(once.timer?.atMs).toBe(lapsesAtMs);
    const free = at(once, 'release', lapsesAtMs + 4 * DAY_MS);
    expect(free.timer?.atMs).toBe(endOfDayMs(dayAt(lapsesAtMs + 6 * DAY_MS - 1)));
    expect(free).not.toHaveProperty('heldAtMs');
    expect(refusalOf(free, lapse, PLAN)).toBeNull();
  });

  it('hides the state, stops decisions and payments, and takes in what was under way (R-101)', () => {
    const course = played(PLAN, [...TO_NOTICE, OPENS_NOTICE, { kind: 'hold', actor: ops }]);
    expect(visibleState(course)).toBe('suspended');
    const clean = after(course, closesNotice('clean'), PLAN);
    expect(clean.state).toBe('finance');
    expect(refusalOf(clean, releases('base'), PLAN)).toBe('CLAIM_HELD');
    const free = after(clean, { kind: 'release', actor: ops }, PLAN);
    expect(refusalOf(free, releases('base'), PLAN)).toBeNull();
  });

  it('is set by operators and Finance, not by reviewers or applicants (R-101, R-149)', () => {
    const course = played(PLAN, TO_REVIEW);
    for (const actor of [school, deptEmergency, bureauReview]) {
      expect(refusalOf(course, { kind: 'hold', actor }, PLAN)).toBe('ROLE_REQUIRED');
    }
  });
});
