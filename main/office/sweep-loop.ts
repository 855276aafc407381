import { setTimeout as pause } from 'node:timers/promises';
import type { SweepStore } from '../../activities/sweep-ports.ts';
import { carryOutJump, type JumpDependencies, type Sweeps } from '../../activities/sweeps.ts';
import { createSweepLock } from '../../prisma/worker/sweep-lock.ts';

const EVERY_MS = 500;
const BEAT_MS = 3_000;

interface LoopParts {
  readonly databaseUrl: string;
  readonly workerId: string;
  readonly store: SweepStore;
  readonly sweeps: Sweeps;
  readonly jump: JumpDependencies;
  readonly log: { warn(facts: object, sentence: string): void };
}

/** Only one worker at a time, the one with the lock, sweeps and jumps. Every worker writes its own heartbeat. */
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
  return {
    async stop() {
      stopping.abort();
      await Promise.all([beats, turns]);
      await lock.release();
    },
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
