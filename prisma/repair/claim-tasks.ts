import type { ClaimCourse, ClaimKind } from '../../domain/claim/claim-course.ts';
import type { ClaimRowState } from '../../domain/claim/claim-state.ts';
import { claimTasksToOpen } from '../../domain/claim/claim-tasks.ts';
import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import type { OrganCode } from '../../domain/codes.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { OpenTask, TaskToOpen } from '../../domain/task/task-changes.ts';
import type { TaskKind } from '../../domain/task/task-words.ts';
import { lastEntryOf, type EntryJson } from '../kernel/course-digests.ts';
import { fetchFirst, sqlText, type Connection, type Row } from '../kernel/statements.ts';

const ADVANCE = 'advance' satisfies ClaimKind;
const CLOSED = 'closed' satisfies ClaimRowState;

/** The open tasks of a claim, and those that its course wants by its law. */
interface TasksOfClaim {
  readonly open: readonly (OpenTask & { readonly kind: TaskKind })[];
  readonly wanted: readonly TaskToOpen[];
  readonly snapshot: PolicySnapshot;
  readonly revision: number;
  readonly course: ClaimCourse;
  /** The audit entry of the last record, which says of which course it is. */
  readonly lastEntry: EntryJson | null;
}

/** Null before the claim's workflow has recorded anything. */
export async function readTasksOfClaim(connection: Connection, claimId: string): Promise<TasksOfClaim | null> {
  const row = await fetchFirst(connection, claimWithTasks(claimId));
  if (row === undefined || row.course === null || row.content === null || row.responsible_department === null) {
    return null;
  }
  const plan = claimPlanOf(row.content, {
    claimId,
    jurisdiction: row.jurisdiction,
    applicantPersonId: row.applicant_person_id,
    applicantPartyId: row.applicant_party_id,
    responsibleDepartment: row.responsible_department,
    // No task depends on the clock.
    clockOffsetMs: 0,
    kind: row.kind,
  });
  const wanted = row.course.lastActId === '' ? [] : claimTasksToOpen(row.course, plan, row.content);
  const { open_tasks: open, content: snapshot, revision, course, last_entry: lastEntry } = row;
  return { open, wanted, snapshot, revision, course, lastEntry };
}

type ClaimWithTasks = Row<
  'claim',
  'kind' | 'revision' | 'jurisdiction' | 'applicant_person_id' | 'applicant_party_id'
> & {
  readonly responsible_department: OrganCode | null;
  readonly course: ClaimCourse | null;
  readonly content: PolicySnapshot | null;
  readonly open_tasks: TasksOfClaim['open'];
  readonly last_entry: EntryJson | null;
};

/** The task of an advance that is due back after its claim has ended: its debt wants it, no course. */
const OF_DEBT = `(t.kind = 'recovery' AND c.kind = '${ADVANCE}' AND c.state = '${CLOSED}')`;

const claimWithTasks = sqlText<ClaimWithTasks, [claimId: string]>(
  'repair.claimWithTasks',
  `SELECT c.kind, c.revision, c.jurisdiction, c.applicant_person_id, c.applicant_party_id, c.responsible_department, c.course, s.content,
     (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'stage', t.stage, 'purpose', t.purpose,
         'round', t.round, 'objectionId', t.objection_id, 'personId', t.for_person_id, 'planOrgan', t.plan_organ)), '[]')
       FROM task t WHERE t.entity_kind = 'claim' AND t.entity_id = c.id AND t.state = 'open' AND NOT ${OF_DEBT}) AS open_tasks,
     ${lastEntryOf("'claim'", 'c.id')} AS last_entry
   FROM claim c LEFT JOIN policy_snapshot s ON s.id = c.policy_snapshot_id WHERE c.id = $1`,
);
