import type pg from 'pg';
import type { RowAndFault, StandingStore, Suspect } from '../../activities/standing-ports.ts';
import { ENTITIES, ENTITY_KINDS } from '../../domain/entities.ts';
import type { FoundFault, Standing, StandingEntity } from '../../domain/standing/standing.ts';
import { STANDING_RIGHTS } from '../kernel/rights-of-standing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, jsonText, sqlText, type Row } from '../kernel/statements.ts';

/** What the engine said of workflows, beside their rows (ADR 0068). */
export function createStandingStore(pool: pg.Pool): StandingStore {
  return {
    suspects: (listed) => fetchAll(pool, suspects(...inColumns(listed))),

    async rowsOf(entities) {
      const rows = await fetchAll(pool, rowsOf(...inColumns(entities)));
      return rows.map(({ kind, id, revision, is_begun: isBegun, is_ended: isEnded, ...last }): RowAndFault => ({
        kind,
        id,
        row: revision === null ? null : { revision, isBegun, isEnded },
        before: foundOf(last),
      }));
    },

    async keep(standings) {
      await execute(pool, keep(jsonText(standings.map(columnsOf))));
    },

    async forget(entities) {
      await execute(pool, forget(...inColumns(entities)));
    },

    async listed({ pages, runs }) {
      await execute(pool, listed(pages, runs));
    },
  };
}

type Columns = readonly [kinds: readonly string[], ids: readonly string[]];

function inColumns(entities: readonly StandingEntity[]): Columns {
  return [entities.map(({ kind }) => kind), entities.map(({ id }) => id)];
}

function foundOf(last: Pick<SeenEntity, 'fault' | 'fault_since' | 'fault_looks'>): FoundFault | null {
  return last.fault === null || last.fault_since === null
    ? null
    : { fault: last.fault, sinceMs: last.fault_since.getTime(), looks: last.fault_looks ?? 0 };
}

const instantOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function columnsOf({ activity, found, ...seen }: StandingEntity & Standing) {
  return {
    entity_kind: seen.kind,
    entity_id: seen.id,
    run_id: seen.runId,
    status: seen.status,
    started_at: instantOf(seen.startedAtMs),
    closed_at: instantOf(seen.closedAtMs),
    history_length: seen.historyLength,
    history_bytes: seen.historyBytes,
    task_attempt: seen.taskAttempt,
    task_failure: seen.taskFailure,
    pending_activities: seen.pendingActivities,
    activity_type: activity?.type ?? null,
    activity_attempt: activity?.attempt ?? null,
    activity_failure: activity?.failure ?? null,
    activity_since: instantOf(activity?.sinceMs ?? null),
    own_revision: seen.ownRevision,
    row_revision: seen.rowRevision,
    fault: found?.fault ?? null,
    fault_since: instantOf(found?.sinceMs ?? null),
    fault_looks: found?.looks ?? 0,
  };
}

/** At most as many entities of each reason as a turn can ask, so that many lost ones keep no other from its turn. */
const MOST_SUSPECTS = 1_000;
const MOST_TURNS = 200;
/** An entity that was asked so lately waits for its next turn. */
const TURN_EVERY = '4 minutes';
const SILENT_AFTER = '60 seconds';

const BEGUN = ENTITY_KINDS.map((kind) => {
  const { table, endedStates } = ENTITIES[kind];
  return `SELECT '${kind}' AS kind, id FROM ${table} WHERE started_at IS NOT NULL AND state NOT IN (${sqlList(endedStates)})`;
}).join('\n    UNION ALL ');

const suspects = sqlText<Suspect, [...Columns]>(
  'standing.suspects',
  `WITH listed AS (SELECT * FROM unnest($1::text[], $2::text[]) AS l (kind, id)),
   begun AS (${BEGUN}),
   said AS (SELECT entity_kind AS kind, entity_id AS id, fault, seen_at FROM workflow_standing)
   (SELECT b.kind, b.id, 'lost' AS suspicion FROM begun b
     WHERE NOT EXISTS (SELECT FROM listed l WHERE l.kind = b.kind AND l.id = b.id) LIMIT ${MOST_SUSPECTS})
   UNION ALL (SELECT l.kind, l.id, 'stray' FROM listed l
     WHERE NOT EXISTS (SELECT FROM begun b WHERE b.kind = l.kind AND b.id = l.id) LIMIT ${MOST_SUSPECTS})
   UNION ALL (SELECT s.kind, s.id, 'kept' FROM said s
     WHERE s.fault IS NOT NULL OR NOT EXISTS (SELECT FROM begun b WHERE b.kind = s.kind AND b.id = s.id)
     ORDER BY s.seen_at LIMIT ${MOST_SUSPECTS})
   UNION ALL (SELECT a.entity_kind, a.entity_id, 'silent' FROM act a
     WHERE a.answered_at IS NULL AND a.recorded_revision IS NULL AND a.state <> 'refused'
       AND a.created_at < now() - interval '${SILENT_AFTER}' LIMIT ${MOST_SUSPECTS})
   UNION ALL (SELECT b.kind, b.id, 'turn' FROM begun b LEFT JOIN said s ON s.kind = b.kind AND s.id = b.id
     WHERE s.seen_at IS NULL OR s.seen_at < now() - interval '${TURN_EVERY}'
     ORDER BY s.seen_at NULLS FIRST, b.id LIMIT ${MOST_TURNS})`,
);

interface SeenEntity extends Pick<Suspect, 'kind' | 'id'> {
  readonly revision: number | null;
  readonly is_begun: boolean;
  readonly is_ended: boolean;
  readonly fault: Row<'workflow_standing'>['fault'];
  readonly fault_since: Date | null;
  readonly fault_looks: number | null;
}

const rowsOf = sqlText<SeenEntity, [...Columns]>(
  'standing.rowsOf',
  `SELECT a.kind, a.id, e.revision, coalesce(e.is_begun, false) AS is_begun, coalesce(e.is_ended, false) AS is_ended,
     s.fault, s.fault_since, s.fault_looks
   FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS a (kind, id, place)
   LEFT JOIN LATERAL (${ENTITY_KINDS.map((kind) => {
     const { table, endedStates } = ENTITIES[kind];
     return `SELECT revision, started_at IS NOT NULL AS is_begun, state IN (${sqlList(endedStates)}) AS is_ended
       FROM ${table} WHERE a.kind = '${kind}' AND id = a.id`;
   }).join('\n     UNION ALL ')}) e ON true
   LEFT JOIN workflow_standing s ON s.entity_kind = a.kind AND s.entity_id = a.id
   ORDER BY a.place`,
);

/** What a look writes anew, besides its own instant. */
const KEPT = STANDING_RIGHTS.workflow_standing.update.filter((column) => column !== 'seen_at');

const keep = sqlText<never, [standings: string]>(
  'standing.keep',
  `INSERT INTO workflow_standing (entity_kind, entity_id, ${KEPT.join(', ')}, seen_at)
   SELECT entity_kind, entity_id, ${KEPT.join(', ')}, now() FROM jsonb_populate_recordset(NULL::workflow_standing, $1::jsonb)
   ON CONFLICT (entity_kind, entity_id) DO UPDATE SET ${KEPT.map((column) => `${column} = excluded.${column}`).join(', ')},
     seen_at = excluded.seen_at`,
);

const forget = sqlText<never, [...Columns]>(
  'standing.forget',
  `DELETE FROM workflow_standing s USING unnest($1::text[], $2::text[]) AS e (kind, id)
   WHERE s.entity_kind = e.kind AND s.entity_id = e.id`,
);

const listed = sqlText<never, [pages: number, runs: number]>(
  'standing.listed',
  `INSERT INTO standing_turn (id, listed_at, pages, runs) VALUES (true, now(), $1, $2)
   ON CONFLICT (id) DO UPDATE SET listed_at = now(), pages = $1, runs = $2`,
);
