import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { SweepStore } from '../../activities/sweep-ports.ts';
import { carryOutJump, type JumpDependencies, type Sweeps } from '../../activities/sweeps.ts';

const EVERY_MS = 500;
const BEAT_MS = 3_000;
const LOCK = 'butie sweeps';

interface LoopParts {
  readonly databaseUrl: string;
  readonly workerId: string;
  readonly store: SweepStore;
  readonly sweeps: Sweeps;
  readonly jump: JumpDependencies;
  readonly log: { warn(facts: object, sentence: string): void };
}

/**
 * Only one worker at a time sweeps and jumps: the advisory lock has its own connection, so a worker that
 * dies releases it. Every worker writes its own heartbeat.
 */
export function runUnderLock(parts: LoopParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const startedAt = new Date();
  const beats = every(BEAT_MS, stopping.signal, parts, () => parts.store.beat(parts.workerId, startedAt));
  const lock = createLock(parts.databaseUrl);
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

function createLock(databaseUrl: string) {
  const kept: { client: pg.Client | null } = { client: null };
  const drop = () => {
    kept.client = null;
  };
  return {
    async held(): Promise<'none' | 'new' | 'kept'> {
      if (kept.client !== null) {
        return 'kept';
      }
      const client = new pg.Client({ connectionString: databaseUrl, application_name: 'butie sweeps' });
      client.on('error', drop);
      client.on('end', drop);
      await client.connect();
      const taken = await client.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
        [LOCK],
      );
      if (taken.rows[0]?.taken !== true) {
        await client.end();
        return 'none';
      }
      kept.client = client;
      return 'new';
    },
    async release(): Promise<void> {
      await kept.client?.end();
    },
  };
}
