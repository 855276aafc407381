import { setTimeout as pause } from 'node:timers/promises';
import type { CheckRuns } from '../../prisma/check/check-runs.ts';

/** How often the database is asked whether a run is due; ours. */
const EVERY_MS = 2_000;

/**
 * Runs the checks of the office that are due, beside the sweeps, so that a long one delays nothing. Any number of workers
 * may have this loop: one of them runs at a time.
 */
export function runCheckLoop(
  checks: CheckRuns,
  log: { warn(facts: object, sentence: string): void },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const turns = async (): Promise<void> => {
    while (!signal.aborted) {
      await checks.turn().catch((error: unknown) => {
        log.warn(
          { reason: error instanceof Error ? error.name : 'unknown' },
          'A turn of the checks failed and is repeated',
        );
      });
      await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = turns();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
