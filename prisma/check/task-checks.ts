import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import { claimTasksToOpen } from '../../domain/claim/claim-tasks.ts';
import type { ClaimKind } from '../../domain/claim/claim-course.ts';
import type { Found } from '../../domain/check/finding-changes.ts';
import { taskFaults } from '../../domain/check/task-faults.ts';
import { ENTITIES, type EntityKind } from '../../domain/entities.ts';
import { wantedFilingTasks } from '../../domain/filing/filing-tasks.ts';
import { wantedGrantTasks } from '../../domain/grant/grant-tasks.ts';
import { LIVE_NOTICE_CLAIM_STATES, UNCONFIRMED_NOTICE_STATES } from '../../domain/notice/notice-course.ts';
import { wantedNoticeTasks } from '../../domain/notice/notice-tasks.ts';
import { objectionsByItem } from '../../domain/notice/objections.ts';
import { wantedBatchTasks } from '../../domain/payout/batch-tasks.ts';
import { wantedPlanTasks } from '../../domain/plan/plan-tasks.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { wantedRecoveryTasks } from '../../domain/recovery/recovery-tasks.ts';
import type { OpenTask, TaskToOpen } from '../../domain/task/task-changes.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { grantStart } from '../kernel/grant-start-inputs.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { noticeStart } from '../kernel/start-inputs.ts';
import { fetchAll, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/** The kinds whose open tasks follow from their course alone. */
type TaskedKind = Exclude<EntityKind, 'grantCall' | 'demandCycle'>;

interface WithTasks {
  readonly open_tasks: readonly OpenTask[];
}

/** Of a kind: the begun rows `e` that have not ended, and ended ones that have an open task, each with its open tasks. */
function begun(kind: TaskedKind, columns: string): string {
  const { table, endedStates } = ENTITIES[kind];
  return `SELECT e.id, e.jurisdiction, ${columns}, tasks.open_tasks FROM ${table} e CROSS JOIN LATERAL (
       SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'stage', t.stage, 'purpose', t.purpose,
         'round', t.round, 'objectionId', t.objection_id, 'personId', t.for_person_id, 'planOrgan', t.plan_organ)
         ORDER BY t.id), '[]') AS open_tasks
       FROM task t WHERE t.entity_kind = '${kind}' AND t.entity_id = e.id AND t.state = 'open') AS tasks
   WHERE e.course IS NOT NULL AND (e.state NOT IN (${sqlList(endedStates)}) OR json_array_length(tasks.open_tasks) > 0)
   ORDER BY e.id`;
}

type ClaimColumns =
  | ('id' | 'jurisdiction' | 'kind' | 'course' | 'applicant_person_id' | 'applicant_party_id')
  | ('responsible_department' | 'policy_snapshot_id');
const claims = sqlText<Row<'claim', ClaimColumns> & WithTasks, []>(
  'check.tasksOfClaims',
  begun(
    'claim',
    'e.kind, e.course, e.applicant_person_id, e.applicant_party_id, e.responsible_department, e.policy_snapshot_id',
  ),
);

const filings = sqlText<Row<'filing', 'id' | 'jurisdiction' | 'course'> & WithTasks, []>(
  'check.tasksOfFilings',
  begun('filing', 'e.course'),
);

type NoticeColumns =
  | ('id' | 'jurisdiction' | 'course' | 'responsible_department')
  | ('grant_call_id' | 'policy_snapshot_id');
const notices = sqlText<
  Row<'notice', NoticeColumns> &
    WithTasks & {
      /** Claims and applications that are still in it. */
      readonly live: number;
      readonly objections: readonly { readonly id: string; readonly itemNo: number }[];
    },
  []
>(
  'check.tasksOfNotices',
  begun(
    'notice',
    `e.course, e.responsible_department, e.grant_call_id, e.policy_snapshot_id,
       ((SELECT count(*) FROM notice_claim c WHERE c.notice_id = e.id AND c.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}))
        + (SELECT count(*) FROM notice_grant g WHERE g.notice_id = e.id AND g.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)})))::int
         AS live,
       (SELECT coalesce(json_agg(json_build_object('id', o.id, 'itemNo', o.item_no) ORDER BY o.at, o.id), '[]')
        FROM objection o WHERE o.notice_id = e.id AND o.state = 'open' AND o.routed_at IS NOT NULL) AS objections`,
  ),
);

const batches = sqlText<Row<'batch', 'id' | 'jurisdiction' | 'course'> & WithTasks, []>(
  'check.tasksOfBatches',
  begun('batch', 'e.course'),
);

type GrantColumns = 'id' | 'jurisdiction' | 'course' | 'call_id' | 'applicant_jurisdiction' | 'applicant_party_id';
const grants = sqlText<Row<'base_grant', GrantColumns | 'revision'> & WithTasks, []>(
  'check.tasksOfGrants',
  begun('grant', 'e.course, e.call_id, e.applicant_jurisdiction, e.applicant_party_id, e.revision'),
);

const plans = sqlText<Row<'annual_plan', 'id' | 'jurisdiction' | 'course'> & WithTasks, []>(
  'check.tasksOfPlans',
  begun('annualPlan', 'e.course'),
);

const recoveries = sqlText<Row<'recovery', 'id' | 'jurisdiction' | 'course'> & WithTasks, []>(
  'check.tasksOfRecoveries',
  begun('recovery', 'e.course'),
);

const snapshots = sqlText<Row<'policy_snapshot', 'id' | 'content'>, [ids: readonly string[]]>(
  'check.snapshots',
  'SELECT id, content FROM policy_snapshot WHERE id = ANY ($1)',
);

/** What a kind's rows have and want. */
interface Compared {
  readonly examined: number;
  readonly found: readonly Found[];
}

/** T1, T2: for every begun entity the tasks that its course wants and those that are open. */
export async function compareTasks(connection: Connection): Promise<Compared> {
  const law = createLaw(connection);
  const parts = [
    compared('claim', await claimRows(connection, law)),
    compared(
      'filing',
      (await fetchAll(connection, filings())).map((row) => wanting(row, row.course, wantedFilingTasks)),
    ),
    compared('notice', await noticeRows(connection, law)),
    compared(
      'batch',
      (await fetchAll(connection, batches())).map((row) => wanting(row, row.course, wantedBatchTasks)),
    ),
    compared(
      'grant',
      (await fetchAll(connection, grants())).map((row) =>
        wanting(row, row.course, (course) =>
          wantedGrantTasks(course, grantStart(row, { grantId: row.id, clockOffsetMs: 0 }).plan),
        ),
      ),
    ),
    compared(
      'annualPlan',
      (await fetchAll(connection, plans())).map((row) => wanting(row, row.course, wantedPlanTasks)),
    ),
    compared(
      'recovery',
      (await fetchAll(connection, recoveries())).map((row) => wanting(row, row.course, wantedRecoveryTasks)),
    ),
  ];
  return {
    examined: parts.reduce((sum, { examined }) => sum + examined, 0),
    found: parts.flatMap(({ found }) => found),
  };
}

interface Wanting extends WithTasks {
  readonly id: string;
  readonly jurisdiction: string;
  readonly wanted: readonly TaskToOpen[];
}

/** Begun rows have a course. */
function wanting<Course>(
  { id, jurisdiction, open_tasks }: Omit<Wanting, 'wanted'>,
  course: Course | null,
  wantedBy: (course: Course) => readonly TaskToOpen[],
): Wanting {
  return { id, jurisdiction, open_tasks, wanted: course === null ? [] : wantedBy(course) };
}

function compared(kind: TaskedKind, rows: readonly Wanting[]): Compared {
  return {
    examined: rows.length,
    found: rows.flatMap(({ id, jurisdiction, open_tasks: open, wanted }) =>
      taskFaults({ kind, id, jurisdiction }, open, wanted),
    ),
  };
}

type Law = (ids: readonly (string | null)[]) => Promise<(id: string | null) => PolicySnapshot | undefined>;

/** Reads each pinned law once: many claims have the same one. */
function createLaw(connection: Connection): Law {
  const known = new Map<string, PolicySnapshot>();
  return async (ids) => {
    const wanted = [...new Set(ids.flatMap((id) => (id === null || known.has(id) ? [] : [id])))];
    for (const { id, content } of await fetchAll(connection, snapshots(wanted))) {
      known.set(id, content);
    }
    return (id) => (id === null ? undefined : known.get(id));
  };
}

const ADVANCE = 'advance' satisfies ClaimKind;

/** The debt of an advance has a task that the sweep of debts keeps, not the advance's course (L1). */
async function claimRows(connection: Connection, law: Law): Promise<readonly Wanting[]> {
  const rows = await fetchAll(connection, claims());
  const lawOf = await law(rows.map((row) => row.policy_snapshot_id));
  return rows.map((row) => {
    const { id, jurisdiction, kind, course, open_tasks: all } = row;
    const snapshot = lawOf(row.policy_snapshot_id);
    const open_tasks = kind === ADVANCE ? all.filter((task) => task.kind !== 'recovery') : all;
    if (snapshot === undefined) {
      return { id, jurisdiction, open_tasks, wanted: [] };
    }
    const plan = claimPlanOf(snapshot, {
      claimId: id,
      jurisdiction,
      applicantPersonId: row.applicant_person_id,
      applicantPartyId: row.applicant_party_id,
      responsibleDepartment: row.responsible_department,
      clockOffsetMs: 0,
      kind,
    });
    return wanting({ id, jurisdiction, open_tasks }, course, (own) => claimTasksToOpen(own, plan, snapshot));
  });
}

/** A draft that all claims have left asks nobody for a confirmation. */
async function noticeRows(connection: Connection, law: Law): Promise<readonly Wanting[]> {
  const rows = await fetchAll(connection, notices());
  const lawOf = await law(rows.map((row) => row.policy_snapshot_id));
  return rows.map((row) => {
    const snapshot = lawOf(row.policy_snapshot_id);
    const { plan } = noticeStart(row, { noticeId: row.id, clockOffsetMs: 0 });
    return wanting(row, row.course, (course) => {
      const isEmpty = row.live === 0 && isOneOf(UNCONFIRMED_NOTICE_STATES, course.state);
      if (snapshot === undefined || isEmpty) {
        return [];
      }
      const named = row.open_tasks.map(({ objectionId }) => objectionId);
      const openObjections = objectionsByItem(row.objections, { named, organ: plan.responsibleDepartment });
      return wantedNoticeTasks(course, plan, { snapshot, openObjections });
    });
  });
}
