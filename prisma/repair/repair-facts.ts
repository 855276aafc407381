import type pg from 'pg';
import type { EngineRuns, LookAtEntity } from '../../activities/repair-ports.ts';
import type { DiagnosisStore } from '../../api/oversight/diagnosis-ports.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { diagnose } from '../../domain/oversight/diagnose.ts';
import { causeOf, faultsOf, type RepairFacts, type TasksFound } from '../../domain/repair/repair-facts.ts';
import { changeTasks } from '../../domain/task/task-changes.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { readTasksOfClaim } from './claim-tasks.ts';

interface Engine {
  readonly runs: EngineRuns;
  readonly diagnoses: Pick<DiagnosisStore, 'factsOf'>;
}

/** Looks at an entity: its row and what belongs to it, and then its run, so that no act between the two looks like a loss. */
export function createEntityLook(pool: pg.Pool, { runs, diagnoses }: Engine): LookAtEntity {
  return async (entity, id, at) => {
    const stored = await readStored(pool, entity, id);
    if (stored === null) {
      return null;
    }
    const facts = { ...stored.facts, run: await runs.runOf(entity, id) };
    const diagnosed = entity === 'claim' ? await diagnoses.factsOf(id, at) : null;
    const faults = faultsOf(facts);
    const cause = causeOf(faults, diagnosed === null ? null : diagnose(diagnosed).cause);
    return { jurisdiction: stored.jurisdiction, facts, seen: { cause, faults, atMs: at.getTime() } };
  };
}

interface Stored {
  readonly jurisdiction: string;
  readonly facts: Omit<RepairFacts, 'run'>;
}

async function readStored(pool: pg.Pool, entity: EntityKind, id: string): Promise<Stored | null> {
  const [row, acts, taken, ofClaim] = await Promise.all([
    fetchFirst(pool, rowOf(entity, id)),
    fetchAll(pool, waitingActs(entity, id)),
    fetchAll(pool, takenTasks(entity, id)),
    entity === 'claim' ? claimParts(pool, id) : NO_PARTS,
  ]);
  if (row === undefined) {
    return null;
  }
  const { course } = row;
  const facts = {
    state: row.state,
    revision: course?.revision ?? 0,
    isBegun: course !== null && course.lastActId !== '',
    isEnded: row.is_ended,
    timerAtMs: course?.timer?.atMs ?? null,
    taken: taken.map(({ id: taskId, assignee_id: assigneeId, is_gone: isAssigneeGone }) => ({
      taskId,
      assigneeId,
      isAssigneeGone,
    })),
    waitingActs: acts.map(({ id: actId, act }) => ({ actId, act })),
    ...ofClaim,
  };
  return { jurisdiction: row.jurisdiction, facts };
}

interface RowOf {
  readonly jurisdiction: string;
  readonly state: string;
  readonly is_ended: boolean;
  readonly course: {
    readonly revision: number;
    readonly lastActId: string;
    readonly timer?: { readonly atMs: number } | null;
  } | null;
}

/** A draft is its owner's alone, and nothing runs for it (S7). */
const NO_DRAFT: Readonly<Partial<Record<EntityKind, string>>> = {
  claim: ' AND submitted_at IS NOT NULL',
  filing: ' AND filed_at IS NOT NULL',
  grant: ' AND submitted_at IS NOT NULL',
};

const rowOf = sqlText<RowOf, [kind: EntityKind, id: string]>(
  'repair.rowOf',
  ENTITY_KINDS.map((kind) => {
    const { table, endedStates } = ENTITIES[kind];
    return `SELECT jurisdiction, state, state IN (${sqlList(endedStates)}) AS is_ended, course FROM ${table}
      WHERE $1 = '${kind}' AND id = $2${NO_DRAFT[kind] ?? ''}`;
  }).join(' UNION ALL '),
);

/** Longer than the relays need to send an act again. */
const UNANSWERED = '7 seconds';

const waitingActs = sqlText<Row<'act', 'id' | 'act'>, [kind: EntityKind, id: string]>(
  'repair.waitingActs',
  `SELECT id, act FROM act WHERE entity_kind = $1 AND entity_id = $2 AND answered_at IS NULL AND recorded_revision IS NULL
     AND state <> 'refused' AND created_at < now() - interval '${UNANSWERED}' ORDER BY created_at LIMIT 20`,
);

const takenTasks = sqlText<
  Row<'task', 'id'> & { readonly assignee_id: string; readonly is_gone: boolean },
  [kind: EntityKind, id: string]
>(
  'repair.takenTasks',
  `SELECT t.id, p.id AS assignee_id, p.disabled_at IS NOT NULL AS is_gone FROM task t JOIN person p ON p.id = t.assignee_id
   WHERE t.entity_kind = $1 AND t.entity_id = $2 AND t.state = 'open' ORDER BY t.created_at, t.id`,
);

type ClaimParts = Pick<RepairFacts, 'tasks' | 'holds'>;
const NO_PARTS: ClaimParts = { tasks: { missing: [], orphans: [] }, holds: [] };

async function claimParts(pool: pg.Pool, claimId: string): Promise<ClaimParts> {
  const [tasks, holds] = await Promise.all([tasksFound(pool, claimId), fetchAll(pool, standingHolds(claimId))]);
  return {
    tasks,
    holds: holds.map(({ id: holdId, category, is_of_case: isOfCase }) => ({ holdId, category, isOfCase })),
  };
}

const standingHolds = sqlText<Row<'hold', 'id' | 'category'> & { readonly is_of_case: boolean }, [claimId: string]>(
  'repair.standingHolds',
  `SELECT h.id, h.category, EXISTS (SELECT FROM integrity_case_claim held JOIN integrity_case k ON k.id = held.case_id
       AND k.closed_at IS NULL WHERE held.hold_id = h.id) AS is_of_case
   FROM hold h WHERE h.claim_id = $1 AND h.released_at IS NULL ORDER BY h.created_at, h.id`,
);

async function tasksFound(pool: pg.Pool, claimId: string): Promise<TasksFound> {
  const tasks = await readTasksOfClaim(pool, claimId);
  if (tasks === null) {
    return NO_PARTS.tasks;
  }
  const { opened, ended } = changeTasks(tasks.open, tasks.wanted);
  return {
    missing: opened.map(({ kind, stage, round }) => ({ kind, stage, round })),
    orphans: tasks.open.flatMap(({ id: taskId, kind }) => (ended.includes(taskId) ? [{ taskId, kind }] : [])),
  };
}
