import { describe, expect, it } from 'vitest';
import { courseWord, takesContractEvidence, type ClaimCourse } from '../../../domain/claim/claim-course.ts';
import { wantedTasks } from '../../../domain/claim/claim-tasks.ts';
import { effectsOf } from '../../../domain/claim/effects-of.ts';
import {
  ACTORS,
  after,
  aPlan,
  aPlanWithoutCheck,
  decides,
  messageOf,
  played,
  refusalOf,
  releases,
  reports,
  SHOWS_CONTRACTS,
  someFacts,
  TO_CHECK,
  TO_FLOAT_SENT,
  TO_SENT,
  type Wish,
} from '../../support/claim-courses.ts';

const { school, bureauReview, financeMaker } = ACTORS;
const PLAN = aPlan();
const plain = aPlanWithoutCheck();
const withdraws: Wish = { kind: 'withdraw', actor: school };
const corrects: Wish = { kind: 'correctAccount', actor: school };
const confirmsAccount = (purpose: 'base' | 'float') =>
  decides(bureauReview, 'approve', { task: 'accountCorrection', purpose });
const sendsBack = decides(financeMaker, 'returnToBureau', { task: 'disbursement' });

/** From the failed account to the second arrival. */
const again = (purpose: 'base' | 'float'): readonly Wish[] => [
  corrects,
  confirmsAccount(purpose),
  releases(purpose),
  reports(purpose, 'settled'),
];

describe('F2: money that comes back after the claim was closed', () => {
  it.each(['returned', 'reversed'] as const)(
    'F2: opens the payment again when it was %s: correction, confirmation, Finance, closed (R-147, design §5a)',
    (outcome) => {
      const closed = played(plain, [...TO_SENT, reports('base', 'settled')]);
      expect(closed.state).toBe('closed');
      const opened = after(closed, reports('base', outcome), plain);
      expect(opened).toMatchObject({
        state: 'paymentFailed',
        isReopened: true,
        payments: { base: { state: 'failed' } },
      });
      expect(courseWord(opened, plain)).toBe('paymentFailed');
      expect(wantedTasks(opened, plain)).toMatchObject([{ kind: 'accountCorrection', purpose: 'base', organ: 'HRSS' }]);
      expect(refusalOf(opened, confirmsAccount('base'), plain)).toBe('ACCOUNT_NOT_CORRECTED');
      const words = again('base').map((_wish, position, wishes) =>
        courseWord(played(plain, wishes.slice(0, position + 1), opened), plain),
      );
      expect(words).toEqual(['paymentFailed', 'finance', 'paymentSent', 'closed']);
      const end = played(plain, again('base'), opened);
      expect(end).toMatchObject({ state: 'closed', payments: { base: { state: 'settled', amountFen: 2_880_000 } } });
      expect(end).not.toHaveProperty('isReopened');
    },
  );

  it('F2: pays the base again after the top-up was paid and the claim closed, and the top-up stays paid', () => {
    const closed = played(PLAN, [...TO_FLOAT_SENT, reports('float', 'settled')]);
    const opened = after(closed, reports('base', 'returned'), PLAN);
    expect(opened).toMatchObject({
      state: 'paymentFailed',
      purpose: 'float',
      payments: { float: { state: 'settled' } },
    });
    expect(courseWord(played(PLAN, again('base').slice(0, 2), opened), PLAN)).toBe('finance');
    expect(played(PLAN, again('base'), opened)).toMatchObject({
      state: 'closed',
      payments: { base: { state: 'settled' }, float: { state: 'settled' } },
    });
  });

  it('F2: closes only when both have arrived again, and fails as often as the bank says', () => {
    const closed = played(PLAN, [...TO_FLOAT_SENT, reports('float', 'settled')]);
    const both = played(PLAN, [reports('base', 'returned'), reports('float', 'reversed')], closed);
    expect(wantedTasks(both, PLAN).map(({ purpose }) => purpose)).toEqual(['base', 'float']);
    const one = played(PLAN, again('base'), both);
    expect(one.state).toBe('paymentFailed');
    const failed = played(PLAN, [...again('float').slice(0, 3), reports('float', 'failed')], one);
    expect(failed.state).toBe('paymentFailed');
    expect(played(PLAN, again('float'), failed).state).toBe('closed');
  });

  it('F2: keeps what the claim used: nobody withdraws it, and Finance does not return it (R-050)', () => {
    const closed = played(plain, [...TO_SENT, reports('base', 'settled')]);
    const due = played(plain, [reports('base', 'returned'), ...again('base').slice(0, 2)], closed);
    expect(due.state).toBe('finance');
    expect(refusalOf(due, withdraws, plain)).toBe('WRONG_STATE');
    expect(refusalOf(due, sendsBack, plain)).toBe('WRONG_STATE');
  });

  it('F2: after a contract check without a top-up goes back to its end, never to a second check', () => {
    const closed = closedAfterCheck();
    const opened = after(closed, reports('base', 'returned'), PLAN);
    expect(courseWord(played(PLAN, again('base'), opened), PLAN)).toBe('closed');
  });

  it('F2: takes no contract evidence after the check has ended: nobody would judge it (R-082)', () => {
    const opened = after(closedAfterCheck(), reports('base', 'returned'), PLAN);
    const states = again('base').map((_wish, at, wishes) => played(PLAN, wishes.slice(0, at + 1), opened));
    expect([opened, ...states].map((course) => takesContractEvidence(course))).toEqual(Array(5).fill(false));
  });

  it('F2: takes contract evidence while its check is still to come or under way (R-082)', () => {
    const checked = played(PLAN, TO_CHECK);
    const cameBack = after(checked, reports('base', 'returned'), PLAN);
    expect([played(PLAN, TO_SENT), checked, cameBack].map((course) => takesContractEvidence(course))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('F2: is not believed of a claim that ended without money', () => {
    const rejected = { ...played(plain, [...TO_SENT, reports('base', 'settled')]), state: 'rejected' } as const;
    expect(refusalOf(rejected, reports('base', 'returned'), plain)).toBe('WRONG_STATE');
  });
});

describe('the effects of money that comes back', () => {
  it.each([
    ['without a contract check', played(plain, [...TO_SENT, reports('base', 'settled')]), plain],
    ['after its contract check', closedAfterCheck(), PLAN],
  ])('F2: bind no fund again, free no slot, and count what is paid: a claim %s', (_name, closed, plan) => {
    const wish = reports('base', 'returned');
    const advance = { openFen: 0, formerFen: 0, settledFen: 0, returnedFen: 0 };
    const facts = { plan, isNoticeDrafted: true, notices: [], hold: null, holdId: null, advance };
    const found = effectsOf(closed, after(closed, wish, plan), messageOf(closed, wish), facts);
    expect(found).toEqual([{ kind: 'countPaid' }]);
  });
});

function closedAfterCheck(): ClaimCourse {
  return after(played(PLAN, TO_CHECK), SHOWS_CONTRACTS, PLAN, someFacts({ linesLeft: 0, amountFen: 0 }));
}
