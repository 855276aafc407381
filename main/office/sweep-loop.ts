import { setTimeout as pause } from 'node:timers/promises';
import type { SweepStore } from '../../activities/sweep-ports.ts';
import type { StandingTurns } from '../../activities/standing.ts';
import { carryOutJump, type JumpDependencies, type Sweeps } from '../../activities/sweeps.ts';
import { createSweepLock, type SweepLock } from '../../prisma/worker/sweep-lock.ts';

const EVERY_MS = 500;
const BEAT_MS = 3_000;
/** What the engine says is asked once a minute, and sooner after a turn that failed. */
const STANDING_MS = 60_000;
const STANDING_AGAIN_MS = 10_000;

interface LoopParts {
  readonly databaseUrl: string;
  readonly workerId: string;
  readonly store: SweepStore;
  readonly sweeps: Sweeps;
  readonly jump: JumpDependencies;
  readonly standing: StandingTurns;
  readonly log: { warn(facts: object, sentence: string): void };
}

/**
 * Only one worker at a time, the one with the lock, sweeps, jumps, and asks the engine, which delays no sweep. Every
 * worker writes its own heartbeat.
 */
export function runUnderLock(parts: LoopParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const startedAt = new Date();
  const beats = every(BEAT_MS, stopping.signal, parts, () => parts.store.beat(parts.workerId, startedAt));
  const lock = createSweepLock(parts.databaseUrl);
  // The next turn repeats a failed check.
  const calendar = { isChecked: false };
  const turns = every(EVERY_MS, stopping.signal, parts, async () => {
    const held = await lock.held();
    if (held === 'none') {
      return;
    }
    if (held === 'new') {
      calendar.isChecked = false;
    }
    if (!calendar.isChecked) {
      await parts.store.recomputeDeadlines();
      calendar.isChecked = true;
    }
    await carryOutJump(parts.jump);
    await parts.sweeps.sweep({ eager: false });
  });
  const standing = every(EVERY_MS, stopping.signal, parts, standingTurns(parts, lock, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all([beats, turns, standing]);
      await lock.release();
    },
  };
}

/** Only the turns that are due, and only under the lock. */
function standingTurns({ standing }: LoopParts, lock: SweepLock, signal: AbortSignal): () => Promise<void> {
  let dueMs = 0;
  return async () => {
    if (!lock.isOurs() || Date.now() < dueMs) {
      return;
    }
    dueMs = Date.now() + STANDING_AGAIN_MS;
    await standing.turn(signal);
    dueMs = Date.now() + STANDING_MS;
  };
}

/** Logs a failed turn once and repeats it: its unfinished work is still in the database. */
async function every(ms: number, signal: AbortSignal, { log }: LoopParts, turn: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await turn().catch((error: unknown) => {
      log.warn(
        { reason: error instanceof Error ? error.name : 'unknown' },
        'A turn of the sweeps failed and is repeated',
      );
    });
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }
}
