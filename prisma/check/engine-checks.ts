import { HISTORY_LIMIT_BYTES, HISTORY_LIMIT_EVENTS, MACHINE_PATIENCE_MS } from '../../domain/check/check-limits.ts';
import { ENTITIES, ENTITY_KINDS } from '../../domain/entities.ts';
import { toldFault } from '../../domain/standing/engine-fault.ts';
import type { RowSeen } from '../../domain/standing/standing.ts';
import type { EngineFault } from '../../domain/standing/standing-words.ts';
import type { FindingKind } from '../../domain/check/check-words.ts';
import type { Found } from '../../domain/check/finding-changes.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchFirst, sqlText, type Connection } from '../kernel/statements.ts';
import { checkText, finding, foundOf, type Checked, type FoundJson } from './checked.ts';

/** Every entity, with its state, jurisdiction and end. */
const ROWS = ENTITY_KINDS.map((kind) => {
  const { table, endedStates } = ENTITIES[kind];
  return `SELECT '${kind}' AS kind, id, jurisdiction, state, state_since, revision, started_at IS NOT NULL AS is_begun,
       state IN (${sqlList(endedStates)}) AS is_ended FROM ${table}`;
}).join('\n       UNION ALL ');

/** What Temporal says of a run `s`, with its row `e` where there is one. */
const OF_RUN = {
  subject: `s.entity_kind || '/' || s.entity_id`,
  entityKind: 's.entity_kind',
  entityId: 's.entity_id',
  claimId: `CASE WHEN s.entity_kind = 'claim' THEN s.entity_id END`,
  jurisdiction: 'e.jurisdiction',
} as const;
const RUNS = `workflow_standing s LEFT JOIN (${ROWS}) AS e ON e.kind = s.entity_kind AND e.id = s.entity_id`;

/** What the domain judges a kept fault by. */
interface Judged {
  readonly fault: EngineFault;
  readonly ageMs: number;
  readonly looks: number;
  readonly rowRevision: number | null;
  readonly row: RowSeen;
}

/** Of every kept fault; ages are counted from $1 of the real clock. */
const keptFaults = sqlText<
  { readonly examined: number; readonly found: readonly (FoundJson & { readonly judged: Judged })[] },
  [now: Date]
>(
  'check.keptFaults',
  checkText(
    'FROM workflow_standing',
    `SELECT ${finding({
      ...OF_RUN,
      evidence: {
        state: 'e.state',
        status: 's.status',
        runId: 's.run_id',
        ownRevision: 's.own_revision',
        rowRevision: 's.row_revision',
        taskFailure: 's.task_failure',
        activityType: 's.activity_type',
        activityFailure: 's.activity_failure',
      },
    })}, json_build_object('fault', s.fault, 'looks', s.fault_looks, 'rowRevision', s.row_revision,
       'ageMs', (extract(epoch FROM $1::timestamptz - s.fault_since) * 1000)::float8,
       'row', json_build_object('revision', e.revision, 'isBegun', e.is_begun, 'isEnded', e.is_ended)) AS judged
     FROM ${RUNS} WHERE s.fault IS NOT NULL AND e.id IS NOT NULL`,
  ),
);

/** The check of each fault. */
const CHECK_OF = {
  workflowMissing: 'rowWithoutWorkflow',
  workflowEnded: 'workflowEndedRowOpen',
  workflowBehind: 'workflowBehind',
  workflowTaskFailing: 'workflowTaskFailing',
  activityFailing: 'activityFailing',
} as const satisfies Readonly<Record<EngineFault, FindingKind>>;

/** W1, W3, W4, W5, W6: the faults that the diagnosis tells, too (`toldFault`). */
export async function readFaults(
  connection: Connection,
  now: Date,
): Promise<{ readonly examined: number; readonly found: readonly Found[] }> {
  const { examined = 0, found = [] } = (await fetchFirst(connection, keptFaults(now))) ?? {};
  const told = found.flatMap(({ judged: { fault, ageMs, looks, rowRevision, row }, ...one }) => {
    const kept = { found: { fault, sinceMs: 0, looks }, rowRevision };
    const said = toldFault(kept, row, ageMs);
    return said === null ? [] : foundOf(CHECK_OF[said], { examined, found: [one] });
  });
  return { examined, found: told };
}

/**
 * W2: a workflow runs, and there is no row of its entity, or the row had ended when the workflow was seen: what was seen
 * before the end says nothing of it.
 */
export const runsWithoutRow = sqlText<Checked, [at: Date]>(
  'check.runsWithoutRow',
  checkText(
    `FROM workflow_standing WHERE status = 'running'`,
    `SELECT ${finding({ ...OF_RUN, evidence: { state: 'e.state', runId: 's.run_id' } })}
     FROM ${RUNS} WHERE s.status = 'running' AND (e.id IS NULL OR e.is_ended AND s.row_revision = e.revision
       AND e.state_since < $1::timestamptz - interval '${MACHINE_PATIENCE_MS} milliseconds')`,
  ),
);

/** W8: the history of a run comes near to what Temporal takes. */
export const historiesNearLimit = sqlText<Checked, []>(
  'check.historiesNearLimit',
  checkText(
    `FROM workflow_standing WHERE status = 'running'`,
    `SELECT ${finding({ ...OF_RUN, evidence: { runId: 's.run_id' } })}
     FROM ${RUNS} WHERE s.status = 'running'
       AND (s.history_length >= ${HISTORY_LIMIT_EVENTS} OR s.history_bytes >= ${HISTORY_LIMIT_BYTES})`,
  ),
);
