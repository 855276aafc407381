import { HISTORY_LIMIT_BYTES, HISTORY_LIMIT_EVENTS, MACHINE_PATIENCE_MS } from '../../domain/check/check-limits.ts';
import { ENTITIES, ENTITY_KINDS } from '../../domain/entities.ts';
import type { EngineFault } from '../../domain/standing/standing-words.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { sqlText } from '../kernel/statements.ts';
import { checkText, finding, type Checked } from './checked.ts';

/** Every entity, with its state, jurisdiction and end. */
const ROWS = ENTITY_KINDS.map((kind) => {
  const { table, endedStates } = ENTITIES[kind];
  return `SELECT '${kind}' AS kind, id, jurisdiction, state, state_since, state IN (${sqlList(endedStates)}) AS is_ended FROM ${table}`;
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

/** W1, W3, W4, W5, W6: the fault of a run ($1) that was seen more than once. */
export const runsAtFault = sqlText<Checked, [fault: EngineFault]>(
  'check.runsAtFault',
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
    })}
     FROM ${RUNS} WHERE s.fault = $1 AND s.fault_looks > 1 AND e.id IS NOT NULL`,
  ),
);

/** W2: a workflow runs, and there is no row of its entity, or it has ended before. */
export const runsWithoutRow = sqlText<Checked, [at: Date]>(
  'check.runsWithoutRow',
  checkText(
    `FROM workflow_standing WHERE status = 'running'`,
    `SELECT ${finding({ ...OF_RUN, evidence: { state: 'e.state', runId: 's.run_id' } })}
     FROM ${RUNS} WHERE s.status = 'running' AND (e.id IS NULL OR e.is_ended
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
