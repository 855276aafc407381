import type pg from 'pg';
import type { EngineReading } from '../../api/oversight/entity-reads.ts';
import { ENTITIES, ENTITY_KINDS } from '../../domain/entities.ts';
import { engineFacts, type KeptFault } from '../../domain/standing/engine-facts.ts';
import type { StandingEntity } from '../../domain/standing/standing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchFirst, sqlText } from '../kernel/statements.ts';
import { keptFault, LISTING_AGE } from './standing-facts.ts';

interface Read {
  readonly revision: number;
  readonly isBegun: boolean;
  readonly isEnded: boolean;
  readonly kept: KeptFault | null;
  readonly listingAgeMs: number | null;
  readonly workerAgeMs: number | null;
}

const engineOf = sqlText<Read, [kind: string, id: string]>(
  'standing.engineOf',
  `SELECT e.revision, e."isBegun", e."isEnded", ${keptFault('$1', '$2')} AS kept, ${LISTING_AGE} AS "listingAgeMs",
     (SELECT (extract(epoch FROM now() - max(w.at)) * 1000)::float8 FROM worker_heartbeat w) AS "workerAgeMs"
   FROM (${ENTITY_KINDS.map((kind) => {
     const { table, endedStates } = ENTITIES[kind];
     return `SELECT revision, started_at IS NOT NULL AS "isBegun", state IN (${sqlList(endedStates)}) AS "isEnded"
       FROM ${table} WHERE $1 = '${kind}' AND id = $2`;
   }).join('\n     UNION ALL ')}) AS e`,
);

/** What the engine says of one entity, whatever it is; of one that does not exist nothing is wrong. */
export async function readEngine(pool: pg.Pool, { kind, id }: StandingEntity): Promise<EngineReading> {
  const read = await fetchFirst(pool, engineOf(kind, id));
  if (read === undefined) {
    return { isOpen: false, engine: { fault: null, listingAgeMs: null }, workerAgeMs: null };
  }
  const { kept, listingAgeMs, workerAgeMs, ...row } = read;
  return { isOpen: row.isBegun && !row.isEnded, engine: engineFacts(kept, row, listingAgeMs), workerAgeMs };
}
