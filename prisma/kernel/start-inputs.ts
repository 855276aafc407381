import type pg from 'pg';
import type { StartInput } from '../../api/kernel/act-ports.ts';
import type { EntityAct } from '../../api/kernel/desk-port.ts';
import { parseIsoDate } from '../../domain/calendar.ts';
import type { OrganCode } from '../../domain/codes.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import { classTimes } from '../../domain/filing/class-times.ts';
import type { FilingCourse, FilingPlan } from '../../domain/filing/filing-course.ts';
import type { NoticeCourse, NoticePlan } from '../../domain/notice/notice-course.ts';
import type { BatchCourse, BatchPlan } from '../../domain/payout/batch-course.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { unreachable } from '../../domain/verdict.ts';

/** What a workflow is started with, from the row that asked for it (D4): the same row gives the same input. */
export async function readStartInput(
  pool: pg.Pool,
  entity: EntityAct['entity'],
  id: string,
): Promise<StartInput | null> {
  const clock = await pool.query<{ clock_offset_ms: number }>('SELECT clock_offset_ms FROM environment WHERE id = 1');
  const clockOffsetMs = clock.rows[0]?.clock_offset_ms ?? 0;
  switch (entity) {
    case 'claim':
      return claimInput(pool, id, clockOffsetMs);
    case 'filing':
      return filingInput(pool, id, clockOffsetMs);
    case 'notice':
      return noticeInput(pool, id, clockOffsetMs);
    case 'batch':
      return batchInput(pool, id, clockOffsetMs);
    default:
      return unreachable(entity);
  }
}

async function claimInput(pool: pg.Pool, claimId: string, clockOffsetMs: number) {
  const found = await pool.query<{
    kind: string;
    jurisdiction: string;
    applicant_person_id: string;
    applicant_party_id: string;
    responsible_department: OrganCode;
    course: ClaimCourse;
    content: PolicySnapshot;
  }>(
    `SELECT c.kind, c.jurisdiction, c.applicant_person_id, c.applicant_party_id, c.responsible_department, c.course, s.content
     FROM claim c JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
     WHERE c.id = $1 AND c.start_requested_at IS NOT NULL`,
    [claimId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    return null;
  }
  const plan = claimPlanOf(row.content, {
    claimId,
    jurisdiction: row.jurisdiction,
    applicantPersonId: row.applicant_person_id,
    applicantPartyId: row.applicant_party_id,
    responsibleDepartment: row.responsible_department,
    clockOffsetMs,
    kind: row.kind,
  });
  return { course: row.course, plan };
}

async function filingInput(pool: pg.Pool, filingId: string, clockOffsetMs: number) {
  const found = await pool.query<{
    jurisdiction: string;
    applicant_party_id: string;
    responsible_department: OrganCode | null;
    opens_on: string;
    ends_on: string;
    claim_window_ends_on: string;
    revision: number;
    round: number;
  }>(
    `SELECT jurisdiction, applicant_party_id, responsible_department, opens_on, ends_on, claim_window_ends_on, revision, round
     FROM filing WHERE id = $1 AND start_requested_at IS NOT NULL`,
    [filingId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    return null;
  }
  const course: FilingCourse = {
    revision: row.revision,
    lastActId: '',
    state: 'filed',
    round: row.round,
    responsibleDepartment: row.responsible_department,
    times: classTimes({
      opensOn: parseIsoDate(row.opens_on),
      endsOn: parseIsoDate(row.ends_on),
      windowEndsOn: parseIsoDate(row.claim_window_ends_on),
    }),
  };
  const plan: FilingPlan = {
    filingId,
    jurisdiction: row.jurisdiction,
    applicantPartyId: row.applicant_party_id,
    clockOffsetMs,
  };
  return { course, plan };
}

async function noticeInput(pool: pg.Pool, noticeId: string, clockOffsetMs: number) {
  const found = await pool.query<{ jurisdiction: string; responsible_department: OrganCode }>(
    'SELECT jurisdiction, responsible_department FROM notice WHERE id = $1 AND start_requested_at IS NOT NULL',
    [noticeId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    return null;
  }
  const course: NoticeCourse = { revision: 0, lastActId: '', state: 'draft', words: [], endsAtMs: null };
  const plan: NoticePlan = {
    noticeId,
    jurisdiction: row.jurisdiction,
    responsibleDepartment: row.responsible_department,
    clockOffsetMs,
  };
  return { course, plan };
}

async function batchInput(pool: pg.Pool, batchId: string, clockOffsetMs: number) {
  const found = await pool.query<{ jurisdiction: string; maker_id: string }>(
    'SELECT jurisdiction, maker_id FROM batch WHERE id = $1 AND start_requested_at IS NOT NULL',
    [batchId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    return null;
  }
  const course: BatchCourse = { revision: 0, lastActId: '', state: 'draft' };
  const plan: BatchPlan = { batchId, jurisdiction: row.jurisdiction, makerId: row.maker_id, clockOffsetMs };
  return { course, plan };
}
