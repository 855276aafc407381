import type pg from 'pg';
import type { EntityEntry, EntityReads, GrantPayout, PinnedYear } from '../../api/oversight/entity-reads.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { AUDIT_ACTS } from '../../domain/act-words.ts';
import type { GrantTaskFacts } from '../../domain/grant/grant-empty-seat.ts';
import { NOTICE_GRANT_STATES } from '../../domain/grant/grant-state.ts';
import { oneOf } from '../filing/filing-rows.ts';
import { readEngine } from '../standing/engine-reading.ts';
import { absentOfSeat } from './empty-seat.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, sqlText } from '../kernel/statements.ts';

/** What explains grants, calls, plans and cycles, from Postgres alone: it is true when no worker runs. */
export function createEntityReads(pool: pg.Pool): EntityReads {
  return {
    async timeline({ kind, id }, { limit, after }) {
      const rows = await fetchAll(pool, entriesOfEntity(kind, id, after, limit + 1));
      return rows.map((row) => ({ ...row, act: oneOf(AUDIT_ACTS[kind], row.act) }));
    },
    grantTasks: (grantId, today) => fetchAll(pool, tasksOf(grantId, today)),
    async openScores(callId) {
      return (await fetchFirst(pool, scoresOpen(callId)))?.count ?? 0;
    },
    grantPayouts: (grantId) => fetchAll(pool, payoutsOf(grantId)),
    grantYears: (grantId) => fetchAll(pool, yearsOf(grantId)),
    async grantStart(grantId) {
      return (await fetchFirst(pool, startOf(grantId))) ?? { isStarted: false, noticeEndsAt: null };
    },
    async isCallStarted(callId) {
      return (await fetchFirst(pool, callStarted(callId)))?.isStarted ?? false;
    },
    engineOf: (entity) => readEngine(pool, entity),
  };
}

/** Who was away, of an act of the deputy or of what the system did with the absent person's task. */
const ABSENT = `coalesce(t.on_behalf_of, CASE WHEN a.facts ->> 'reason' = 'ABSENT' THEN a.facts ->> 'assigneeBefore' END)`;

export const entriesOfEntity = sqlText<
  Omit<EntityEntry, 'act'> & { readonly act: string },
  [kind: string, id: string, after: number, limit: number]
>(
  'oversight.entityTimeline',
  `SELECT a.seq, a.revision, a.act, a.at, a.organ, a.section, p.display_name AS "displayName", coalesce(y.kind = 'person', false) AS "isPrivate", absent.display_name AS "onBehalfOf", a.facts
   FROM audit_entry a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN party y ON y.id = p.party_id LEFT JOIN act kept ON kept.id = a.act_id
     LEFT JOIN task t ON t.id = kept.task_id AND t.done_by = a.person_id LEFT JOIN person absent ON absent.id = ${ABSENT}
   WHERE a.entity_kind = $1 AND a.entity_id = $2 AND a.seq > $3 ORDER BY a.seq LIMIT $4`,
);

const tasksOf = sqlText<GrantTaskFacts, [grantId: string, today: IsoDate]>(
  'oversight.grantTasks',
  `SELECT t.id AS "taskId", t.kind, t.organ, t.section, t.role,
     extract(epoch FROM t.created_at)::float8 * 1000 AS "sinceMs", t.due_on AS "dueOn",
     ${absentOfSeat('$2')} AS absent
   FROM task t JOIN base_grant g ON g.id = $1
   WHERE t.state = 'open' AND (t.entity_kind = 'grant' AND t.entity_id = g.id
     OR t.entity_kind = 'notice' AND t.entity_id = g.notice_id AND g.state IN (${sqlList(NOTICE_GRANT_STATES)}))
   ORDER BY t.created_at, t.id`,
);

const scoresOpen = sqlText<{ readonly count: number }, [callId: string]>(
  'oversight.openScores',
  `SELECT count(*)::int AS count FROM task t JOIN base_grant g ON g.id = t.entity_id
   WHERE t.entity_kind = 'grant' AND t.state = 'open' AND t.kind = 'grantExpertScore' AND g.call_id = $1`,
);

const payoutsOf = sqlText<GrantPayout, [grantId: string]>(
  'oversight.grantPayouts',
  `SELECT id, batch_id AS "batchId", instalment_no AS "instalmentNo", payee_masked AS payee, amount_fen AS "amountFen",
     fund, state, reason_code AS "reasonCode", state_since AS "stateSince", created_at AS "createdAt"
   FROM payout_instruction WHERE grant_id = $1 ORDER BY created_at, id`,
);

const yearsOf = sqlText<PinnedYear, [grantId: string]>(
  'oversight.grantYears',
  `SELECT y.year, y.policy_snapshot_id AS "snapshotId", y.law, s.content AS snapshot
   FROM grant_year y JOIN policy_snapshot s ON s.id = y.policy_snapshot_id WHERE y.grant_id = $1 ORDER BY y.year`,
);

const startOf = sqlText<{ readonly isStarted: boolean; readonly noticeEndsAt: Date | null }, [grantId: string]>(
  'oversight.grantStart',
  `SELECT g.started_at IS NOT NULL AS "isStarted", n.ends_at AS "noticeEndsAt"
   FROM base_grant g LEFT JOIN notice n ON n.id = g.notice_id WHERE g.id = $1`,
);

const callStarted = sqlText<{ readonly isStarted: boolean }, [callId: string]>(
  'oversight.callStarted',
  'SELECT started_at IS NOT NULL AS "isStarted" FROM grant_call WHERE id = $1',
);
