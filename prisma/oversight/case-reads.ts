import type pg from 'pg';
import type { CaseKind, CaseReads } from '../../api/oversight/case-reads.ts';
import { AUDIT_ACTS } from '../../domain/act-words.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import type { ClassTimes } from '../../domain/filing/filing-course.ts';
import { ENTITIES } from '../../domain/entities.ts';
import { engineFacts, type KeptFault } from '../../domain/standing/engine-facts.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { oneOf } from '../filing/filing-rows.ts';
import { fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { keptFault, LISTING_AGE } from '../standing/standing-facts.ts';
import { absentOfSeat, unableOfSeat } from './empty-seat.ts';
import { openTaskOf, type OpenTaskRow } from './open-task-row.ts';
import { entriesOfEntity } from './entity-reads.ts';

/** What explains a filing, a notice and a batch; it is true when no worker runs. */
export function createCaseReads(pool: pg.Pool): CaseReads {
  return {
    async factsOf({ kind, id }, at) {
      const nowMs = at.getTime();
      const row = await fetchFirst(pool, caseOf(kind, id, dayAt(nowMs)));
      if (row === undefined) {
        return null;
      }
      const { state_since: since, start_requested_at: requested, started_at: started, act, times } = row;
      return {
        nowMs,
        stateSinceMs: since.getTime(),
        workerAgeMs: row.worker_age_ms,
        startWaitsSinceMs: requested === null || started !== null ? null : requested.getTime(),
        engine: engineFacts(
          row.engine_fault,
          {
            revision: row.revision,
            isBegun: started !== null,
            isEnded: isOneOf(ENTITIES[kind].endedStates, row.state),
          },
          row.listing_age_ms,
        ),
        openAct: act === null ? null : { actId: act.id, ageMs: act.age_ms },
        tasks: row.tasks.map((task) => openTaskOf(task, nowMs)),
        times,
      };
    },
    async filingTimeline(filingId, { limit, after }) {
      const rows = await fetchAll(pool, entriesOfEntity('filing', filingId, after, limit + 1));
      return rows.map((row) => ({ ...row, act: oneOf(AUDIT_ACTS.filing, row.act) }));
    },
  };
}

interface CaseRow extends Row<'filing', 'state_since' | 'start_requested_at' | 'started_at'> {
  readonly times: ClassTimes | null;
  readonly state: string;
  readonly revision: number;
  readonly engine_fault: KeptFault | null;
  readonly listing_age_ms: number | null;
  readonly worker_age_ms: number | null;
  readonly act: (Row<'act', 'id'> & { readonly age_ms: number }) | null;
  readonly tasks: readonly OpenTaskRow[];
}

const COLUMNS = 'id, state, revision, state_since, start_requested_at, started_at';

/** Ages are measured on the database's real clock. */
const caseOf = sqlText<CaseRow, [kind: CaseKind, id: string, today: IsoDate]>(
  'oversight.caseFacts',
  `SELECT e.state, e.revision, e.state_since, e.start_requested_at, e.started_at, e.times,
     (SELECT (extract(epoch FROM now() - max(w.at)) * 1000)::float8 FROM worker_heartbeat w) AS worker_age_ms,
     ${keptFault('$1', '$2')} AS engine_fault, ${LISTING_AGE} AS listing_age_ms,
     (SELECT json_build_object('id', a.id, 'age_ms', (extract(epoch FROM now() - a.created_at) * 1000)::float8) FROM act a
       WHERE a.entity_kind = $1 AND a.entity_id = $2 AND a.answered_at IS NULL AND a.recorded_revision IS NULL
         AND a.state <> 'refused' ORDER BY a.created_at LIMIT 1) AS act,
     (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'organ', t.organ, 'section', t.section,
         'role', t.role, 'assignee', p.display_name, 'created_at', t.created_at, 'due_on', t.due_on, 'near_on', t.near_on,
         'escalate_on', t.escalate_on, 'absent', ${absentOfSeat('$3')},
         'gone', p.disabled_at IS NOT NULL, 'unable', ${unableOfSeat('$3')}) ORDER BY t.due_on, t.id), '[]')
       FROM task t LEFT JOIN person p ON p.id = t.assignee_id
       WHERE t.entity_kind = $1 AND t.entity_id = $2 AND t.state = 'open') AS tasks
   FROM (SELECT 'filing' AS kind, ${COLUMNS}, course -> 'times' AS times FROM filing
     UNION ALL SELECT 'notice', ${COLUMNS}, NULL FROM notice
     UNION ALL SELECT 'batch', ${COLUMNS}, NULL FROM batch) e
   WHERE e.kind = $1 AND e.id = $2`,
);
