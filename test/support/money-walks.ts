import { beginCourse, paymentOf, PURPOSES, type ClaimCourse, type Purpose } from '../../domain/claim/claim-course.ts';
import { moveClaim } from '../../domain/claim/claim-moves.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import {
  ACTORS,
  BEGINS,
  closesNotice,
  decides,
  messageOf,
  OF_TWO,
  OPENS_NOTICE,
  refusalOf,
  releases,
  reports,
  SHOWS_CONTRACTS,
  someFacts,
  type Wish,
} from './claim-courses.ts';

interface Counts {
  readonly amountFen: number;
  readonly allowanceFen: number;
  readonly advanceFen: number;
}

/** A claim with what its lines are worth and what has left for it, counted beside the domain. Fen. */
export interface MoneyWalk {
  readonly course: ClaimCourse;
  readonly advanceFen: number;
  readonly lines: { readonly left: number; readonly amountFen: number; readonly allowanceFen: number };
  /** On its way or arrived, per purpose; what was set off; what has come back of an advance. */
  readonly money: Readonly<Record<Purpose | 'setOff' | 'recovered', number>>;
}

const { school, deptEmergency, bureauReview, financeMaker, ops } = ACTORS;
const NO_MONEY = { base: 0, allowance: 0, float: 0, advance: 0, setOff: 0, recovered: 0 };

export function beginMoney({ amountFen, allowanceFen, advanceFen }: Counts): MoneyWalk {
  const applicant = { personId: 'school', organ: null, section: null, role: 'applicant' } as const;
  const lines = { left: 2, amountFen, allowanceFen };
  return { course: beginCourse(0, applicant), advanceFen, lines, money: NO_MONEY };
}

export function beginMoneyOfAdvance({ amountFen }: Counts): MoneyWalk {
  const applicant = { personId: 'school', organ: null, section: null, role: 'applicant' } as const;
  const lines = { left: 1, amountFen, allowanceFen: 0 };
  return { course: beginCourse(0, applicant, 'advance'), advanceFen: 0, lines, money: NO_MONEY };
}

/** What people, banks and other claims may ask of it now: the world sends no report of what nobody instructed. */
function moneyWishes({ course, lines, money }: MoneyWalk, plan: ClaimPlan): readonly Wish[] {
  const { purpose } = course;
  const owedFen = (course.recovery?.dueFen ?? 0) - money.recovered;
  const baseFen = course.payments.base.amountFen;
  const reviewers = plan.stages[course.stageIndex]?.stage === 'departmentReview' ? deptEmergency : bureauReview;
  return [
    BEGINS,
    OPENS_NOTICE,
    closesNotice('clean'),
    closesNotice('withdrawn'),
    SHOWS_CONTRACTS,
    decides(reviewers, 'approve', { purpose }),
    ...(lines.left > 1 ? [decides(reviewers, 'approve', { purpose, refusedLines: 1 })] : []),
    decides(reviewers, 'returnForCorrection', { purpose }),
    decides(reviewers, 'returnToDepartment', { purpose }),
    decides(reviewers, 'reject', { purpose }),
    decides(bureauReview, 'approve', { task: 'bureauCorrection', purpose }),
    ...(lines.left > 1
      ? [decides(bureauReview, 'approve', { task: 'bureauCorrection', purpose, refusedLines: 1 })]
      : []),
    decides(bureauReview, 'returnForCorrection', { task: 'bureauCorrection', purpose }),
    decides(bureauReview, 'reject', { task: 'bureauCorrection', purpose }),
    decides(financeMaker, 'returnToBureau', { task: 'disbursement', purpose }),
    { kind: 'resubmit', actor: school, trainingDataChanged: false },
    { kind: 'resubmit', actor: school, trainingDataChanged: true },
    { kind: 'withdraw', actor: school },
    { kind: 'hold', actor: ops },
    { kind: 'release', actor: ops },
    { kind: 'correctAccount', actor: school },
    ...PURPOSES.flatMap((one) => moneyOf(course, one)),
    ...[baseFen, Math.ceil(baseFen / 2)].filter((fen) => fen > 0).map(setOff),
    ...[owedFen, Math.ceil(owedFen / 2)].filter((fen) => fen > 0).map(repaid),
    ...(owedFen > 0 ? [{ kind: 'recovered' } as const] : []),
  ];
}

function moneyOf(course: ClaimCourse, purpose: Purpose): readonly Wish[] {
  const { state, amountFen } = paymentOf(course, purpose);
  const results = state === 'sent' ? (['settled', 'failed'] as const) : (['returned', 'reversed'] as const);
  return [
    releases(purpose),
    decides(bureauReview, 'approve', { task: 'accountCorrection', purpose }),
    ...(amountFen > 0 ? results.map((outcome) => reports(purpose, outcome)) : []),
  ];
}

const setOff = (amountFen: number): Wish => ({ kind: 'setOff', ...OF_TWO, recoveryId: 'rcv_1', amountFen });
const repaid = (amountFen: number): Wish => ({ kind: 'repaid', ...OF_TWO, amountFen });

/** An open wish; two of three picks prefer one that brings the claim nearer to its money, so that walks get deep. */
export function chosenMoneyWish(
  walk: MoneyWalk,
  { pick, plan }: { readonly pick: number; readonly plan: ClaimPlan },
): Wish | undefined {
  const wishes = moneyWishes(walk, plan);
  const start = pick % wishes.length;
  const turned = [...wishes.slice(start), ...wishes.slice(0, start)];
  const isOpen = (wish: Wish): boolean => refusalOf(walk.course, wish, plan) === null;
  const forward = pick % 3 > 0 ? turned.find((wish) => isForward(wish) && isOpen(wish)) : undefined;
  return forward ?? turned.find(isOpen);
}

function isForward(wish: Wish): boolean {
  if (wish.kind === 'decide') {
    return wish.decision === 'approve' && wish.refusedLines === 0;
  }
  if (wish.kind === 'noticeClosed') {
    return wish.outcome === 'clean';
  }
  return wish.kind === 'payoutReported'
    ? wish.outcome === 'settled'
    : !['hold', 'withdraw', 'setOff'].includes(wish.kind);
}

/** One granted act in the domain and beside it. A decision that refuses one of two lines leaves the first half. */
export function afterMoneyStep(walk: MoneyWalk, wish: Wish, plan: ClaimPlan): MoneyWalk {
  const { course, advanceFen } = walk;
  const lines =
    wish.kind === 'decide' && wish.refusedLines > 0 && course.purpose !== 'float' ? oneLess(walk) : walk.lines;
  const money = moneyAfter(walk, wish);
  const amountFen = course.purpose === 'float' || wish.kind === 'contractEvidence' ? 1_000 : lines.amountFen;
  const facts = someFacts({
    linesLeft: lines.left,
    amountFen,
    allowanceFen: lines.allowanceFen,
    advanceFen,
    recoveredFen: money.recovered,
  });
  return { ...walk, course: moveClaim(course, messageOf(course, wish), facts, plan), lines, money };
}

function oneLess({ lines }: MoneyWalk): MoneyWalk['lines'] {
  return { left: lines.left - 1, amountFen: Math.floor(lines.amountFen / 2), allowanceFen: 0 };
}

function moneyAfter({ course, money }: MoneyWalk, wish: Wish): MoneyWalk['money'] {
  if (wish.kind === 'payoutReleasing') {
    return { ...money, [wish.purpose]: money[wish.purpose] + paymentOf(course, wish.purpose).amountFen };
  }
  if (wish.kind === 'payoutReported' && wish.outcome !== 'settled') {
    return { ...money, [wish.purpose]: money[wish.purpose] - paymentOf(course, wish.purpose).amountFen };
  }
  if (wish.kind === 'setOff') {
    return { ...money, setOff: money.setOff + wish.amountFen };
  }
  if (wish.kind === 'repaid') {
    return { ...money, recovered: money.recovered + wish.amountFen };
  }
  return wish.kind === 'recovered' ? { ...money, recovered: course.recovery?.dueFen ?? 0 } : money;
}
