import type pg from 'pg';
import type { DemandStore } from '../../api/demand/demand-ports.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { createCycleStore } from './cycle-store.ts';
import { createFileStoreOfDemand } from './entry-file.ts';
import { createEntryStoreOfDemand } from './entry-store.ts';

/** The demand lists as the routes read and write them. */
export function createDemandStore(pool: pg.Pool, sealer: Sealer): DemandStore {
  return {
    ...createCycleStore(pool),
    ...createEntryStoreOfDemand(pool, sealer),
    ...createFileStoreOfDemand(pool, sealer),
  };
}
