import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { isGrantSettled, type GrantMessage } from '../../../domain/grant/grant-course.ts';
import { STAGE_ROWS } from '../../../domain/grant/grant-stage.ts';
import { GRANT_STATES } from '../../../domain/grant/grant-state.ts';
import { wantedGrantTasks } from '../../../domain/grant/grant-tasks.ts';
import { YEAR_STATES } from '../../../domain/grant/grant-title-course.ts';
import { GRANT_MESSAGE_KINDS } from '../../../domain/grant/grant-words.ts';
import { canMove, LIFE, lived, type Life } from '../../support/grant-walks.ts';
import { GRANT_FEN, PLAN } from '../../support/title-courses.ts';

/** A life of a hundred steps takes long to make shorter: the seed of a failure is enough to see it again. */
const RUNS = { numRuns: 30, endOnFailure: true };
const AMOUNTS = new Map([1, 2].map((no) => [no, (GRANT_FEN / 10) * (no === 1 ? 6 : 4)]));
/** Of a life that begins with its first instalment paid. */
const settledOf = ({ course }: Life): readonly number[] =>
  course.title?.instalments.filter(({ state }) => state === 'settled').map(({ no }) => no) ?? [];

interface Done extends Life {
  readonly message: GrantMessage;
  readonly before: Life;
}

/** The acts that were done, each with the life before it. */
function doneIn(lives: readonly Life[]): readonly Done[] {
  return lives.flatMap((life, number) => {
    const before = lives[number - 1];
    return life.message === null || before === undefined ? [] : [{ ...life, message: life.message, before }];
  });
}

const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((sum, one) => sum + one, 0);
const decisionsOf = (lives: readonly Life[]) =>
  doneIn(lives).flatMap(({ message }) => (message.kind === 'decide' ? [message] : []));

/** Whom an act makes what, by the act alone. */
function rolesBy(message: GrantMessage): readonly (readonly [personId: string, role: string])[] {
  if (message.kind === 'decide') {
    return [[message.actor.personId, STAGE_ROWS[message.stage].decidesAs]];
  }
  if (message.kind === 'score' || message.kind === 'recuse' || message.kind === 'withdrawScore') {
    return [[message.actor.personId, 'expert']];
  }
  if (message.kind === 'panelChanged' || message.kind === 'proposed') {
    return [[message.officerId, 'officer']];
  }
  if (message.kind === 'suspend' || message.kind === 'resume') {
    return message.actor === null ? [] : [[message.actor.personId, 'officer']];
  }
  if (message.kind === 'payoutReleasing' || message.kind === 'repaid') {
    const { maker, checker } =
      message.kind === 'repaid'
        ? { maker: message.makerId, checker: message.actor.personId }
        : { maker: message.maker.personId, checker: message.checker.personId };
    return [
      [checker, 'checker'],
      [maker, 'maker'],
    ];
  }
  return [];
}

describe('a grant, whatever people do in whatever order', () => {
  it.prop([LIFE], RUNS)(
    'R-157: is never sent more than its grant, by the words of the office and the bank alone',
    (life) => {
      const lives = lived(life);
      const out = new Set(lives.slice(0, 1).flatMap(settledOf));
      for (const { message } of doneIn(lives)) {
        if (message.kind === 'payoutReleasing') {
          expect(out.has(message.instalmentNo)).toBe(false);
          out.add(message.instalmentNo);
        }
        if (message.kind === 'payoutReported' && message.outcome !== 'settled') {
          expect(out.delete(message.instalmentNo)).toBe(true);
        }
        expect(sumOf([...out].map((no) => AMOUNTS.get(no) ?? GRANT_FEN))).toBeLessThanOrEqual(GRANT_FEN);
      }
    },
  );

  it.prop([LIFE], RUNS)(
    'R-160: never asks back or takes more than ever arrived, and nothing beyond what is asked',
    (life) => {
      const lives = lived(life);
      const arrived = new Set(lives.slice(0, 1).flatMap(settledOf));
      let repaidFen = 0;
      for (const { message, course } of doneIn(lives)) {
        if (message.kind === 'payoutReported' && message.outcome === 'settled') {
          arrived.add(message.instalmentNo);
        }
        repaidFen += message.kind === 'repaid' ? message.amountFen : 0;
        const { amountFen = 0, recoveredFen = 0 } = course.title?.recovery ?? {};
        expect(recoveredFen).toBe(repaidFen);
        expect(recoveredFen).toBeLessThanOrEqual(amountFen);
        expect(amountFen).toBeLessThanOrEqual(sumOf([...arrived].map((no) => AMOUNTS.get(no) ?? 0)));
      }
    },
  );

  it.prop([LIFE], RUNS)('R-117: ends each year once, and has it put right no oftener than the law says', (life) => {
    const lives = lived(life);
    const said = decisionsOf(lives).filter(({ stage }) => stage === 'assessment' || stage === 'recheck');
    for (const { year } of lives.at(-1)?.course.title?.years ?? []) {
      const of = said.filter((one) => one.year === year).map(({ decision }) => decision);
      expect(of.filter((one) => ['pass', 'fail', 'excuse'].includes(one)).length).toBeLessThanOrEqual(1);
      expect(of.filter((one) => one === 'rectify').length).toBeLessThanOrEqual(1);
    }
    for (const { course, before } of doneIn(lives)) {
      const years = course.title?.years.map(({ year }) => year) ?? [];
      expect(years).toEqual([...new Set(years)].toSorted((one, other) => one - other));
      const ended = before.course.title?.years.filter(({ state }) => ['passed', 'failed', 'excused'].includes(state));
      expect(course.title?.years ?? []).toEqual(expect.arrayContaining([...(ended ?? [])]));
    }
  });

  it.prop([LIFE], RUNS)('R-114: passes no year whose figures are below the threshold or missing', (life) => {
    for (const { message, before } of doneIn(lived(life))) {
      if (message.kind === 'decide' && message.decision === 'pass') {
        expect(before.course.title?.years.find(({ year }) => year === message.year)?.meets).toBe(true);
      }
    }
  });

  it.prop([LIFE], RUNS)('R-159: is looked at again by another person than had the year put right', (life) => {
    const said = decisionsOf(lived(life));
    for (const { year, actor } of said.filter(({ stage }) => stage === 'recheck')) {
      const first = said.find((one) => one.year === year && one.decision === 'rectify');
      expect(first?.actor.personId ?? actor.personId).not.toBe(actor.personId);
    }
  });

  it.prop([LIFE], RUNS)('R-118: has one role of each person for good, by what the person did', (life) => {
    const lives = lived(life);
    const roles = new Map<string, string>(
      lives[0]?.course.deciders.map(({ personId, role }): [string, string] => [personId, role]),
    );
    for (const { message, course } of doneIn(lives)) {
      for (const [personId, role] of rolesBy(message)) {
        expect([personId, roles.get(personId) ?? role]).toEqual([personId, role]);
        roles.set(personId, role);
      }
      expect(new Map(course.deciders.map(({ personId, role }) => [personId, role]))).toEqual(roles);
    }
  });

  it.prop([LIFE], RUNS)('has an act that somebody may do, a timer or an end', (life) => {
    for (const { course } of lived(life)) {
      const moves = isGrantSettled(course) || course.timer !== null || canMove(course);
      expect([course.state, moves]).toEqual([course.state, true]);
      expect(isGrantSettled(course) && wantedGrantTasks(course, PLAN).length > 0).toBe(false);
    }
  });

  it.prop([LIFE], RUNS)('R-160: owes and is owed nothing once it has ended', (life) => {
    const course = lived(life).at(-1)?.course;
    if (course?.title !== null && course !== undefined && isGrantSettled(course)) {
      const { amountFen = 0, recoveredFen = 0 } = course.title.recovery ?? {};
      expect(recoveredFen).toBe(amountFen);
      expect(
        course.title.instalments.map(({ state }) => state).filter((one) => one !== 'settled' && one !== 'cancelled'),
      ).toEqual([]);
    }
  });
});

describe('the lives of these properties', () => {
  const lives = fc.sample(LIFE, { numRuns: 220, seed: 2_026 }).map(lived);
  const courses = lives.flat().map(({ course }) => course);
  const done = lives.flatMap(doneIn).map(({ message }) => message);
  const decisions = lives.flatMap(decisionsOf).map(({ stage, decision }) => `${stage}/${decision}`);
  const times = (word: string) => decisions.filter((one) => one === word).length;

  it('come to every state of a grant and of a year, and do every act', () => {
    expect(new Set(courses.map(({ state }) => state))).toEqual(new Set(GRANT_STATES.slice(1)));
    expect(new Set(courses.flatMap(({ title }) => title?.years.map(({ state }) => state) ?? []))).toEqual(
      new Set(YEAR_STATES),
    );
    expect(new Set(['begin', ...done.map(({ kind }) => kind)])).toEqual(new Set(GRANT_MESSAGE_KINDS));
  });

  it('look again at what was put right, revoke and repay, many times', () => {
    expect(times('recheck/pass') + times('recheck/fail')).toBeGreaterThan(40);
    expect(times('withdrawalDecision/revoke')).toBeGreaterThan(15);
    expect(done.filter(({ kind }) => kind === 'repaid').length).toBeGreaterThan(10);
    expect(done.filter(({ kind }) => kind === 'payoutReleasing').length).toBeGreaterThan(100);
  });
});
