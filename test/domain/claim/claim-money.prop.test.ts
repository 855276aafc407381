import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSettled, paymentOf, type ClaimCourse, type Purpose } from '../../../domain/claim/claim-course.ts';
import { openActs } from '../../../domain/claim/claim-table.ts';
import { wantedTasks } from '../../../domain/claim/claim-tasks.ts';
import type { ClaimPlan } from '../../../domain/claim/claim-plan.ts';
import { judgePayable } from '../../../domain/payout/payable-claim.ts';
import {
  ACTORS,
  after,
  aPlan,
  aPlanWithoutCheck,
  closesNotice,
  decides,
  OF_TWO,
  OPENS_NOTICE,
  played,
  refusalOf,
  releases,
  reports,
  SHOWS_CONTRACTS,
  someFacts,
  TO_NOTICE,
  type Wish,
} from '../../support/claim-courses.ts';
import {
  afterMoneyStep,
  beginMoney,
  beginMoneyOfAdvance,
  chosenMoneyWish,
  type MoneyWalk,
} from '../../support/money-walks.ts';

const { school, bureauReview, financeMaker, ops } = ACTORS;
const PLAN = aPlanWithoutCheck();

const repaid = (amountFen: number): Wish => ({ kind: 'repaid', ...OF_TWO, amountFen });
const setOff = (amountFen: number): Wish => ({ kind: 'setOff', ...OF_TWO, recoveryId: 'rcv_1', amountFen });
const returnsToBureau = decides(financeMaker, 'returnToBureau', { task: 'disbursement' });
const confirms = (purpose: Purpose): Wish => decides(bureauReview, 'approve', { task: 'accountCorrection', purpose });
const corrects = (refusedLines: number): Wish =>
  decides(bureauReview, 'approve', { task: 'bureauCorrection', refusedLines });

function clean(
  facts: { readonly amountFen: number; readonly allowanceFen?: number; readonly advanceFen?: number },
  plan = PLAN,
): ClaimCourse {
  const open = after(played(plan, TO_NOTICE), OPENS_NOTICE, plan);
  return after(open, closesNotice('clean'), plan, someFacts(facts));
}

describe('a set-off', () => {
  it('R-074 is money that has left: Finance returns the claim no more, so it is never due whole again', () => {
    const less = after(clean({ amountFen: 960_000 }), setOff(320_000), PLAN);
    expect(less).toMatchObject({ state: 'finance', payments: { base: { state: 'due', amountFen: 640_000 } } });
    expect(refusalOf(less, returnsToBureau, PLAN)).toBe('WRONG_STATE');
  });
});

describe('what is due back', () => {
  const owed = clean({ amountFen: 1_600_000, allowanceFen: 60_000, advanceFen: 1_920_000 });
  const allowancePaid = played(PLAN, [releases('allowance'), reports('allowance', 'settled')], owed);

  it('R-074 is told by a set-off elsewhere although the claim is held: nobody asks a second time', () => {
    expect(allowancePaid.state).toBe('recoveryDue');
    const held = after(allowancePaid, { kind: 'hold', actor: ops }, PLAN);
    const told = after(held, { kind: 'recovered' }, PLAN, someFacts({ recoveredFen: 320_000 }));
    expect(told).toMatchObject({ recovery: { recoveredFen: 320_000 }, holds: 1 });
    expect(refusalOf(held, repaid(320_000), PLAN)).toBe('CLAIM_HELD');
  });

  it('R-147 keeps nobody waiting whose allowance came back: it is paid again beside it', () => {
    const again = played(
      PLAN,
      [reports('allowance', 'returned'), { kind: 'correctAccount', actor: school }, confirms('allowance')],
      allowancePaid,
    );
    expect(again.state).toBe('recoveryDue');
    expect(wantedTasks(again, PLAN).map(({ kind, purpose }) => [kind, purpose])).toContainEqual([
      'disbursement',
      'allowance',
    ]);
    expect(judgePayable(again, 'allowance', []).ok).toBe(true);
    const sent = played(PLAN, [releases('allowance'), reports('allowance', 'settled')], again);
    expect(after(sent, repaid(320_000), PLAN, someFacts({ recoveredFen: 320_000 })).state).toBe('closed');
  });
});

describe('an allowance whose lines the bureau refused after Finance’s return', () => {
  it('R-084 is due no more, and the claim ends without it', () => {
    const due = clean({ amountFen: 960_000, allowanceFen: 60_000 });
    const returned = after(due, returnsToBureau, PLAN);
    const less = someFacts({ linesLeft: 35, amountFen: 880_000, allowanceFen: 0 });
    const pending = after(returned, corrects(1), PLAN, less);
    const again = after(after(pending, OPENS_NOTICE, PLAN, less), closesNotice('clean'), PLAN, less);
    expect(paymentOf(again, 'allowance').state).toBe('none');
    expect(again.payments.base).toMatchObject({ state: 'due', amountFen: 880_000 });
    expect(played(PLAN, [releases('base'), reports('base', 'settled')], again).state).toBe('closed');
  });
});

describe('an account that was corrected', () => {
  it('R-101 frees only the purposes whose failed lines are corrected all', () => {
    const both = played(
      PLAN,
      [releases('base'), releases('allowance'), reports('base', 'failed'), reports('allowance', 'failed')],
      clean({ amountFen: 960_000, allowanceFen: 60_000 }),
    );
    const corrected = after(both, { kind: 'correctAccount', actor: school }, PLAN, someFacts({ corrected: ['base'] }));
    expect(refusalOf(corrected, confirms('allowance'), PLAN)).toBe('ACCOUNT_NOT_CORRECTED');
    expect(refusalOf(corrected, confirms('base'), PLAN)).toBeNull();
  });
});

/** Neither ended nor under way by itself. */
function isWaiting(course: ClaimCourse): boolean {
  const isAwaited =
    course.timer !== null ||
    ['submitted', 'noticePending', 'noticeOpen', 'postCheck', 'returnedToApplicant'].includes(course.state) ||
    Object.values(course.payments).some(({ state }) => state === 'sent');
  return !isSettled(course) && !isAwaited;
}

const NOT_DUE = { state: 'none', amountFen: 0 };

/** What does not hold of the money of a claim. */
function brokenRules({ course, money, lines, advanceFen }: MoneyWalk, plan: ClaimPlan): readonly string[] {
  const { state, outcome, purpose, recovery, holds } = course;
  const dueBackFen = recovery?.dueFen ?? 0;
  const ownFen = advanceFen - dueBackFen;
  const paidFen = money.base + money.setOff + ownFen;
  const { allowance = NOT_DUE } = course.payments;
  const isPaid = state === 'closed' && outcome === null && purpose !== 'advance';
  const isPaidAdvance = state === 'closed' && purpose === 'advance';
  const isWithoutMoney = state === 'rejected' || state === 'withdrawn';
  const tasks = wantedTasks(course, plan);
  const rules: Readonly<Record<string, boolean>> = {
    'no more than was approved is paid': paidFen <= Math.max(lines.amountFen, ownFen),
    'no more allowance than was approved is paid': money.allowance <= lines.allowanceFen,
    'what is due back may come back':
      state !== 'recoveryDue' || refusalOf(course, { kind: 'recovered' }, plan) === null,
    'an allowance is due whole':
      state !== 'finance' || allowance.state !== 'due' || allowance.amountFen === lines.allowanceFen,
    'a closed claim is paid whole': !isPaid || paidFen === lines.amountFen,
    'a closed claim has its whole allowance': !isPaid || money.allowance === lines.allowanceFen,
    'nothing is due back of a closed claim': !isPaid || (recovery?.recoveredFen ?? 0) === dueBackFen,
    'a closed advance is paid whole': !isPaidAdvance || money.advance === lines.amountFen,
    'no money has left for a claim that ends without':
      !isWithoutMoney ||
      [money.base, money.allowance, money.float, money.advance, money.setOff].every((fen) => fen === 0),
    'who waits has a task': !isWaiting(course) || holds > 0 || tasks.length > 0,
    'each task can be done': isSettled(course) || holds > 0 || tasks.every((task) => canBeDone(task, course, plan)),
  };
  return Object.keys(rules).filter((rule) => rules[rule] !== true);
}

function canBeDone(task: ReturnType<typeof wantedTasks>[number], course: ClaimCourse, plan: ClaimPlan): boolean {
  return openActs(course, plan).some((act) =>
    task.kind === 'disbursement'
      ? act.act === 'payoutReleasing' && act.purpose === task.purpose
      : act.task === task.kind || (task.kind === 'recovery' && act.act === 'repaid'),
  );
}

describe.each([
  ['a claim without contract check', beginMoney, aPlanWithoutCheck()],
  ['a claim with contract check', beginMoney, aPlan({ maxReturns: 1 })],
  ['an advance', beginMoneyOfAdvance, aPlanWithoutCheck()],
])('the money of %s in any order of acts', (_name, begin, plan) => {
  const fen = fc.integer({ min: 2, max: 3_000_000 });
  const none = fc.constant(0);
  const counts = fc.record({ amountFen: fen, allowanceFen: fc.oneof(none, fen), advanceFen: fc.oneof(none, fen) });

  property.prop([counts, fc.array(fc.nat({ max: 10_000 }), { minLength: 40, maxLength: 120 })], { numRuns: 400 })(
    'R-073, R-074, R-101 is never more than what was approved, is whole at the end, and waits for nobody in vain',
    (counted, picks) => {
      let walk = begin(counted);
      for (const pick of picks) {
        const chosen = chosenMoneyWish(walk, { pick, plan });
        if (chosen === undefined) {
          break;
        }
        walk = afterMoneyStep(walk, chosen, plan);
        expect(brokenRules(walk, plan)).toEqual([]);
      }
    },
  );
});

it('R-082 a claim whose settlement was paid by its advance goes on to the contract check and its +50 %', () => {
  const plan = aPlan();
  const check = clean({ amountFen: 1_920_000, advanceFen: 1_920_000 }, plan);
  expect(check.state).toBe('postCheck');
  expect(after(check, SHOWS_CONTRACTS, plan)).toMatchObject({ purpose: 'float' });
});
