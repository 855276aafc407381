import type pg from 'pg';
import { isActKept } from '../kernel/act-store.ts';
import type { ClaimGlance, TaskStore } from '../../api/task/task-ports.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import type { OrganCode } from '../../domain/codes.ts';
import type { FilingCourse, FilingState } from '../../domain/filing/filing-course.ts';
import type { NoticeCourse, ObjectionState } from '../../domain/notice/notice-course.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { DecidedLine } from '../../domain/task/decision-rules.ts';

/** The table's judgements read people, organs and stages from a plan, never the clock. */
const NO_CLOCK = { clockOffsetMs: 0 } as const;
const NO_TIMES = { opensAtMs: 0, endsAtMs: 0, windowEndsAtMs: 0 } as const;

type TaskCases = Omit<TaskStore, 'list' | 'find' | 'change'>;

/** What decisions on tasks read of claims, filings, notices and people. */
export function createTaskCases(pool: pg.Pool): TaskCases {
  return {
    person: (idOrUsername) => readPerson(pool, idOrUsername),
    claimCase: (claimId) => readClaimCase(pool, claimId),
    claimLines: (claimId) => readLines(pool, claimId),
    filingCase: (filingId) => readFilingCase(pool, filingId),
    noticeCase: (noticeId) => readNoticeCase(pool, noticeId),
    claimGlance: (claimId) => readGlance(pool, claimId),
    interest: (taskId, personId) => readInterest(pool, taskId, personId),

    async supervision(filingId) {
      const found = await pool.query<{ kind: string }>(
        'SELECT DISTINCT kind FROM supervision_entry WHERE filing_id = $1',
        [filingId],
      );
      return found.rows.map((row) => row.kind);
    },

    async objection(objectionId) {
      const found = await pool.query<{
        objectionId: string;
        noticeId: string;
        claimId: string;
        itemNo: number;
        lineId: string | null;
        state: ObjectionState;
      }>(
        `SELECT id AS "objectionId", notice_id AS "noticeId", claim_id AS "claimId", item_no AS "itemNo", line_id AS "lineId", state
         FROM objection WHERE id = $1`,
        [objectionId],
      );
      return found.rows[0] ?? null;
    },

    async filingGlance(filingId) {
      const found = await pool.query<{
        id: string;
        filingNo: string;
        state: FilingState;
        revision: number;
        responsibleDepartment: OrganCode | null;
      }>(
        `SELECT id, filing_no AS "filingNo", state, revision, responsible_department AS "responsibleDepartment"
         FROM filing WHERE id = $1`,
        [filingId],
      );
      return found.rows[0] ?? null;
    },

    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
  };
}

async function readInterest(pool: pg.Pool, taskId: string, personId: string) {
  const found = await pool.query<{ declared: readonly string[]; parties: readonly string[] }>(
    `SELECT ARRAY(SELECT party_id FROM declared_relation WHERE person_id = $2) AS declared,
       ARRAY(SELECT p.party_id FROM parties_of_task(t) p) AS parties FROM task t WHERE t.id = $1`,
    [taskId, personId],
  );
  return found.rows[0] ?? { declared: [], parties: [] };
}

async function readPerson(pool: pg.Pool, idOrUsername: string): Promise<Actor | null> {
  const found = await pool.query<Actor>(
    `SELECT id AS "personId", organ, section, jurisdiction, roles, party_id AS "partyId" FROM person
     WHERE (id = $1 OR username = $1) AND disabled_at IS NULL`,
    [idOrUsername],
  );
  return found.rows[0] ?? null;
}

async function readClaimCase(pool: pg.Pool, claimId: string) {
  const found = await pool.query<{
    filing_id: string | null;
    kind: string;
    jurisdiction: string;
    applicant_person_id: string;
    applicant_party_id: string;
    responsible_department: OrganCode;
    course: ClaimCourse | null;
    content: PolicySnapshot;
  }>({
    name: 'task-claim-case',
    text: `SELECT c.filing_id, c.kind, c.jurisdiction, c.applicant_person_id, c.applicant_party_id, c.responsible_department,
             c.course, s.content
           FROM claim c JOIN policy_snapshot s ON s.id = c.policy_snapshot_id WHERE c.id = $1`,
    values: [claimId],
  });
  const row = found.rows[0];
  if (row === undefined || row.course === null) {
    return null;
  }
  const plan = claimPlanOf(row.content, {
    claimId,
    jurisdiction: row.jurisdiction,
    applicantPersonId: row.applicant_person_id,
    applicantPartyId: row.applicant_party_id,
    responsibleDepartment: row.responsible_department,
    kind: row.kind,
    ...NO_CLOCK,
  });
  const stageWords = row.content.routeDefinition.stages;
  return { claimId, filingId: row.filing_id, course: row.course, plan, stageWords };
}

async function readLines(pool: pg.Pool, claimId: string): Promise<readonly DecidedLine[]> {
  const found = await pool.query<DecidedLine>(
    `SELECT id AS "lineId", state, findings @> '[{"wantsDecision": true}]' AS "wantsDecision",
       accepted_remark IS NOT NULL AS "isAccepted"
     FROM claim_line WHERE claim_id = $1 ORDER BY position`,
    [claimId],
  );
  return found.rows;
}

async function readFilingCase(pool: pg.Pool, filingId: string) {
  const found = await pool.query<{
    jurisdiction: string;
    applicant_party_id: string;
    revision: number;
    state: FilingCourse['state'];
    round: number;
    responsible_department: OrganCode | null;
  }>(
    `SELECT jurisdiction, applicant_party_id, revision, state, round, responsible_department FROM filing WHERE id = $1`,
    [filingId],
  );
  const row = found.rows[0];
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
  };
}

async function readNoticeCase(pool: pg.Pool, noticeId: string) {
  const found = await pool.query<{
    jurisdiction: string;
    responsible_department: OrganCode;
    revision: number;
    state: NoticeCourse['state'];
    course: NoticeCourse | null;
  }>('SELECT jurisdiction, responsible_department, revision, state, course FROM notice WHERE id = $1', [noticeId]);
  const row = found.rows[0];
  if (row === undefined) {
    return null;
  }
  const { revision, state } = row;
  return {
    course: row.course ?? { revision, state, lastActId: '', words: [], endsAtMs: null },
    plan: { noticeId, jurisdiction: row.jurisdiction, responsibleDepartment: row.responsible_department, ...NO_CLOCK },
  };
}

async function readGlance(pool: pg.Pool, claimId: string): Promise<ClaimGlance | null> {
  const found = await pool.query<{ glance: ClaimGlance }>(
    `SELECT json_build_object('id', id, 'claimNo', claim_no, 'state', state, 'stage', stage, 'purpose', purpose,
       'round', round, 'revision', revision,
       'lines', json_build_object('total', lines_total, 'eligible', lines_eligible, 'refused', lines_refused,
         'approved', lines_approved),
       'totals', json_build_object('claimedFen', claimed_fen, 'approvedFen', approved_fen, 'paidFen', paid_fen,
         'floatFen', float_fen, 'floatPaidFen', float_paid_fen, 'totalPaidFen', paid_fen + float_paid_fen)) AS glance
     FROM claim WHERE id = $1`,
    [claimId],
  );
  return found.rows[0]?.glance ?? null;
}
