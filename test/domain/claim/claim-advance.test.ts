import { test as property, fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  beginCourse,
  isSettled,
  paymentOf,
  type ClaimCourse,
  type Purpose,
} from '../../../domain/claim/claim-course.ts';
import type { Actor } from '../../../domain/authority/actor.ts';
import { openActs } from '../../../domain/claim/claim-table.ts';
import { wantedTasks } from '../../../domain/claim/claim-tasks.ts';
import {
  ACTORS,
  aCourse,
  after,
  aPlan,
  aPlanWithoutCheck,
  BEGINS,
  closesNotice,
  decides,
  OF_TWO,
  OPENS_NOTICE,
  played,
  refusalOf,
  releases,
  reports,
  someFacts,
  TO_NOTICE,
  type Wish,
} from '../../support/claim-courses.ts';

const { school, deptEmergency, bureauReview, financeMaker, financeChecker } = ACTORS;
const PLAN = aPlanWithoutCheck();
const APPLICANT = { personId: 'school', organ: null, section: null, role: 'applicant' } as const;
const repaid = (amountFen: number, two: Two = OF_TWO): Wish => ({ kind: 'repaid', ...two, amountFen });
const setOff = (amountFen: number, two: Two = OF_TWO): Wish => ({
  kind: 'setOff',
  ...two,
  recoveryId: 'rcv_1',
  amountFen,
});
type Two = { readonly actor: Actor; readonly maker?: Actor; readonly entryId?: string };

/** At the end of a clean notice with what the recording counts then. */
function clean(
  facts: { readonly amountFen: number; readonly allowanceFen?: number; readonly advanceFen?: number },
  plan = PLAN,
) {
  const open = after(played(plan, TO_NOTICE), OPENS_NOTICE, plan);
  return after(open, closesNotice('clean'), plan, someFacts(facts));
}

describe('an advance as a claim of its own', () => {
  const advance = beginCourse(0, APPLICANT, 'advance');

  it('R-105 walks reviews, its own notice and Finance before any money moves', () => {
    const due = played(
      PLAN,
      [
        BEGINS,
        decides(deptEmergency, 'approve', { purpose: 'advance' }),
        decides(bureauReview, 'approve', { purpose: 'advance' }),
      ],
      advance,
    );
    expect(due.state).toBe('noticePending');
    expect(refusalOf(due, releases('advance'), PLAN)).toBe('WRONG_STATE');
    const paid = played(
      PLAN,
      [OPENS_NOTICE, closesNotice('clean'), releases('advance'), reports('advance', 'settled')],
      due,
    );
    expect(paid).toMatchObject({
      state: 'closed',
      payments: { advance: { state: 'settled' }, base: { state: 'none' } },
    });
  });

  it('L1: is paid again when the bank returns it, and not when it is due back: nobody is asked anything then', () => {
    const approvals = [deptEmergency, bureauReview].map((by) => decides(by, 'approve', { purpose: 'advance' }));
    const payment = [OPENS_NOTICE, closesNotice('clean'), releases('advance'), reports('advance', 'settled')];
    const paid = played(PLAN, [BEGINS, ...approvals, ...payment], advance);
    const back = reports('advance', 'returned');
    expect(after(paid, back, PLAN)).toMatchObject({ state: 'paymentFailed', isReopened: true });
    const owed = after(paid, back, PLAN, someFacts({ returnedDebtFen: 90_000 }));
    expect(owed).toMatchObject({ state: 'closed', payments: { advance: { state: 'none', amountFen: 0 } } });
    expect([owed.isReopened, wantedTasks(owed, PLAN)]).toEqual([undefined, []]);
    expect(refusalOf(owed, reports('advance', 'returned'), PLAN)).toBe('WRONG_STATE');
  });

  it('L1: is paid again above its debt: 900.00 returned, 600.00 of it due back, so 300.00 is paid again', () => {
    const approvals = [deptEmergency, bureauReview].map((by) => decides(by, 'approve', { purpose: 'advance' }));
    const payment = [OPENS_NOTICE, closesNotice('clean'), releases('advance'), reports('advance', 'settled')];
    const paid = played(PLAN, [BEGINS, ...approvals, ...payment], advance);
    const facts = someFacts({ returnedDebtFen: 60_000, paidAgainFen: 30_000 });
    const back = after(paid, reports('advance', 'returned'), PLAN, facts);
    expect(back).toMatchObject({ state: 'paymentFailed', isReopened: true });
    expect(back.payments.advance).toMatchObject({ state: 'failed', amountFen: 30_000 });
    expect(wantedTasks(back, PLAN).map(({ kind }) => kind)).toContain('accountCorrection');
    const corrected = played(
      PLAN,
      [
        { kind: 'correctAccount', actor: school },
        decides(bureauReview, 'approve', { task: 'accountCorrection', purpose: 'advance' }),
      ],
      back,
    );
    expect(corrected).toMatchObject({ state: 'finance', payments: { advance: { state: 'due', amountFen: 30_000 } } });
    const again = played(PLAN, [releases('advance'), reports('advance', 'settled')], corrected);
    expect(again).toMatchObject({ state: 'closed', payments: { advance: { state: 'settled', amountFen: 30_000 } } });
  });

  it('L1: is released with what its person has earned where the record says so, and whole otherwise', () => {
    const due = aCourse({
      state: 'finance',
      purpose: 'advance',
      isReopened: true,
      stageIndex: PLAN.stages.findIndex(({ kind }) => kind === 'disbursement'),
      payments: { ...advance.payments, advance: { state: 'due', amountFen: 90_000, accountCorrected: false } },
    });
    const sent = after(due, releases('advance'), PLAN, someFacts({ paidAgainFen: 30_000 }));
    expect(sent).toMatchObject({ state: 'paymentSent', payments: { advance: { state: 'sent', amountFen: 30_000 } } });
    const whole = after(due, releases('advance'), PLAN);
    expect(whole.payments.advance).toMatchObject({ state: 'sent', amountFen: 90_000 });
  });

  it('L1: keeps the move that a record without `paidAgainFen` made: nothing is paid again', () => {
    const approvals = [deptEmergency, bureauReview].map((by) => decides(by, 'approve', { purpose: 'advance' }));
    const payment = [OPENS_NOTICE, closesNotice('clean'), releases('advance'), reports('advance', 'settled')];
    const paid = played(PLAN, [BEGINS, ...approvals, ...payment], advance);
    const old = after(paid, reports('advance', 'returned'), PLAN, someFacts({ returnedDebtFen: 60_000 }));
    expect(old).toMatchObject({ state: 'closed', payments: { advance: { state: 'none', amountFen: 0 } } });
  });

  it('R-105 is due without a notice where the jurisdiction switched it off', () => {
    const plan = { ...PLAN, stages: PLAN.stages.filter((stage) => stage.kind !== 'notice') };
    const wishes = ['departmentReviewer', 'bureauReviewer'].map((role) =>
      decides(role === 'bureauReviewer' ? bureauReview : deptEmergency, 'approve', { purpose: 'advance' }),
    );
    const due = played(plan, [BEGINS, ...wishes], advance);
    expect(due).toMatchObject({ state: 'finance', payments: { advance: { state: 'due', amountFen: 2_880_000 } } });
    expect(refusalOf(due, { kind: 'withdraw', actor: school }, plan)).toBe('WRONG_STATE');
  });
});

describe('the settlement of an advance', () => {
  it('R-073 pays 28,800.00 − 19,200.00 = 9,600.00', () => {
    const due = clean({ amountFen: 2_880_000, advanceFen: 1_920_000 });
    expect(due).toMatchObject({ state: 'finance', payments: { base: { state: 'due', amountFen: 960_000 } } });
    expect(due.recovery).toBeUndefined();
  });

  it('R-073 asks Finance for nothing where the advance was all of it', () => {
    const paid = clean({ amountFen: 1_920_000, advanceFen: 1_920_000 });
    expect(paid).toMatchObject({ state: 'closed', payments: { base: { state: 'settled', amountFen: 0 } } });
  });

  it('R-074 turns 16,000.00 − 19,200.00 into 3,200.00 due back, with a task for Finance until they have come', () => {
    const owed = clean({ amountFen: 1_600_000, advanceFen: 1_920_000 });
    expect(owed).toMatchObject({ state: 'recoveryDue', recovery: { dueFen: 320_000, recoveredFen: 0 } });
    expect(wantedTasks(owed, PLAN).map(({ kind, organ }) => [kind, organ])).toEqual([['recovery', 'FINANCE']]);
    const half = after(owed, repaid(200_000), PLAN, someFacts({ recoveredFen: 200_000 }));
    expect(half).toMatchObject({ state: 'recoveryDue', recovery: { recoveredFen: 200_000 } });
    const whole = after(half, { kind: 'recovered' }, PLAN, someFacts({ recoveredFen: 320_000 }));
    expect(whole.state).toBe('closed');
  });

  it('R-074 lets nobody but Finance enter a repayment or a set-off', () => {
    const owed = clean({ amountFen: 1_600_000, advanceFen: 1_920_000 });
    expect(refusalOf(owed, repaid(320_000, { actor: bureauReview }), PLAN)).not.toBeNull();
    expect(refusalOf(clean({ amountFen: 960_000 }), setOff(320_000, { actor: school }), PLAN)).not.toBeNull();
  });

  it('S4: takes what came back from two persons of Finance, both of whom have then decided on the claim', () => {
    const owed = clean({ amountFen: 1_600_000, advanceFen: 1_920_000 });
    const due = clean({ amountFen: 960_000 });
    const both = { ...financeMaker, roles: ['financeMaker', 'financeChecker'] } as const;
    for (const [course, wish] of [
      [owed, repaid],
      [due, setOff],
    ] as const) {
      const refusal = (two: Two) => refusalOf(course, wish(320_000, two), PLAN);
      expect(refusal({ actor: both, maker: both })).toBe('SAME_PERSON_FORBIDDEN');
      expect(refusal({ actor: financeMaker, maker: financeChecker })).toBe('ROLE_REQUIRED');
      expect(refusal({ actor: bureauReview, maker: financeMaker })).toBe('SAME_PERSON_FORBIDDEN');
      expect(refusal({ actor: { ...financeChecker, jurisdiction: '150621' }, maker: financeMaker })).toBe(
        'OTHER_JURISDICTION',
      );
      expect(refusal({ actor: financeChecker, maker: { ...financeMaker, personId: bureauReview.personId } })).toBe(
        'SAME_PERSON_FORBIDDEN',
      );
      const roles = after(course, wish(320_000), PLAN, someFacts({ recoveredFen: 320_000 })).deciders;
      expect(roles.slice(-2).map(({ role }) => role)).toEqual(['financeMaker', 'financeChecker']);
    }
  });

  it('R-074 sets off against the base that is due elsewhere, down to nothing', () => {
    const due = clean({ amountFen: 960_000 });
    const less = after(due, setOff(320_000), PLAN);
    expect(less).toMatchObject({ state: 'finance', payments: { base: { state: 'due', amountFen: 640_000 } } });
    expect(after(less, setOff(640_000), PLAN)).toMatchObject({ state: 'closed', payments: { base: { amountFen: 0 } } });
  });

  it('R-082 checks contracts after what was due back has come', () => {
    const plan = aPlan();
    const owed = clean({ amountFen: 1_600_000, advanceFen: 1_920_000 }, plan);
    expect(after(owed, repaid(320_000), plan, someFacts({ recoveredFen: 320_000 })).state).toBe('postCheck');
  });
});

describe('an allowance beside the base (T-08)', () => {
  const due = clean({ amountFen: 640_000, allowanceFen: 120_000 });

  it('R-084 makes both due after one notice, each for its own fund', () => {
    expect(due.payments).toMatchObject({
      base: { amountFen: 640_000 },
      allowance: { state: 'due', amountFen: 120_000 },
    });
    expect(wantedTasks(due, PLAN).map(({ purpose }) => purpose)).toEqual(['base', 'allowance']);
  });

  it('goes on only when both are settled, in either order', () => {
    for (const [first, second] of [
      ['base', 'allowance'],
      ['allowance', 'base'],
    ] as const) {
      const one = played(PLAN, [releases(first), reports(first, 'settled')], due);
      expect(one.state).toBe('finance');
      expect(played(PLAN, [releases(second), reports(second, 'settled')], one).state).toBe('closed');
    }
  });

  it('R-101 is not returned by Finance once a part of it has left', () => {
    const sent = played(PLAN, [releases('allowance')], due);
    expect(refusalOf(sent, decides(financeMaker, 'returnToBureau', { task: 'disbursement' }), PLAN)).toBe(
      'WRONG_STATE',
    );
  });

  it('R-147 shows a failed one and still lets the other go', () => {
    const failed = played(PLAN, [releases('allowance'), reports('allowance', 'failed')], due);
    expect(failed.state).toBe('paymentFailed');
    expect(refusalOf(failed, releases('base'), PLAN)).toBeNull();
    const corrected = played(
      PLAN,
      [
        { kind: 'correctAccount', actor: school },
        decides(bureauReview, 'approve', { task: 'accountCorrection', purpose: 'allowance' }),
      ],
      failed,
    );
    expect(corrected).toMatchObject({ state: 'finance', payments: { allowance: { state: 'due' } } });
  });
});

describe('in any order of acts', () => {
  const MONEY: readonly Purpose[] = ['base', 'allowance'];
  const WISHES: readonly Wish[] = [
    ...MONEY.flatMap((purpose) => [releases(purpose), reports(purpose, 'settled'), reports(purpose, 'failed')]),
    { kind: 'correctAccount', actor: school },
    ...MONEY.map((purpose) => decides(bureauReview, 'approve', { task: 'accountCorrection', purpose })),
    { kind: 'recovered' },
  ];
  const fen = fc.integer({ min: 1, max: 3_000_000 });

  property.prop([fen, fc.option(fen, { nil: 0 }), fc.option(fen, { nil: 0 }), fc.array(fc.nat(), { maxLength: 40 })])(
    'R-073, R-074 an advance and its settlement sum to what was approved, and the allowance is paid whole',
    (amountFen, allowanceFen, advanceFen, picks) => {
      let course: ClaimCourse = clean({ amountFen, allowanceFen, advanceFen });
      const facts = someFacts({
        amountFen,
        allowanceFen,
        advanceFen,
        recoveredFen: Math.max(0, advanceFen - amountFen),
      });
      for (const pick of [...picks, ...Array.from({ length: 40 }, (_none, step) => step)]) {
        const open = WISHES.filter((wish) => refusalOf(course, wish, PLAN) === null);
        const forward = open.filter((wish) => wish.kind !== 'payoutReported' || wish.outcome === 'settled');
        const choices = pick % 3 === 0 && forward.length > 0 ? forward : open;
        const wish = choices[pick % Math.max(1, choices.length)];
        course = wish === undefined ? course : after(course, wish, PLAN, facts);
      }
      const recovered = course.recovery?.recoveredFen ?? 0;
      const baseFen = paymentOf(course, 'base').amountFen;
      expect(baseFen + advanceFen - (course.recovery?.dueFen ?? 0)).toBe(amountFen);
      expect(paymentOf(course, 'allowance').amountFen).toBe(allowanceFen);
      if (isSettled(course)) {
        expect(recovered).toBe(course.recovery?.dueFen ?? 0);
        expect(MONEY.every((purpose) => ['none', 'settled'].includes(paymentOf(course, purpose).state))).toBe(true);
      } else {
        expect(openActs(course, PLAN).length).toBeGreaterThan(0);
      }
    },
  );
});
