import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { ClockAnswer, ClockMovedAnswer, MoveClockBody } from '../../schemas/session-schemas.ts';
import type { Clock } from '../kernel/clock.ts';
import type { PracticeClock } from './practice-ports.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';

export interface ClockDependencies {
  readonly clock: Clock & PracticeClock;
  /** How long a jump may take until it answers 503. */
  readonly jumpLimitMs?: number;
}

const DAY_MS = 86_400_000;
const POLL_MS = 50;
const MAX_JUMP_MS = 20 * 366 * DAY_MS;

export function clockRoutes({ clock, jumpLimitMs = 60_000 }: ClockDependencies): readonly Route[] {
  return [
    defineRoute({
      operationId: 'getPracticeClock',
      method: 'get',
      path: '/api/v1/practice/clock',
      summary: 'The time of the practice environment',
      answer: ClockAnswer,
      practiceOnly: true,
      problems: ['NOT_SIGNED_IN'],
      async handle({ at }) {
        return { body: { now: at.toISOString(), offsetMs: await clock.offsetMs() } };
      },
    }),

    defineRoute({
      operationId: 'movePracticeClock',
      recorded: 'clockMoved',
      method: 'post',
      path: '/api/v1/practice/clock',
      summary: 'Move the practice clock forward and wait until every workflow and sweep has caught up',
      body: MoveClockBody,
      answer: ClockMovedAnswer,
      practiceOnly: true,
      problems: ['INVALID', 'CLOCK_BACKWARDS', 'CLOCK_TOO_FAR', 'CLOCK_JUMP_RUNNING', 'CLOCK_NOT_QUIET'],
      async handle({ caller, body, at }) {
        const jumpId = (await sameJump(clock, body)) ?? (await newJump(clock, targetOf(body, at), caller.personId));
        await untilDone(clock, jumpId, jumpLimitMs);
        clock.forget();
        return { body: { now: (await clock.now()).toISOString() } };
      },
    }),
  ];
}

type Asked = z.output<typeof MoveClockBody>;

/** A client that got 503 asks for the same instant again. It waits for the jump under way, or learns that it has ended. */
async function sameJump(clock: PracticeClock, { advanceTo }: Asked): Promise<string | null> {
  return advanceTo === undefined ? null : clock.jumpTo(new Date(Date.parse(advanceTo)));
}

async function newJump(clock: PracticeClock, target: Date, personId: string): Promise<string> {
  const jump = await clock.requestJump(target, personId);
  if (jump.kind === 'running') {
    throw new Problem('CLOCK_JUMP_RUNNING', { retryAfterSeconds: 2 });
  }
  return jump.jumpId;
}

function targetOf(body: Asked, at: Date): Date {
  const target =
    body.advanceTo === undefined
      ? new Date(at.getTime() + (body.advanceDays ?? 0) * DAY_MS)
      : new Date(Date.parse(body.advanceTo));
  if (target.getTime() < at.getTime()) {
    throw new Problem('CLOCK_BACKWARDS', { facts: { now: at.toISOString() } });
  }
  if (target.getTime() - at.getTime() > MAX_JUMP_MS) {
    throw new Problem('CLOCK_TOO_FAR');
  }
  return target;
}

/** The worker carries out the jump; this function only polls. A late jump continues, and its note names the cause. */
async function untilDone(clock: PracticeClock, jumpId: string, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const { state, note } = await clock.jump(jumpId);
    if (state === 'done') {
      return;
    }
    if (state === 'failed' || performance.now() > deadline) {
      throw new Problem('CLOCK_NOT_QUIET', { retryAfterSeconds: 5, facts: { note: note ?? '—' } });
    }
    await wait(POLL_MS);
  }
}
