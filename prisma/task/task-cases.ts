import { totalPaidOf } from '../claim/claim-rows.ts';
import type pg from 'pg';
import { isActKept } from '../kernel/act-store.ts';
import { YEAR_PLAN_START, yearPlanStart } from '../kernel/start-inputs.ts';
import { fetchAll, fetchFirst, query, sqlText, type Connection, type Row } from '../kernel/statements.ts';
import { noticeStart } from '../kernel/start-inputs.ts';
import { grantStart } from '../kernel/grant-start-inputs.ts';
import type { ClaimGlance, GrantCase, GrantTaskFacts, ObjectionCase, TaskStore } from '../../api/task/task-ports.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import type { FiledTotals } from '../../domain/task/decision-effect.ts';
import { ROLES, type OrganCode } from '../../domain/codes.ts';
import { figuresOfTasks } from './case-figures.ts';
import { NO_CLOCK, readClaimCase, readVisitedCases } from './claim-cases.ts';
import { recoveryStart, type RecoveryStartRow } from '../kernel/recovery-start.ts';
import { readTaskDuties } from './task-duties.ts';
import { linesToDecide } from './task-lines.ts';
import { awayOf, readSeated } from './task-seat.ts';

const NO_TIMES = { opensAtMs: 0, endsAtMs: 0, windowEndsAtMs: 0 } as const;

type TaskCases = Omit<TaskStore, 'list' | 'count' | 'find' | 'change' | 'lineNames' | 'claimPayee'>;

/** What decisions on tasks read of claims, filings, notices and people. */
export function createTaskCases(pool: pg.Pool): TaskCases {
  const cases: TaskCases = {
    person: (idOrUsername) => readPerson(pool, idOrUsername),
    seated: (task) => readSeated(pool, task),
    away: async (personIds, on) => (await fetchAll(pool, awayOf(on, personIds))).map(({ person_id: id }) => id),
    claimCase: (claimId) => readClaimCase(pool, claimId),
    visitedCases: (claimIds) => readVisitedCases(pool, claimIds),
    claimLines: (claimId) => fetchAll(pool, linesToDecide(claimId)),
    filingCase: (filingId) => readFilingCase(pool, filingId),
    grantCase: (grantId) => readGrantCase(pool, grantId),
    grantTasks: (taskIds) => fetchAll(pool, titlesOfTasks(taskIds)),
    figures: (taskIds) => fetchAll(pool, figuresOfTasks(taskIds)),
    noticeCase: (noticeId) => readNoticeCase(pool, noticeId),
    planCase: (planId) => readPlanCase(pool, planId),
    filedTotals: (planId, organ, filing) => readFiledTotals(pool, { planId, organ, filing }),
    recoveryCase: (recoveryId) => readRecoveryCase(pool, recoveryId),
    claimGlance: (claimId) => readGlance(pool, claimId),
    interest: (taskId, personId) => readInterest(pool, taskId, personId),

    async supervision(filingId) {
      const kinds = query.selectFrom('supervision_entry').select('kind').distinct();
      return (await fetchAll(pool, kinds.where('filing_id', '=', filingId))).map((row) => row.kind);
    },

    objection: async (objectionId) => (await fetchFirst(pool, objectionCase(objectionId))) ?? null,

    async filingGlance(filingId) {
      const filing = query.selectFrom('filing').where('id', '=', filingId);
      const shown = filing.select(['id', 'filing_no as filingNo', 'state', 'revision']);
      return (await fetchFirst(pool, shown.select('responsible_department as responsibleDepartment'))) ?? null;
    },

    async hasDraft(taskId, personId) {
      const own = query.selectFrom('task_draft').select('task_id').where('task_id', '=', taskId);
      return (await fetchFirst(pool, own.where('person_id', '=', personId))) !== undefined;
    },

    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
    duties: (task) => readTaskDuties(pool, cases, task),
  };
  return cases;
}

/** Objections that were ruled on together have the same instant and person. */
const objectionCase = sqlText<ObjectionCase, [objectionId: string]>(
  'task.objectionCase',
  `SELECT o.id AS "objectionId", o.notice_id AS "noticeId", o.claim_id AS "claimId", o.item_no AS "itemNo",
     o.line_id AS "lineId", o.state, o.grant_id AS "grantId",
     ARRAY(SELECT d.person_id FROM claim_decider d WHERE d.claim_id = o.claim_id
       UNION SELECT d.person_id FROM grant_decider d WHERE d.grant_id = o.grant_id) AS deciders,
     (SELECT json_agg(json_build_object('id', s.id, 'receiptNo', s.receipt_no, 'at', s.at) ORDER BY s.at, s.id)
       FROM objection s WHERE s.notice_id = o.notice_id AND s.item_no = o.item_no AND s.state = o.state
         AND s.routed_at IS NOT NULL AND s.ruled_at IS NOT DISTINCT FROM o.ruled_at) AS together
   FROM objection o WHERE o.id = $1`,
);

const interestIn = sqlText<
  { readonly declared: readonly string[]; readonly parties: readonly string[] },
  [taskId: string, personId: string]
>(
  'task.interest',
  `SELECT ARRAY(SELECT party_id FROM declared_relation WHERE person_id = $2) AS declared,
     ARRAY(SELECT p.party_id FROM parties_of_task(t) p) AS parties FROM task t WHERE t.id = $1`,
);

async function readInterest(pool: pg.Pool, taskId: string, personId: string) {
  return (await fetchFirst(pool, interestIn(taskId, personId))) ?? { declared: [], parties: [] };
}

/** By id or user name; null for a disabled account. */
export async function readPerson(pool: Connection, idOrUsername: string): Promise<Actor | null> {
  const person = query
    .selectFrom('person')
    .select(['id as personId', 'organ', 'section', 'jurisdiction', 'roles', 'party_id as partyId'])
    .where((is) => is.or([is('id', '=', idOrUsername), is('username', '=', idOrUsername)]))
    .where('disabled_at', 'is', null);
  const found = await fetchFirst(pool, person);
  return found === undefined ? null : { ...found, roles: ROLES.filter((role) => found.roles.includes(role)) };
}

async function readFilingCase(pool: pg.Pool, filingId: string) {
  const filing = query.selectFrom('filing as f').leftJoin('policy_snapshot as s', 's.id', 'f.policy_snapshot_id');
  const shown = filing.select(['f.jurisdiction', 'f.applicant_party_id', 'f.revision', 'f.state', 'f.round']);
  const row = await fetchFirst(
    pool,
    shown.select(['f.responsible_department', 's.content']).where('f.id', '=', filingId),
  );
  if (row === undefined) {
    return null;
  }
  const { revision, state, round, responsible_department: responsibleDepartment } = row;
  return {
    course: { revision, state, round, responsibleDepartment, lastActId: '', times: NO_TIMES },
    plan: {
      filingId,
      jurisdiction: row.jurisdiction,
      applicantPartyId: row.applicant_party_id,
      ...NO_CLOCK,
    },
    snapshot: row.content,
  };
}

const titlesOfTasks = sqlText<GrantTaskFacts, [taskIds: readonly string[]]>(
  'task.titlesOfTasks',
  `SELECT t.id AS "taskId", t.stage, t.round, g.course -> 'title' AS title
   FROM task t JOIN base_grant g ON g.id = t.entity_id WHERE t.entity_kind = 'grant' AND t.id = ANY ($1)`,
);

async function readGrantCase(pool: pg.Pool, grantId: string): Promise<GrantCase | null> {
  const row = await fetchFirst(
    pool,
    query
      .selectFrom('base_grant')
      .innerJoin('policy_snapshot', 'policy_snapshot.id', 'base_grant.policy_snapshot_id')
      .select([
        'base_grant.call_id',
        'base_grant.jurisdiction',
        'base_grant.applicant_jurisdiction',
        'base_grant.course',
      ])
      .select([
        'base_grant.applicant_party_id',
        'base_grant.revision',
        'base_grant.grant_no',
        'policy_snapshot.content',
      ])
      .where('base_grant.id', '=', grantId),
  );
  if (row === undefined) {
    return null;
  }
  const { course, plan } = grantStart(row, { grantId, ...NO_CLOCK });
  return { grantId, grantNo: row.grant_no, course: row.course ?? course, plan, snapshot: row.content };
}

async function readNoticeCase(pool: pg.Pool, noticeId: string) {
  const notice = query.selectFrom('notice').where('id', '=', noticeId);
  const shown = notice.select([
    'jurisdiction',
    'responsible_department',
    'revision',
    'state',
    'course',
    'grant_call_id',
  ]);
  const row = await fetchFirst(pool, shown);
  if (row === undefined) {
    return null;
  }
  const { revision, state } = row;
  return {
    course: row.course ?? { revision, state, lastActId: '', words: [], endsAtMs: null },
    plan: noticeStart(row, { noticeId, ...NO_CLOCK }).plan,
  };
}

async function readPlanCase(pool: pg.Pool, planId: string) {
  const plan = query.selectFrom('annual_plan').where('id', '=', planId);
  const row = await fetchFirst(pool, plan.select([...YEAR_PLAN_START, 'course']));
  if (row === undefined) {
    return null;
  }
  const start = yearPlanStart(row, { planId, ...NO_CLOCK });
  return { ...start, course: row.course ?? start.course };
}

const filedTotalsOf = sqlText<FiledTotals, [planId: string, organ: OrganCode, filing: number]>(
  'task.filedTotals',
  `SELECT coalesce(sum(person_times), 0)::int AS "personTimes", coalesce(sum(budget_fen), 0)::bigint AS "budgetFen"
   FROM plan_version_line WHERE plan_id = $1 AND organ = $2 AND filing = $3`,
);

async function readFiledTotals(
  pool: pg.Pool,
  { planId, organ, filing }: { readonly planId: string; readonly organ: OrganCode; readonly filing: number },
): Promise<FiledTotals> {
  return (await fetchFirst(pool, filedTotalsOf(planId, organ, filing))) ?? { personTimes: 0, budgetFen: 0 };
}

const recoveryCaseOf = sqlText<
  RecoveryStartRow & Row<'recovery', 'course'> & { readonly deciders: readonly string[] },
  [recoveryId: string]
>(
  'task.recoveryCase',
  `SELECT r.id, r.jurisdiction, r.party_id, r.found_by, r.is_of_before, r.course,
     ARRAY(SELECT d.person_id FROM claim_decider d WHERE d.claim_id = r.claim_id) AS deciders
   FROM recovery r WHERE r.id = $1`,
);

async function readRecoveryCase(pool: pg.Pool, recoveryId: string) {
  const row = await fetchFirst(pool, recoveryCaseOf(recoveryId));
  if (row === undefined) {
    return null;
  }
  const start = recoveryStart(row, NO_CLOCK.clockOffsetMs);
  return { ...start, course: row.course ?? start.course, deciders: row.deciders };
}

async function readGlance(pool: pg.Pool, claimId: string): Promise<ClaimGlance | null> {
  const claim = query.selectFrom('claim').where('id', '=', claimId);
  const row = await fetchFirst(
    pool,
    claim
      .select(['id', 'claim_no', 'state', 'stage', 'purpose', 'round', 'revision'])
      .select(['lines_total', 'lines_eligible', 'lines_refused', 'lines_approved'])
      .select(['claimed_fen', 'approved_fen', 'paid_fen', 'float_fen', 'float_paid_fen', 'allowance_paid_fen']),
  );
  if (row === undefined) {
    return null;
  }
  const { id, state, stage, purpose, round, revision } = row;
  return {
    id,
    claimNo: row.claim_no,
    state,
    stage,
    purpose,
    round,
    revision,
    lines: {
      total: row.lines_total,
      eligible: row.lines_eligible,
      refused: row.lines_refused,
      approved: row.lines_approved,
    },
    totals: {
      claimedFen: row.claimed_fen,
      approvedFen: row.approved_fen,
      paidFen: row.paid_fen,
      floatFen: row.float_fen,
      floatPaidFen: row.float_paid_fen,
      totalPaidFen: totalPaidOf(row),
    },
  };
}
