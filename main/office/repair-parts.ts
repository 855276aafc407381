import type { Client } from '@temporalio/client';
import type pg from 'pg';
import type { RepairCalls } from '../../activities/repair-ports.ts';
import { createRepairWork, type RepairWork } from '../../activities/repair-work.ts';
import type { RepairDependencies } from '../../api/repair/propose-repair.ts';
import type { WorkflowDesk } from '../../api/kernel/entity-desk.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { ActVerifier } from '../../prisma/kernel/act-signing.ts';
import type { KeyedHashes } from '../../prisma/kernel/audit-digests.ts';
import { createDiagnosisStore } from '../../prisma/oversight/diagnosis-facts.ts';
import { createEntityLook } from '../../prisma/repair/repair-facts.ts';
import { createRepairStore } from '../../prisma/repair/repair-store.ts';
import { createRepairWorkStore } from '../../prisma/worker/repair-work.ts';
import type { RouteParts } from './api-routes.ts';
import { createEngineRuns } from './engine-runs.ts';

interface RepairParts {
  readonly client: Client;
  readonly desk: Pick<WorkflowDesk, 'restart' | 'replace' | 'deliver'>;
  readonly library: PolicyLibrary;
  readonly trust: { readonly verify: ActVerifier; readonly keyed: KeyedHashes };
  readonly log: { warn(facts: object, sentence: string): void };
}

/** How the worker applies approved repairs and looks what came of them. */
export function repairWorkOf(
  pool: pg.Pool,
  { client, desk, library, trust: { verify, keyed }, log }: RepairParts,
): RepairWork {
  const runs = createEngineRuns(client);
  return createRepairWork({
    store: createRepairWorkStore(pool, { verify, keyed, calendar: library.calendar }),
    look: createEntityLook(pool, { runs, diagnoses: createDiagnosisStore(pool, library) }),
    calls: repairCallsOf(desk),
    log,
  });
}

/** What operators propose so that an entity goes on. */
export function repairsOf({
  database: { pool },
  sealer,
  library,
  signing,
  runs,
}: Pick<RouteParts, 'database' | 'sealer' | 'library' | 'signing' | 'runs'>): RepairDependencies {
  const look = createEntityLook(pool, { runs, diagnoses: createDiagnosisStore(pool, library) });
  return { repairs: createRepairStore(pool, { sealer, calendar: library.calendar, signing, look }) };
}

const DELIVERED_WITHIN_MS = 5_000;

function repairCallsOf(desk: RepairParts['desk']): RepairCalls {
  return {
    restart: (entity, id) => desk.restart(entity, id),
    replace: (entity, id) => desk.replace(entity, id),
    deliver: async (actId) => (await desk.deliver(actId, DELIVERED_WITHIN_MS)).kind,
  };
}
