import { describe, expect, it } from 'vitest';
import { ENDED_CLAIM_STATES } from '../../../domain/claim/claim-state.ts';
import { isSettled, paymentOf } from '../../../domain/claim/claim-course.ts';
import type { ClaimPlan } from '../../../domain/claim/claim-plan.ts';
import { wantedTasks } from '../../../domain/claim/claim-tasks.ts';
import { openActs } from '../../../domain/claim/claim-table.ts';
import { ACTORS, alphabet, aPlan, aPlanWithoutCheck, PURPOSES_OF_MONEY } from '../../support/claim-courses.ts';
import { endable, explored, isSound, type Walk } from '../../support/claim-walks.ts';

/** One person per seat: who may sit where is asked by the properties of claim-course.prop.test.ts. */
const { school, deptEmergency, bureauReview, financeMaker, financeChecker } = ACTORS;
const WISHES = alphabet([school, deptEmergency, bureauReview, financeMaker, financeChecker]);

/** Something is under way that ends without a task: a timer, a notice, the applicant's turn, the bank's answer. */
function isAwaited({ course }: Walk): boolean {
  return (
    course.timer !== null ||
    ['submitted', 'noticePending', 'noticeOpen', 'postCheck', 'returnedToApplicant'].includes(course.state) ||
    [course.payments.base, course.payments.float].some(({ state }) => state === 'sent')
  );
}

/** Neither ended nor under way: only a task can move it. */
function isWaiting(walk: Walk): boolean {
  return !isSettled(walk.course) && !isAwaited(walk);
}

function hasAnswerableTasks({ course }: Walk, plan: ClaimPlan): boolean {
  return wantedTasks(course, plan).every((task) =>
    openActs(course, plan).some((open) =>
      task.kind === 'disbursement'
        ? open.act === 'payoutReleasing' && open.purpose === task.purpose
        : open.task === task.kind && open.purpose === task.purpose,
    ),
  );
}

function agreesWithBank({ course, money }: Walk): boolean {
  return PURPOSES_OF_MONEY.every((purpose) => {
    const [instruction] = money[purpose].living;
    const { state } = paymentOf(course, purpose);
    return state === 'sent' || state === 'settled'
      ? instruction?.isSettled === (state === 'settled')
      : instruction === undefined;
  });
}

/** Closed means that every purpose is settled or was never paid; rejected and withdrawn, that no money moved. */
function endsRightly({ course: { state, payments }, money }: Walk): boolean {
  if (state === 'closed') {
    return [payments.base, payments.float].every((one) => one.state === 'none' || one.state === 'settled');
  }
  const isUnpaid = [money.base, money.float].every(({ living }) => living.length === 0);
  return isUnpaid || (state !== 'rejected' && state !== 'withdrawn');
}

describe.each([
  ['with the contract check', aPlan({ maxReturns: 1 })],
  ['without a contract check', aPlanWithoutCheck()],
])('every state that a claim %s can reach', (_name, plan) => {
  const reached = explored(plan, WISHES);
  const states = [...reached.values()];
  /** The shortest ways to what may not be. */
  const waysTo = (isSo: (walk: Walk) => boolean) =>
    states
      .filter(({ walk }) => isSo(walk))
      .slice(0, 3)
      .map(({ way }) => way);

  it('has an act that somebody can do, a timer, or is an end, and an end can be reached from it (R-148)', () => {
    const canEnd = endable(reached, ({ course }) => isSettled(course));
    const stuck = [...reached].filter(([key]) => !canEnd.has(key)).slice(0, 3);
    expect(stuck.map(([, { way }]) => way)).toEqual([]);
  });

  it('has a task, a timer, a notice or a payment under way: something that somebody waits for (R-148)', () => {
    expect(waysTo((walk) => isWaiting(walk) && wantedTasks(walk.course, plan).length === 0)).toEqual([]);
  });

  it('asks for no task whose act is not open (D2)', () => {
    expect(waysTo((walk) => !isSettled(walk.course) && !hasAnswerableTasks(walk, plan))).toEqual([]);
  });

  it('R-100 has at most one living payment per purpose and no more settled than a clean notice approved (D9)', () => {
    expect(waysTo((walk) => !isSound(walk))).toEqual([]);
  });

  it('knows of each payment what the bank knows (R-147)', () => {
    expect(waysTo((walk) => !agreesWithBank(walk))).toEqual([]);
  });

  it('is closed only when the money of every purpose is settled, and rejected or withdrawn only unpaid (R-104)', () => {
    expect(waysTo((walk) => !endsRightly(walk))).toEqual([]);
  });

  it('comes to each of the three ends (R-102, R-104)', () => {
    const ends = ENDED_CLAIM_STATES.filter((end) => states.some(({ walk }) => walk.course.state === end));
    expect(ends).toEqual(ENDED_CLAIM_STATES);
  });
});
