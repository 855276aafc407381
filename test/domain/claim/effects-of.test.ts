import { describe, expect, it } from 'vitest';
import type { ClaimCourse } from '../../../domain/claim/claim-course.ts';
import { effectsOf, entersDisbursement, isDraftedAtOnce, type EffectFacts } from '../../../domain/claim/effects-of.ts';
import {
  ACTORS,
  aCourse,
  after,
  aPlan,
  aPlanWithoutCheck,
  closesNotice,
  decides,
  messageOf,
  OPENS_NOTICE,
  played,
  releases,
  reports,
  someFacts,
  TO_BUREAU,
  TO_FINANCE,
  TO_NOTICE,
  TO_REVIEW,
  TO_SENT,
  type Wish,
} from '../../support/claim-courses.ts';
import { withLaw } from '../../support/line-facts.ts';
import { practiceSnapshot } from '../../support/policy-library.ts';

const PLAN = aPlan();
const { school, deptEmergency, bureauReview, financeMaker, ops } = ACTORS;
const NO_ADVANCE = { openFen: 0, formerFen: 0, settledFen: 0, returnedFen: 0 };
const NOTHING: EffectFacts = {
  plan: PLAN,
  isNoticeDrafted: false,
  notices: [],
  hold: null,
  holdId: null,
  advance: NO_ADVANCE,
};

/** The effects of the last wish, played after the others. */
function effects(wishes: readonly Wish[], wish: Wish, given: Partial<EffectFacts> = {}, facts = someFacts()) {
  const plan = given.plan ?? PLAN;
  const before = played(plan, wishes);
  return effectsOf(before, after(before, wish, plan, facts), messageOf(before, wish), { ...NOTHING, ...given });
}

const kinds = (found: ReturnType<typeof effects>) => found.map(({ kind }) => kind);

describe('the advance of a class', () => {
  const advance = { ...NO_ADVANCE, openFen: 90_000, settledFen: 90_000 };

  it('L1: is due back when its main claim ends without money, for every way to end so', () => {
    const debt = { kind: 'openAdvanceDebt' };
    expect(effects(TO_REVIEW, decides(deptEmergency, 'reject'), { advance })).toContainEqual(debt);
    expect(effects(TO_REVIEW, { kind: 'withdraw', actor: school }, { advance })).toContainEqual(debt);
    expect(
      effects(TO_REVIEW, decides(deptEmergency, 'approve'), { advance }, someFacts({ linesLeft: 0 })),
    ).toContainEqual(debt);
    expect(kinds(effects(TO_REVIEW, decides(deptEmergency, 'reject')))).not.toContain('openAdvanceDebt');
  });

  it('L1: is settled once, when the claim enters the disbursement', () => {
    const settled = { kind: 'settleAdvanceDebt', settledFen: 90_000 };
    const facts = someFacts({ advanceFen: 90_000 });
    expect(effects([...TO_NOTICE, OPENS_NOTICE], closesNotice('clean'), { advance }, facts)).toContainEqual(settled);
    expect(kinds(effects(TO_REVIEW, decides(deptEmergency, 'approve'), { advance }))).toEqual([]);
    expect(kinds(effects(TO_FINANCE, releases('base'), { advance }, facts))).not.toContain('settleAdvanceDebt');
  });

  it('L1: is settled by the difference when Finance returned the claim and the bureau approves it again', () => {
    const sendsBack = decides(financeMaker, 'returnToBureau', { task: 'disbursement' });
    const approves = decides(bureauReview, 'approve', { task: 'bureauCorrection' });
    const again = (formerFen: number, settledFen: number) =>
      effects(
        [...TO_FINANCE, sendsBack],
        approves,
        { advance: { ...NO_ADVANCE, openFen: 90_000, formerFen, settledFen } },
        someFacts({ advanceFen: settledFen }),
      ).filter(({ kind }) => kind === 'settleAdvanceDebt');
    expect(again(30_000, 30_000)).toEqual([]);
    expect(again(20_000, 30_000)).toEqual([{ kind: 'settleAdvanceDebt', settledFen: 10_000 }]);
    expect(again(30_000, 20_000)).toEqual([]);
  });

  it('L1: that the bank returns lowers its debt, and binds no more than is paid again', () => {
    const before = aCourse({ state: 'closed', purpose: 'advance' });
    const advancePaid = { state: 'settled', amountFen: 90_000, accountCorrected: false } as const;
    const closed = { ...before, payments: { ...before.payments, advance: advancePaid } };
    const back = reports('advance', 'returned');
    const facts = someFacts({ returnedDebtFen: 60_000, paidAgainFen: 30_000 });
    const given = { ...NOTHING, advance: { ...NO_ADVANCE, returnedFen: 60_000 } };
    const moved = after(closed, back, PLAN, facts);
    const found = effectsOf(closed, moved, messageOf(closed, back), given);
    expect(found).toContainEqual({ kind: 'lowerAdvanceDebt', returnedFen: 60_000 });
    expect(found).toContainEqual({ kind: 'lowerFund', purpose: 'advance', dueFen: 30_000 });
    expect(kinds(found)).not.toContain('bindFund');
    const due = aCourse({
      state: 'finance',
      purpose: 'advance',
      isReopened: true,
      stageIndex: PLAN.stages.findIndex(({ kind }) => kind === 'disbursement'),
      payments: { ...before.payments, advance: { ...advancePaid, state: 'due' } },
    });
    const released = after(due, releases('advance'), PLAN, someFacts({ paidAgainFen: 30_000 }));
    expect(effectsOf(due, released, messageOf(due, releases('advance')), NOTHING)).toEqual([
      { kind: 'lowerFund', purpose: 'advance', dueFen: 30_000 },
    ]);
  });
});

describe('the effects of a claim’s move', () => {
  it('are none where a claim only goes from one review to the next', () => {
    expect(effects(TO_REVIEW, decides(deptEmergency, 'approve'))).toEqual([]);
  });

  it('approve the lines when the last review ends, and draft a notice where the pack says so (Q-04)', () => {
    const approves = decides(bureauReview, 'approve');
    const approved = { kind: 'moveLines', move: { kind: 'approve' }, lineId: null };
    expect(effects(TO_BUREAU, approves)).toEqual([approved]);
    expect(effects(TO_BUREAU, approves, { isNoticeDrafted: true })).toEqual([approved, { kind: 'draftNotice' }]);
  });

  it('draft no second notice for a claim that stands in one, and a new one after its own was withdrawn', () => {
    const inNotice = { isNoticeDrafted: true, notices: ['not_1'] };
    expect(kinds(effects(TO_BUREAU, decides(bureauReview, 'approve'), inNotice))).not.toContain('draftNotice');
    const open = [...TO_NOTICE, OPENS_NOTICE];
    expect(effects(open, closesNotice('withdrawn'), inNotice)).toEqual([
      { kind: 'moveInNotice', noticeId: 'not_1', state: 'dropped' },
      { kind: 'draftNotice' },
    ]);
  });

  it('free slots and leave drafts when the claim ends without money (R-050, R-104)', () => {
    const ended = ['freeSlots', 'leaveDrafts'];
    expect(kinds(effects(TO_REVIEW, { kind: 'withdraw', actor: school }))).toEqual(ended);
    expect(kinds(effects(TO_REVIEW, decides(deptEmergency, 'reject')))).toEqual(ended);
  });

  it('bind what has become due once the notice is clean (R-084)', () => {
    expect(effects([...TO_NOTICE, OPENS_NOTICE], closesNotice('clean'))).toEqual([
      { kind: 'moveInNotice', noticeId: 'not_1', state: 'released' },
      { kind: 'bindFund', purpose: 'base', approvedFen: 2_880_000 },
    ]);
  });

  it('bind nothing for what an advance has paid whole, and move its lines on (R-073)', () => {
    const facts = someFacts({ advanceFen: 2_880_000 });
    expect(effects([...TO_NOTICE, OPENS_NOTICE], closesNotice('clean'), {}, facts)).toEqual([
      { kind: 'moveInNotice', noticeId: 'not_1', state: 'released' },
      { kind: 'bindFund', purpose: 'base', approvedFen: 0 },
      { kind: 'moveLines', move: { kind: 'settle', isFloat: false, isContractChecked: true }, lineId: null },
    ]);
  });

  it('open a recovery for what an advance has paid too much (R-074)', () => {
    const facts = someFacts({ advanceFen: 3_000_000 });
    const found = effects([...TO_NOTICE, OPENS_NOTICE], closesNotice('clean'), {}, facts);
    expect(found).toContainEqual({ kind: 'openRecovery', dueFen: 120_000 });
  });

  it('cancel drafted payments of a claim that leaves Finance, and none when Finance pays (R-101)', () => {
    const sendsBack = decides(financeMaker, 'returnToBureau', { task: 'disbursement' });
    expect(effects(TO_FINANCE, sendsBack)).toEqual([
      { kind: 'cancelDrafts', purpose: 'base' },
      { kind: 'cancelDrafts', purpose: 'allowance' },
    ]);
    expect(effects(TO_FINANCE, releases('base'))).toEqual([]);
  });

  it('count what is paid after each report, and end what was not earned when the claim closes (R-082)', () => {
    expect(effects(TO_SENT, reports('base', 'settled'))).toEqual([{ kind: 'countPaid' }]);
    expect(effects(TO_SENT, reports('base', 'settled'), { plan: aPlanWithoutCheck() })).toEqual([
      { kind: 'countPaid' },
      { kind: 'moveLines', move: { kind: 'close' }, lineId: null },
    ]);
  });

  it('place a hold and end the one that a release names', () => {
    const hold = { holdId: 'hld_1', category: 'INSPECTION', reason: 'x', until: null };
    expect(effects(TO_REVIEW, { kind: 'hold', actor: ops }, { hold })).toEqual([{ kind: 'placeHold', hold }]);
    const held: readonly Wish[] = [...TO_REVIEW, { kind: 'hold', actor: ops }];
    expect(effects(held, { kind: 'release', actor: ops }, { holdId: 'hld_1' })).toEqual([
      { kind: 'endHold', holdId: 'hld_1' },
    ]);
  });
});

describe('entering the disbursement', () => {
  const before = played(PLAN, TO_FINANCE);

  it('is left out by a claim that is there already, and done again by one that comes back from the bureau', () => {
    const back: ClaimCourse = { ...before, state: 'returnedToBureau' };
    expect(entersDisbursement(before, before, PLAN)).toBe(false);
    expect(entersDisbursement(back, before, PLAN)).toBe(true);
    expect(entersDisbursement(before, back, PLAN)).toBe(false);
  });
});

describe('a claim that waits for its notice', () => {
  const snapshot = practiceSnapshot();
  const drafts = (isOn: boolean) => withLaw(snapshot, { 'notice.autoDraft': isOn });

  it('Q-04: is drafted for one at once if the pack says so and no hold stops it', () => {
    const waiting = { state: 'noticePending', holds: 0 } as const;
    expect(isDraftedAtOnce(waiting, drafts(true))).toBe(true);
    expect(isDraftedAtOnce(waiting, drafts(false))).toBe(false);
    expect(isDraftedAtOnce({ ...waiting, holds: 1 }, drafts(true))).toBe(false);
    expect(isDraftedAtOnce({ ...waiting, state: 'finance' }, drafts(true))).toBe(false);
  });
});
