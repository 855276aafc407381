import type pg from 'pg';
import type { Clock } from '../../api/kernel/clock.ts';
import type { PracticeClock } from '../../api/practice/practice-ports.ts';
import { violates } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { execute, fetchFirst, query } from '../kernel/statements.ts';

const KEPT_MS = 1_000;

/**
 * Business time in practice mode: the system's clock plus the environment's offset, which is read at most once a
 * second.
 */
export function createPracticeClock(pool: pg.Pool, systemNow: () => number = Date.now): Clock & PracticeClock {
  let kept: { readonly offsetMs: number; readonly untilMs: number } | null = null;

  async function offsetMs(): Promise<number> {
    if (kept === null || kept.untilMs <= systemNow()) {
      kept = { offsetMs: await readOffset(pool), untilMs: systemNow() + KEPT_MS };
    }
    return kept.offsetMs;
  }

  return {
    offsetMs,

    async now() {
      return new Date(systemNow() + (await offsetMs()));
    },

    forget() {
      kept = null;
    },

    async requestJump(targetAt, personId) {
      const fromOffsetMs = await readOffset(pool);
      const jumpId = newId('jmp');
      try {
        await execute(
          pool,
          query.insertInto('clock_jump').values({
            id: jumpId,
            from_offset_ms: fromOffsetMs,
            to_offset_ms: targetAt.getTime() - systemNow(),
            target_at: targetAt,
            state: 'requested',
            requested_by: personId,
            requested_at: new Date(systemNow()),
          }),
        );
      } catch (error) {
        if (violates(error, 'clock_jump_one_running')) {
          return { kind: 'running' };
        }
        throw error;
      }
      return { kind: 'requested', jumpId };
    },

    jumpTo: async (targetAt) => (await fetchFirst(pool, lastJumpTo(targetAt)))?.id ?? null,

    async jump(jumpId) {
      const jump = query.selectFrom('clock_jump').select(['state', 'note']).where('id', '=', jumpId);
      return (await fetchFirst(pool, jump)) ?? { state: 'unknown', note: null };
    },
  };
}

function lastJumpTo(targetAt: Date) {
  const jumps = query.selectFrom('clock_jump').select('id').where('target_at', '=', targetAt);
  return jumps.orderBy('requested_at', 'desc').limit(1);
}

/** In live mode, business time is the system's time. */
export function createSystemClock(): Clock {
  return { now: () => Promise.resolve(new Date()) };
}

async function readOffset(pool: pg.Pool): Promise<number> {
  return (await fetchFirst(pool, clockOffset))?.clock_offset_ms ?? 0;
}

const clockOffset = query.selectFrom('environment').select('clock_offset_ms').where('id', '=', 1);
