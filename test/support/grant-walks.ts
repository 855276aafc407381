import { fc } from '@fast-check/vitest';
import type { Actor } from '../../domain/authority/actor.ts';
import { ROLES, type Role } from '../../domain/codes.ts';
import type { GrantCourse, GrantMessage } from '../../domain/grant/grant-course.ts';
import { judgeGrantAct } from '../../domain/grant/grant-judging.ts';
import { moveGrant } from '../../domain/grant/grant-moves.ts';
import { STAGE_ROWS } from '../../domain/grant/grant-stage.ts';
import { GRANT_TABLE } from '../../domain/grant/grant-table.ts';
import { paidFenOf, payableInstalment } from '../../domain/grant/grant-title-course.ts';
import {
  CITY_FINANCE,
  CITY_HR,
  decides,
  EXPERTS,
  fires,
  foundFor,
  noticeClosed,
  noticeOpening,
  ofCall,
  ofExpert,
  ofHolder,
  paid,
  panelOf,
  proposed,
  releases,
  repays,
  reports,
  requests,
  resumes,
  suspends,
  type Draft,
} from './grant-acts.ts';
import { IN_STATE, PAID_ONCE, SUBMITTED, TITLES } from './grant-courses.ts';
import {
  APPROVER,
  CHECKER,
  DAY_MS,
  FINANCE,
  GRANT_FEN,
  MAKER,
  OFFICERS,
  PLAN,
  START_MS,
  yearMs,
} from './title-courses.ts';

/** People that no office should have: each holds several roles and tries to act in all of them. */
const GREEDY: readonly Actor[] = [
  { ...APPROVER, personId: 'per_g1', roles: ['grantOfficer', 'grantApprover'] },
  { ...FINANCE, personId: 'per_g2', roles: ['financeMaker', 'financeChecker', 'grantApprover'] },
  { ...APPROVER, personId: 'per_g3', roles: ['expert', 'grantOfficer'] },
  { ...CITY_HR, personId: 'per_g4', roles: ['grantOfficer', 'expert'] },
];
const PEOPLE = [...OFFICERS, APPROVER, FINANCE, MAKER, CHECKER, CITY_HR, CITY_FINANCE, ...EXPERTS, ...GREEDY];

/** What chance gives to an act: who, how much, which year. */
export interface Step {
  readonly what: number;
  readonly who: number;
  readonly other: number;
  readonly fen: number;
  readonly days: number;
  readonly meets: boolean;
  /** Seldom true: an end, and an act that nobody asked whether it is open. */
  readonly ends: boolean;
  readonly wild: boolean;
}

const seldom = (times: number) => fc.nat(times).map((number) => number === 0);
const STEPS: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    what: fc.nat(100_000),
    who: fc.nat(1_000),
    other: fc.nat(1_000),
    fen: fc.nat(GRANT_FEN),
    days: fc.oneof({ weight: 3, arbitrary: fc.nat(4) }, { weight: 2, arbitrary: fc.nat(100) }),
    meets: fc.boolean(),
    ends: seldom(25),
    wild: seldom(4),
  }),
  { minLength: 40, maxLength: 140 },
);

/** A life from the submission on, from the first payment of a title on, or from a year without a report or a failed one on. */
export const LIFE = fc.record({
  begun: fc.constantFrom(SUBMITTED, SUBMITTED, PAID_ONCE, TITLES.overdue, IN_STATE.withdrawalProposed),
  steps: STEPS,
});
type Steps = typeof LIFE extends fc.Arbitrary<infer Value> ? Value : never;

type Made = (step: Step, course: GrantCourse) => Draft;

const pick = <Item>(items: readonly Item[], number: number, otherwise: Item): Item =>
  items[number % Math.max(1, items.length)] ?? otherwise;
/** Somebody with the role that an act wants; anybody where chance asks for it. */
const WITH: Readonly<Partial<Record<Role, readonly Actor[]>>> = Object.fromEntries(
  ROLES.map((role) => [role, PEOPLE.filter(({ roles }) => roles.includes(role))]),
);
const someone = ({ who, wild }: Step, role: Role): Actor => pick(wild ? PEOPLE : (WITH[role] ?? []), who, APPROVER);
const second = ({ other: who, wild }: Step, role: Role): Actor =>
  pick(wild ? PEOPLE : (WITH[role] ?? []), who, APPROVER);
/** How many people at most have one role. */
const MOST = Math.max(...Object.values(WITH).map(({ length }) => length));
const WITH_NUMBERS = Array.from({ length: MOST }, (_, number) => number);
const someYear = ({ other }: Step, { title }: GrantCourse): number =>
  pick(title?.years.map(({ year }) => year) ?? [], other, 2026);
/** Around what was said before, so that an honest report is likely. */
const spent = ({ fen, wild }: Step, { title }: GrantCourse): number => {
  const last = title?.spentFen ?? 0;
  const most = title === null ? 0 : Math.max(last, paidFenOf(title));
  return wild ? fen : last + (fen % (most - last + 1));
};
const owed = ({ title }: GrantCourse): number =>
  (title?.recovery?.amountFen ?? 0) - (title?.recovery?.recoveredFen ?? 0);
const due = ({ other, wild }: Step, { title }: GrantCourse): number =>
  wild || title === null ? (other % 2) + 1 : (payableInstalment(title)?.no ?? 1);
const sent = ({ other }: Step): number => (other % 2) + 1;

const decided =
  (stage: Parameters<typeof decides>[0], decision: Parameters<typeof decides>[1]): Made =>
  (step, course) =>
    decides(stage, decision, someone(step, STAGE_ROWS[stage].role), {
      year: stage === 'assessment' || stage === 'recheck' ? someYear(step, course) : null,
      recoverFen: course.title === null || step.wild ? step.fen : step.fen % (paidFenOf(course.title) + 1),
    });

/** Acts that go on. */
export const GOING: readonly Made[] = [
  decided('cityRecommendation', 'recommend'),
  decided('cityRecommendation', 'returnForCorrection'),
  decided('cityFinance', 'recommend'),
  decided('cityFinance', 'returnToHr'),
  () => ofHolder('resubmit'),
  (step) =>
    panelOf(
      [0, 1, 3].map((next) => someone({ ...step, who: step.who + next }, 'expert').personId),
      second(step, 'grantOfficer').personId,
    ),
  ...(['score', 'recuse', 'withdrawScore'] as const).map(
    (kind): Made =>
      (step) =>
        ofExpert(kind, someone(step, 'expert')),
  ),
  () => ofCall('scoringClosed'),
  (step) => proposed(someone(step, 'grantOfficer').personId),
  () => noticeOpening,
  () => noticeClosed('clean'),
  () => noticeClosed('withdrawn'),
  decided('designation', 'designate'),
  () => ofHolder('signAgreement'),
  decided('agreement', 'sign'),
  decided('acceptance', 'accept'),
  decided('acceptance', 'rectify'),
  decided('assessment', 'pass'),
  decided('assessment', 'rectify'),
  decided('assessment', 'rectify'),
  decided('assessment', 'returnForCorrection'),
  decided('assessment', 'excuse'),
  decided('recheck', 'pass'),
  decided('recheck', 'rectify'),
  decided('recheck', 'fail'),
  decided('assessment', 'fail'),
  decided('withdrawalDecision', 'keep'),
  decided('withdrawalDecision', 'revoke'),
  decided('recoveryConfirmation', 'confirm'),
  decided('recoveryConfirmation', 'returnToHr'),
  ...(['reportYear', 'rectifyYear'] as const).map(
    (kind): Made =>
      (step, course) =>
        reports(kind, someYear(step, course), spent(step, course)),
  ),
  (step, course) => requests(spent(step, course)),
  (step, course) => releases(due(step, course), someone(step, 'financeMaker'), second(step, 'financeChecker')),
  (step) => paid(sent(step), pick(['settled', 'settled', 'settled', 'failed', 'returned'], step.fen, 'settled')),
  (step, course) =>
    repays(step.meets ? owed(course) : step.fen, {
      actor: someone(step, 'financeChecker'),
      makerId: second(step, 'financeMaker').personId,
    }),
];

/** Acts after which a life is over, soon or for a while. */
export const ENDING: readonly Made[] = [
  decided('cityRecommendation', 'reject'),
  decided('cityFinance', 'reject'),
  decided('designation', 'refuse'),
  decided('agreement', 'reject'),
  decided('acceptance', 'fail'),
  (step) => ofHolder(step.other % 4 === 0 ? 'relinquish' : 'withdraw'),
  () => ofCall('notSelected'),
  () => noticeClosed('upheld'),
  () => noticeClosed('rejected'),
  (step) => suspends(someone(step, 'grantOfficer'), { untilMs: START_MS + step.other * 10 * DAY_MS }),
  (step) => resumes(someone(step, 'grantOfficer')),
  ({ other }) => suspends(null, { caseId: `cas_${other % 2}` }),
  ({ other }) => resumes(null, `cas_${other % 2}`),
  () => ofHolder('correctAccount'),
  (step, course) => decided('accountCheck', step.other % 2 === 0 ? 'confirm' : 'returnForCorrection')(step, course),
];

export interface Life {
  readonly course: GrantCourse;
  readonly atMs: number;
  /** The act that was done last; null where it was refused. */
  readonly message: GrantMessage | null;
}

/** The first act from a place on that is allowed, tried by everybody; null where chance wants one that is not asked. */
function allowed(course: GrantCourse, step: Step, atMs: number): GrantMessage | null {
  const acts = step.ends ? [...ENDING, ...GOING] : GOING;
  const asked = { actId: `act_${course.revision + 1}`, atMs };
  const tries = step.wild ? 1 : acts.length * MOST;
  for (let number = 0; number < tries; number += 1) {
    // Each act is tried by everybody with its role before the next act is.
    const made = acts[(step.what + 7 * Math.floor(number / MOST)) % acts.length];
    const message = made?.({ ...step, who: step.who + number }, course)(course, asked);
    if (message !== undefined && judgeGrantAct(course, message, PLAN).ok) {
      return message;
    }
  }
  return null;
}

/** Does one step: the timer if it is due, then what chance wants, or the next that is open. */
function live({ course, atMs: beforeMs }: Life, step: Step): Life {
  const atMs = beforeMs + step.days * DAY_MS;
  const { timer } = course;
  const isDue = timer !== null && timer.atMs <= atMs;
  const asked = { actId: `act_${course.revision + 1}`, atMs };
  const message = isDue ? fires(course, asked) : allowed(course, step, atMs);
  if (message === null || !judgeGrantAct(course, message, PLAN).ok) {
    return { course, atMs, message: null };
  }
  return {
    course: moveGrant(course, message, foundFor(course, message, step.meets), PLAN),
    atMs: message.atMs,
    message,
  };
}

/** A whole life, step by step, until nothing is left of the steps or of the life. */
export function lived({ begun, steps }: Steps): readonly Life[] {
  let life: Life = {
    course: begun,
    atMs: (begun.title?.years.length ?? 0) > 0 ? yearMs(2027) + 50 * DAY_MS : START_MS + begun.revision * DAY_MS,
    message: null,
  };
  const lives = [life];
  for (const step of steps) {
    life = live(life, step);
    lives.push(life);
    if (GRANT_TABLE[life.course.state].messages.length + GRANT_TABLE[life.course.state].stages.length === 0) {
      break;
    }
  }
  return lives;
}

/** Everybody beside everybody else. */
const SEATS = WITH_NUMBERS.flatMap((who) => WITH_NUMBERS.map((beside) => [who, beside] as const));
const QUIET: Step = { what: 0, who: 0, other: 0, fen: 0, days: 0, meets: true, ends: true, wild: false };

/** Whether anybody can move the course now, besides holding it up and giving money back. */
export function canMove(course: GrantCourse): boolean {
  const idle = ['suspend', 'resume', 'payoutReported', 'withdrawScore'];
  const asked = { actId: 'act_next', atMs: START_MS };
  return [...GOING, ...ENDING].some((made) =>
    SEATS.some(([who, beside]) => {
      const message = made({ ...QUIET, who, other: beside }, course)(course, asked);
      return !idle.includes(message.kind) && judgeGrantAct(course, message, PLAN).ok;
    }),
  );
}

/** A message of every kind and a decision of every stage, whether they are open or not. */
export const EVERY_MESSAGE: readonly GrantMessage[] = [
  { kind: 'begin', actId: 'act_1', atMs: START_MS },
  ...[0, 1]
    .flatMap((other) => [fires, ...[...GOING, ...ENDING].map((made) => made({ ...QUIET, other }, SUBMITTED))])
    .map((draft) => draft(SUBMITTED, { actId: 'act_1', atMs: START_MS })),
];
