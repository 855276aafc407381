import type pg from 'pg';
import { askStanding } from '../../activities/standing.ts';
import type { StandingEngine } from '../../activities/standing-ports.ts';
import type { Standings } from '../../api/oversight/diagnosis-ports.ts';
import { createStandingStore } from '../../prisma/standing/standing-store.ts';

/** Asks the engine about one entity within a request. */
export function standingsNow(
  engine: StandingEngine,
  pool: pg.Pool,
  log: { warn(facts: object, sentence: string): void },
): Standings {
  const parts = { engine, store: createStandingStore(pool), systemNow: Date.now };
  return {
    async askNow(entity) {
      try {
        await askStanding(parts, entity);
      } catch (error) {
        // What was last seen is told, with its age; after three minutes without a listing the cause is the engine.
        log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'The engine could not be asked now');
      }
    },
  };
}
