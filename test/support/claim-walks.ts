import { paymentOf, type ClaimCourse, type Purpose } from '../../domain/claim/claim-course.ts';
import type { RecordedFacts } from '../../domain/claim/claim-message.ts';
import { moveClaim } from '../../domain/claim/claim-moves.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import { aCourse, messageOf, refusalOf, someFacts, type Wish } from './claim-courses.ts';

/** What the bank and the law know of one purpose's money, counted beside the domain. Fen. */
export interface Account {
  readonly approvedFen: number;
  readonly settledFen: number;
  /** Instructions that may still be paid, or are. Never more than one. */
  readonly living: readonly { readonly amountFen: number; readonly isSettled: boolean }[];
}

/** A claim with the world around it: a notice that is open or not, and the bank's account of both purposes. */
export interface Walk {
  readonly course: ClaimCourse;
  readonly isNoticeOpen: boolean;
  readonly money: Readonly<Record<Purpose, Account>>;
}

const NOTHING: Account = { approvedFen: 0, settledFen: 0, living: [] };

export function beginWalk(): Walk {
  return {
    course: aCourse(),
    isNoticeOpen: false,
    money: { base: NOTHING, allowance: NOTHING, float: NOTHING, advance: NOTHING },
  };
}

/** Whether the world would send it at all: a bank reports on what it was told to pay, a notice ends as its state allows. */
export function isPossible(walk: Walk, wish: Wish): boolean {
  if (wish.kind === 'payoutReported') {
    const [instruction] = walk.money[wish.purpose].living;
    const isReturn = wish.outcome === 'returned' || wish.outcome === 'reversed';
    return instruction !== undefined && instruction.isSettled === isReturn;
  }
  return wish.kind !== 'noticeClosed' || walk.isNoticeOpen !== (wish.outcome === 'rejected');
}

export function isOpenTo(walk: Walk, wish: Wish, plan: ClaimPlan): boolean {
  return isPossible(walk, wish) && refusalOf(walk.course, wish, plan) === null;
}

/** One granted act, in the domain and in the account beside it. */
export function stepped(walk: Walk, wish: Wish, facts: RecordedFacts, plan: ClaimPlan): Walk {
  const course = moveClaim(walk.course, messageOf(walk.course, wish), facts, plan);
  const isNoticeOpen = wish.kind === 'noticeOpening' || (walk.isNoticeOpen && wish.kind !== 'noticeClosed');
  const money = moneyAfter(walk, wish, facts);
  const isRefused = walk.course.outcome === null && course.outcome !== null;
  return { course, isNoticeOpen, money: isRefused ? refusedMoney(money, course.purpose) : money };
}

/** What ended without approval is approved no more. */
function refusedMoney(money: Walk['money'], purpose: Purpose): Walk['money'] {
  return { ...money, [purpose]: { ...money[purpose], approvedFen: 0 } };
}

function moneyAfter({ course, money }: Walk, wish: Wish, facts: RecordedFacts): Walk['money'] {
  if (wish.kind === 'noticeClosed') {
    const approvedFen = wish.outcome === 'clean' && facts.linesLeft > 0 ? facts.amountFen : 0;
    return { ...money, [course.purpose]: { ...money[course.purpose], approvedFen } };
  }
  if (wish.kind === 'payoutReleasing') {
    const account = money[wish.purpose];
    const { amountFen } = paymentOf(course, wish.purpose);
    return { ...money, [wish.purpose]: { ...account, living: [...account.living, { amountFen, isSettled: false }] } };
  }
  return wish.kind === 'payoutReported'
    ? { ...money, [wish.purpose]: accountAfter(money[wish.purpose], wish.outcome === 'settled') }
    : money;
}

function accountAfter(account: Account, isSettled: boolean): Account {
  const [reported, ...others] = account.living;
  if (reported === undefined) {
    return account;
  }
  const before = reported.isSettled ? reported.amountFen : 0;
  const settledFen = account.settledFen - before + (isSettled ? reported.amountFen : 0);
  return { ...account, settledFen, living: isSettled ? [{ ...reported, isSettled }, ...others] : others };
}

/** A prime above the size of every alphabet, so that each wish is tried once. */
const STRIDE = 7_919;

/** The first open wish in an order that the pick decides; undefined where none is open. */
export function pickedOf(
  walk: Walk,
  wishes: readonly Wish[],
  { pick, plan }: { readonly pick: number; readonly plan: ClaimPlan },
): Wish | undefined {
  for (let tried = 0; tried < wishes.length; tried += 1) {
    const wish = wishes[(pick + tried * STRIDE) % wishes.length];
    if (wish !== undefined && isOpenTo(walk, wish, plan)) {
      return wish;
    }
  }
  return undefined;
}

/** A walk over granted acts only: each pick chooses among those that are open, so that it gets deep. */
export function walked(
  plan: ClaimPlan,
  wishes: readonly Wish[],
  picks: readonly { readonly pick: number; readonly facts: RecordedFacts }[],
): readonly Walk[] {
  const walks = [beginWalk()];
  for (const { pick, facts } of picks) {
    const last = walks.at(-1) ?? beginWalk();
    const chosen = pickedOf(last, wishes, { pick, plan });
    if (chosen === undefined) {
      break;
    }
    walks.push(stepped(last, chosen, facts, plan));
  }
  return walks;
}

export interface Reached {
  readonly walk: Walk;
  /** The shortest way there, for the message of a failing test. */
  readonly way: string;
  /** Keys of the other states that one act leads to. */
  readonly next: ReadonlySet<string>;
}

const COUNTS: readonly RecordedFacts[] = [
  someFacts({ linesLeft: 2, amountFen: 100 }),
  someFacts({ linesLeft: 0, amountFen: 0 }),
  someFacts({ linesLeft: 2, amountFen: 100, waitsForRegister: true }),
];

/** Every state that can be reached at all, by breadth, with what only counts (revisions, rounds) left out of the key. */
export function explored(plan: ClaimPlan, wishes: readonly Wish[]): ReadonlyMap<string, Reached> {
  const reached = new Map<string, Reached>();
  const begin = beginWalk();
  const seen = new Set([keyOf(begin)]);
  const waiting = [{ walk: begin, way: '' }];
  for (const { walk, way } of waiting) {
    const key = keyOf(walk);
    const next = isSound(walk) ? nextOf(walk, wishes, plan) : [];
    reached.set(key, { walk, way, next: new Set(next.map((one) => one.key).filter((other) => other !== key)) });
    for (const one of next.filter((other) => !seen.has(other.key))) {
      seen.add(one.key);
      waiting.push({ walk: one.walk, way: `${way} → ${one.by}` });
    }
  }
  return reached;
}

/** One living instruction per purpose, and never more settled than what the last clean notice approved (D9). */
export function isSound({ money }: Walk): boolean {
  return [money.base, money.float].every(
    ({ approvedFen, settledFen, living }) => living.length <= 1 && settledFen <= approvedFen,
  );
}

interface Next {
  readonly walk: Walk;
  readonly key: string;
  readonly by: string;
}

function nextOf(walk: Walk, wishes: readonly Wish[], plan: ClaimPlan): readonly Next[] {
  const isCounted = walk.course.state === 'submitted' || walk.course.state === 'returnedToApplicant';
  const counts = isCounted ? COUNTS : COUNTS.slice(0, 2);
  const open = wishes.filter((wish) => isOpenTo(walk, wish, plan));
  return open.flatMap((wish) =>
    counts.map((facts) => {
      const next = stepped(walk, wish, facts, plan);
      return { walk: next, key: keyOf(next), by: `${wordsOf(wish)} [${next.course.state}]` };
    }),
  );
}

function wordsOf(wish: Wish): string {
  const { actor: _actor, maker: _maker, checker: _checker, ...said } = { actor: 0, maker: 0, checker: 0, ...wish };
  return Object.values(said).join(' ');
}

/** The seats taken are left out: each actor of an exploration has one role, so nobody is ever in somebody's way. */
export function keyOf({ course, money }: Walk): string {
  const { state, stageIndex, purpose, returns, resumeIndex, returnedFrom, payments, timer } = course;
  const place = [state, stageIndex, purpose, returns, resumeIndex, returnedFrom, timer?.kind];
  return JSON.stringify([place, payments.base, payments.float, money.base, money.float]);
}

/** The keys from which a settled state can be reached, found backwards. */
export function endable(reached: ReadonlyMap<string, Reached>, isEnd: (walk: Walk) => boolean): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  const ends: string[] = [];
  for (const [key, { walk, next }] of reached) {
    for (const other of next) {
      before.set(other, [...(before.get(other) ?? []), key]);
    }
    if (isEnd(walk)) {
      ends.push(key);
    }
  }
  const found = new Set(ends);
  for (let key = ends.pop(); key !== undefined; key = ends.pop()) {
    for (const earlier of before.get(key) ?? []) {
      if (!found.has(earlier)) {
        found.add(earlier);
        ends.push(earlier);
      }
    }
  }
  return found;
}
