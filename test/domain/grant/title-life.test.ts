import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { isGrantSettled } from '../../../domain/grant/grant-course.ts';
import type { GrantCourse, GrantMessage } from '../../../domain/grant/grant-course.ts';
import { judgeGrantAct } from '../../../domain/grant/grant-judging.ts';
import { moveGrant } from '../../../domain/grant/grant-moves.ts';
import { GRANT_TABLE } from '../../../domain/grant/grant-table.ts';
import { wantedGrantTasks } from '../../../domain/grant/grant-tasks.ts';
import { paidFenOf } from '../../../domain/grant/grant-title-course.ts';
import {
  AT_AGREEMENT,
  CHECKER,
  DAY_MS,
  factsOf,
  GRANT_FEN,
  HOLDER,
  MAKER,
  OFFICER,
  PEOPLE,
  PLAN,
  START_MS,
} from '../../support/title-courses.ts';

interface Step {
  readonly what: number;
  readonly who: number;
  readonly fen: number;
  readonly days: number;
  readonly meets: boolean;
}

const STEP = fc.record({
  what: fc.nat(1_000),
  who: fc.nat(1_000),
  fen: fc.nat(GRANT_FEN),
  days: fc.nat(120),
  meets: fc.boolean(),
});

type Draft = (
  course: GrantCourse,
  step: Step,
  asked: { readonly actId: string; readonly atMs: number },
) => GrantMessage;

const person = ({ who }: Step): Actor => PEOPLE[who % PEOPLE.length] ?? OFFICER;
const yearOf = ({ title }: GrantCourse, { who }: Step): number =>
  title?.years[who % Math.max(1, title.years.length)]?.year ?? 2026;
const instalmentNo = ({ who }: Step): number => (who % 2) + 1;

const holder =
  (kind: 'signAgreement' | 'relinquish'): Draft =>
  ({ revision }, _step, asked) => ({ kind, ...asked, actor: HOLDER, expectedRevision: revision });
const decide =
  (
    stage: Extract<GrantMessage, { kind: 'decide' }>['stage'],
    decision: Extract<GrantMessage, { kind: 'decide' }>['decision'],
  ): Draft =>
  (course, step, asked) => ({
    kind: 'decide',
    ...asked,
    stage,
    decision,
    actor: person(step),
    expectedRevision: course.revision,
    year: stage === 'assessment' || stage === 'recheck' ? yearOf(course, step) : null,
    recoverFen: step.fen,
  });
const report =
  (kind: 'reportYear' | 'rectifyYear'): Draft =>
  (course, step, asked) => ({
    kind,
    ...asked,
    actor: HOLDER,
    expectedRevision: course.revision,
    year: yearOf(course, step),
    spentFen: step.fen,
  });
const reported =
  (outcome: 'settled' | 'failed' | 'returned'): Draft =>
  (_course, step, asked) => ({
    kind: 'payoutReported',
    ...asked,
    purpose: 'grant',
    instalmentNo: instalmentNo(step),
    instructionId: 'pin_1',
    inboxId: 'evt_1',
    outcome,
  });

const DRAFTS: readonly Draft[] = [
  holder('signAgreement'),
  holder('relinquish'),
  decide('agreement', 'sign'),
  decide('acceptance', 'accept'),
  decide('acceptance', 'rectify'),
  decide('acceptance', 'fail'),
  decide('assessment', 'pass'),
  decide('assessment', 'rectify'),
  decide('assessment', 'fail'),
  decide('assessment', 'returnForCorrection'),
  decide('assessment', 'excuse'),
  decide('recheck', 'pass'),
  decide('recheck', 'fail'),
  decide('recheck', 'rectify'),
  decide('withdrawalDecision', 'revoke'),
  decide('withdrawalDecision', 'keep'),
  decide('recoveryConfirmation', 'confirm'),
  decide('recoveryConfirmation', 'returnToHr'),
  report('reportYear'),
  report('rectifyYear'),
  reported('settled'),
  reported('settled'),
  reported('failed'),
  reported('returned'),
  ({ revision }, step, asked) => ({
    kind: 'requestAcceptance',
    ...asked,
    actor: HOLDER,
    expectedRevision: revision,
    spentFen: step.fen,
  }),
  (_course, step, asked) => ({
    kind: 'payoutReleasing',
    ...asked,
    batchId: 'pob_1',
    purpose: 'grant',
    instalmentNo: instalmentNo(step),
    maker: MAKER,
    checker: step.meets ? CHECKER : person(step),
  }),
  ({ revision }, step, asked) => ({
    kind: 'suspend',
    ...asked,
    actor: person(step),
    expectedRevision: revision,
    caseId: null,
    untilMs: null,
  }),
  ({ revision }, step, asked) => ({
    kind: 'resume',
    ...asked,
    actor: person(step),
    expectedRevision: revision,
    caseId: null,
  }),
  (_course, step, asked) => ({
    kind: 'repaid',
    ...asked,
    actor: CHECKER,
    entryId: 'men_1',
    makerId: step.meets ? MAKER.personId : CHECKER.personId,
    amountFen: step.fen,
  }),
];

interface Life {
  readonly course: GrantCourse;
  readonly atMs: number;
  /** All that ever arrived at the holder, in fen. */
  readonly arrivedFen: number;
}

/** Does one step: the timer if it is due, then what the step asks if it is allowed. */
function live(life: Life, step: Step, number: number): Life {
  const atMs = life.atMs + step.days * DAY_MS;
  const { timer } = life.course;
  const isDue = timer !== null && timer.atMs <= atMs;
  const asked = { actId: `act_${number}`, atMs: isDue ? timer.atMs : atMs };
  const draft = DRAFTS[step.what % DRAFTS.length];
  const message: GrantMessage =
    isDue || draft === undefined ? { kind: 'timerFired', ...asked } : draft(life.course, step, asked);
  if (!judgeGrantAct(life.course, message, PLAN).ok || (message.kind === 'timerFired' && !isDue)) {
    return { ...life, atMs: asked.atMs };
  }
  const course = moveGrant(life.course, message, factsOf(life.course, asked.atMs, step.meets), PLAN);
  const [before, after] = [life.course.title, course.title].map((title) => (title === null ? 0 : paidFenOf(title)));
  return { course, atMs: asked.atMs, arrivedFen: life.arrivedFen + Math.max(0, (after ?? 0) - (before ?? 0)) };
}

function eachStep(steps: readonly Step[], look: (before: Life, after: Life) => void): void {
  let life: Life = { course: AT_AGREEMENT, atMs: START_MS, arrivedFen: 0 };
  for (const [number, step] of steps.entries()) {
    const next = live(life, step, number);
    look(life, next);
    life = next;
  }
}

const LIFE = fc.array(STEP, { minLength: 20, maxLength: 160 });

describe('a title, whatever people do in whatever order', () => {
  it.prop([LIFE])('R-157: is never paid more than its grant', (steps) => {
    eachStep(steps, (_before, { course }) => {
      const bound = course.title?.instalments.filter(({ state }) => state === 'sent' || state === 'settled') ?? [];
      expect(bound.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBeLessThanOrEqual(GRANT_FEN);
    });
  });

  it.prop([LIFE])('R-160: is never asked back or repaid more than arrived', (steps) => {
    eachStep(steps, (_before, { course, arrivedFen }) => {
      const { amountFen = 0, recoveredFen = 0 } = course.title?.recovery ?? {};
      expect(recoveredFen).toBeLessThanOrEqual(amountFen);
      expect(amountFen).toBeLessThanOrEqual(arrivedFen);
    });
  });

  it.prop([LIFE])('R-117: has each year once, and a year that was decided stays decided', (steps) => {
    eachStep(steps, (before, after) => {
      const years = after.course.title?.years ?? [];
      expect(new Set(years.map(({ year }) => year)).size).toBe(years.length);
      for (const { year, state } of before.course.title?.years ?? []) {
        if (['passed', 'failed', 'excused'].includes(state)) {
          expect(years.find((one) => one.year === year)?.state).toBe(state);
        }
      }
    });
  });

  it.prop([LIFE])('R-159: is looked at again by another person than assessed it', (steps) => {
    eachStep(steps, (before, { course }) => {
      for (const { year, state, assessorId } of before.course.title?.years ?? []) {
        const now = course.title?.years.find((one) => one.year === year);
        if (state === 'recheck' && now?.state !== 'recheck') {
          expect(course.lastActId).not.toBe(before.course.lastActId);
          expect(assessorId).not.toBeNull();
        }
      }
    });
  });

  it.prop([LIFE])('has one role of each person for good', (steps) => {
    eachStep(steps, (before, { course: { deciders } }) => {
      expect(new Set(deciders.map(({ personId }) => personId)).size).toBe(deciders.length);
      expect(deciders.slice(0, before.course.deciders.length)).toEqual(before.course.deciders);
    });
  });

  it.prop([LIFE])('has an act, a timer or an end', (steps) => {
    eachStep(steps, (_before, { course }) => {
      const { messages } = GRANT_TABLE[course.state];
      const waits = wantedGrantTasks(course, PLAN).length > 0 || course.timer !== null || messages.includes('repaid');
      const isForHolder = course.state === 'agreement';
      expect(isGrantSettled(course) || waits || isForHolder).toBe(true);
    });
  });
});
