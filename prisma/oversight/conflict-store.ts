import type pg from 'pg';
import type { ConflictEntry, ConflictReads, Target } from '../../api/oversight/conflict-ports.ts';
import { ALL_AUDIT_ACTS } from '../../domain/act-words.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { oneOf } from '../filing/filing-rows.ts';
import { fetchFirst, sqlText } from '../kernel/statements.ts';

/** What overtook a request: the revision of what it acted on, and the last entries of its audit. */
export function createConflictReads(pool: pg.Pool): ConflictReads {
  return {
    task: async (taskId) => (await fetchFirst(pool, taskActedOn(taskId))) ?? null,
    revisionOf: async (kind, id) => (await fetchFirst(pool, revisionIn(kind, id)))?.revision ?? null,
    async lastEntry({ kind, id, taskId, after, ofTask, at }) {
      const row = await fetchFirst(pool, lastEntry(kind, id, after, ofTask ? taskId : null, at));
      return row === undefined ? null : { ...row, act: oneOf(ALL_AUDIT_ACTS, row.act) };
    },
    lawOf: async (claimId) => (await fetchFirst(pool, lawOfClaim(claimId)))?.law ?? null,
  };
}

const taskActedOn = sqlText<Target, [taskId: string]>(
  'oversight.taskActedOn',
  `SELECT t.entity_kind AS kind, t.entity_id AS id, t.revision, t.id AS "taskId", t.state = 'open' AS "isOpen",
     t.done_at AS "doneAt" FROM task t WHERE t.id = $1`,
);

const revisionIn = sqlText<{ readonly revision: number }, [kind: EntityKind, id: string]>(
  'oversight.revisionOfEntity',
  ENTITY_KINDS.map(
    (kind) => `SELECT e.revision FROM ${ENTITIES[kind].table} e WHERE $1 = '${kind}' AND e.id = $2`,
  ).join(' UNION ALL '),
);

const lastEntry = sqlText<
  Omit<ConflictEntry, 'act'> & { readonly act: string },
  [kind: string, id: string, after: number | null, taskId: string | null, at: Date | null]
>(
  'oversight.lastEntry',
  `SELECT a.seq, a.revision, a.act, a.at, a.person_id AS "personId", a.organ, a.section, p.display_name AS "displayName",
     coalesce(y.kind = 'person', false) AS "isPrivate", a.facts
   FROM audit_entry a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN party y ON y.id = p.party_id
   WHERE a.entity_kind = $1 AND a.entity_id = $2 AND a.act NOT IN ('reveal', 'task.remind')
     AND ($3::int IS NULL OR a.revision > $3) AND ($4::text IS NULL OR a.facts ->> 'taskId' = $4)
     AND ($5::timestamptz IS NULL OR (a.at = $5 AND a.act NOT LIKE 'task.%'))
   ORDER BY a.person_id IS NULL, a.seq DESC LIMIT 1`,
);

const lawOfClaim = sqlText<{ readonly law: PolicySnapshot['routeDefinition'] }, [claimId: string]>(
  'oversight.lawOfClaim',
  `SELECT s.content -> 'routeDefinition' AS law FROM claim c JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
   WHERE c.id = $1`,
);
