import type pg from 'pg';
import type { Clock } from '../../api/kernel/clock.ts';
import type { PracticeClock } from '../../api/practice/practice-ports.ts';
import { violates } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';

const KEPT_MS = 1_000;

/** Business time in practice mode: the system's clock and the environment's offset, which is read at most once a second. */
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
        await pool.query(
          `INSERT INTO clock_jump (id, from_offset_ms, to_offset_ms, target_at, state, requested_by, requested_at)
           VALUES ($1, $2, $3, $4, 'requested', $5, $6)`,
          [jumpId, fromOffsetMs, targetAt.getTime() - systemNow(), targetAt, personId, new Date(systemNow())],
        );
      } catch (error) {
        if (violates(error, 'clock_jump_one_running')) {
          return { kind: 'running' };
        }
        throw error;
      }
      return { kind: 'requested', jumpId };
    },

    async jump(jumpId) {
      const found = await pool.query<{ state: string; note: string | null }>(
        'SELECT state, note FROM clock_jump WHERE id = $1',
        [jumpId],
      );
      return found.rows[0] ?? { state: 'unknown', note: null };
    },
  };
}

/** Live mode has no other time than the system's. */
export function createSystemClock(): Clock {
  return { now: () => Promise.resolve(new Date()) };
}

async function readOffset(pool: pg.Pool): Promise<number> {
  const found = await pool.query<{ clock_offset_ms: number }>({
    name: 'clock-offset',
    text: 'SELECT clock_offset_ms FROM environment WHERE id = 1',
  });
  return found.rows[0]?.clock_offset_ms ?? 0;
}
