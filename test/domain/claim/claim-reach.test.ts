import { describe, expect, it } from 'vitest';
import { isSettled, SETTLED_STATES } from '../../../domain/claim/claim-course.ts';
import { wantedTasks } from '../../../domain/claim/claim-tasks.ts';
import { openActs } from '../../../domain/claim/claim-table.ts';
import { ACTORS, alphabet, aPlan, aPlanWithoutCheck } from '../../support/claim-courses.ts';
import { endable, explored, isSound, type Walk } from '../../support/claim-walks.ts';

/** One person per seat: who may sit where is asked by the properties of claim-course.prop.test.ts. */
const { school, deptEmergency, bureauReview, financeMaker, financeChecker } = ACTORS;
const WISHES = alphabet([school, deptEmergency, bureauReview, financeMaker, financeChecker]);

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
    const waits = ({ course }: Walk) =>
      course.timer !== null ||
      ['submitted', 'noticePending', 'noticeOpen', 'postCheck', 'returnedToApplicant'].includes(course.state) ||
      [course.payments.base, course.payments.float].some(({ state }) => state === 'sent');
    expect(
      waysTo((walk) => !isSettled(walk.course) && !waits(walk) && wantedTasks(walk.course, plan).length === 0),
    ).toEqual([]);
  });

  it('asks for no task whose act is not open (D2)', () => {
    const isAnswerable = ({ course }: Walk) =>
      wantedTasks(course, plan).every((task) =>
        openActs(course, plan).some((open) =>
          task.kind === 'disbursement'
            ? open.act === 'payoutReleasing' && open.purpose === task.purpose
            : open.task === task.kind && open.purpose === task.purpose,
        ),
      );
    expect(waysTo((walk) => !isSettled(walk.course) && !isAnswerable(walk))).toEqual([]);
  });

  it('has at most one living payment per purpose and no more settled than a clean notice approved (R-100, D9)', () => {
    expect(waysTo((walk) => !isSound(walk))).toEqual([]);
  });

  it('knows of each payment what the bank knows (R-147)', () => {
    const agrees = ({ course, money }: Walk) =>
      (['base', 'float'] as const).every((purpose) => {
        const [instruction] = money[purpose].living;
        const { state } = course.payments[purpose];
        return state === 'sent' || state === 'settled'
          ? instruction?.isSettled === (state === 'settled')
          : instruction === undefined;
      });
    expect(waysTo((walk) => !agrees(walk))).toEqual([]);
  });

  it('is closed only when the money of every purpose is settled, and rejected or withdrawn only unpaid (R-104)', () => {
    const isWrong = ({ course: { state, payments }, money }: Walk) => {
      const isPaid = [payments.base, payments.float].every(
        (payment) => payment.state === 'none' || payment.state === 'settled',
      );
      const isUntouched = [money.base, money.float].every(({ living }) => living.length === 0);
      return state === 'closed' ? !isPaid : (state === 'rejected' || state === 'withdrawn') && !isUntouched;
    };
    expect(waysTo(isWrong)).toEqual([]);
  });

  it('comes to each of the three ends (R-102, R-104)', () => {
    const ends = new Set(
      states.map(({ walk }) => walk.course.state).filter((state) => SETTLED_STATES.some((end) => end === state)),
    );
    expect([...ends].toSorted()).toEqual(['closed', 'rejected', 'withdrawn']);
  });
});
