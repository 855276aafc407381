import type pg from 'pg';
import { beginCourse, type ClaimCourse } from '../../domain/claim/claim-course.ts';

const AT = '2025-06-20T02:00:00.000Z';
export const BYTES = Buffer.from('sealed');

const APPLICANT = { personId: 'per_school', organ: null, section: null, role: 'applicant' } as const;
/** The former release kept the pack's word of a review as the state of a course. */
const formerCourse = (state: string, more: Partial<ClaimCourse> = {}) => ({
  ...beginCourse(1, APPLICANT),
  lastActId: 'act_former',
  stageIndex: 0,
  ...more,
  state,
});
const resubmission = { kind: 'resubmission', atMs: Date.parse('2025-07-04T16:00:00Z') } as const;

export const FORMER_CLAIMS = [
  { id: 'clm_draft', state: 'draft', stage: null, course: null },
  { id: 'clm_review', state: 'departmentReview', stage: 'departmentReview', course: formerCourse('departmentReview') },
  { id: 'clm_held', state: 'suspended', stage: 'bureauReview', course: formerCourse('bureauReview', { holds: 1 }) },
  {
    id: 'clm_returned',
    state: 'returnedToApplicant',
    stage: 'departmentReview',
    course: formerCourse('returnedToApplicant', { timer: resubmission }),
  },
  { id: 'clm_finance', state: 'finance', stage: 'disbursement', course: formerCourse('finance', { stageIndex: 3 }) },
  { id: 'clm_ended', state: 'rejected', stage: null, course: formerCourse('rejected', { outcome: 'NO_LINES_LEFT' }) },
] as const;

export const FORMER_TASKS = [
  { id: 'tsk_review', kind: 'review', role: 'departmentReviewer', claim_id: 'clm_review' },
  { id: 'tsk_filing', kind: 'filingReview', role: 'departmentReviewer', filing_id: 'fil_1' },
  { id: 'tsk_notice', kind: 'noticeConfirmationBureau', role: 'noticeOfficer', notice_id: 'ntc_1' },
  { id: 'tsk_objection', kind: 'objection', role: 'noticeOfficer', notice_id: 'ntc_1', objection_id: 'obj_1' },
  { id: 'tsk_batch', kind: 'batchRelease', role: 'financeChecker', batch_id: 'pob_1' },
] as const;

/** Rows as the release before 20261128000000 wrote them: claims in several states, and a task of each entity. */
export async function writeFormerRows(owner: pg.Client): Promise<void> {
  await insertRow(owner, 'party', { id: 'pty_school', kind: 'institution', name: '学校', jurisdiction: '150600' });
  for (const id of ['per_school', 'per_maker', 'per_related']) {
    await insertRow(owner, 'person', {
      id,
      username: id,
      display_name: id,
      jurisdiction: '150600',
      roles: ['applicant'],
    });
  }
  await insertRow(owner, 'declared_relation', { person_id: 'per_related', party_id: 'pty_school', declared_at: AT });
  const law = { parameters: [{ key: 'return.days', value: 10, unit: 'workingDays' }] };
  await insertRow(owner, 'policy_snapshot', {
    id: 'psn_1',
    digest: BYTES,
    content: JSON.stringify(law),
    created_at: AT,
  });
  await insertRow(owner, 'class_filing', {
    id: 'fil_1',
    filing_no: 'F1',
    jurisdiction: '150600',
    route: 'INSTITUTION_PROJECT_TRAINING',
    applicant_party_id: 'pty_school',
    applicant_person_id: 'per_school',
    occupation_code: '6-18-02-04',
    occupation_name: '焊工',
    skill_level: 'LEVEL_5',
    certificate_kind: 'SKILL_LEVEL',
    class_hours: 80,
    opens_on: '2025-05-26',
    ends_on: '2025-06-13',
    delivery_mode: 'ORDER',
    location: '康巴什',
    payee_sealed: BYTES,
    state: 'assessed',
    revision: 4,
    responsible_department: 'TRADE_UNION',
    department_source: 'planLine',
    warnings: '[]',
    state_since: AT,
    created_at: AT,
    course: JSON.stringify({ revision: 4, state: 'assessed' }),
  });
  for (const claim of FORMER_CLAIMS) {
    await writeClaim(owner, claim);
  }
  await writeNoticeAndBatch(owner);
  for (const task of FORMER_TASKS) {
    const of = { round: 1, jurisdiction: '150600', organ: 'HRSS', subject: 'F1', state: 'open', stage: task.kind };
    await insertRow(owner, 'task', { ...task, ...of, starts_on: '2025-06-20', created_at: AT });
  }
  await insertRow(owner, 'trainee', { id: 'trn_1', id_number_index: BYTES, id_number_sealed: BYTES });
  await insertRow(owner, 'roster_entry', {
    filing_id: 'fil_1',
    trainee_id: 'trn_1',
    name_sealed: BYTES,
    phone_sealed: BYTES,
    phone_index: BYTES,
    categories: [],
    registered_at: '',
    employer: '',
    fee_fen: 0,
    content_hash: BYTES,
    added_at: AT,
  });
  await insertRow(owner, 'act', {
    id: 'act_former',
    entity_kind: 'claim',
    entity_id: 'clm_returned',
    act: 'decide',
    body_digest: BYTES,
    body: '{}',
    at: AT,
    state: 'recorded',
    recorded_revision: 1,
    attempts: 2,
    tried_at: AT,
  });
  await insertRow(owner, 'act', {
    id: 'act_said_of_notice',
    entity_kind: 'notice',
    entity_id: 'ntc_1',
    act: 'confirm',
    body_digest: BYTES,
    body: '{}',
    at: AT,
    state: 'recorded',
    recorded_revision: 1,
    attempts: 1,
    answered_at: AT,
  });
  const facts = JSON.stringify({ decision: 'returnForCorrection', state: 'returnedToApplicant' });
  await insertRow(owner, 'audit_entry', {
    entity_kind: 'claim',
    entity_id: 'clm_returned',
    seq: 1,
    revision: 1,
    act: 'decide',
    act_id: 'act_former',
    at: AT,
    facts,
    previous_hash: BYTES,
    hash: BYTES,
  });
}

/** One certificate under two people, as the release before 20261128003500 allowed, and under a recorded honour (C36). */
export async function writeSharedCertificate(owner: pg.Client): Promise<void> {
  await owner.query("UPDATE claim SET route = 'CONTEST_HONOUR_AND_LEVEL' WHERE id = 'clm_held'");
  const law = { routeDefinition: { code: 'CONTEST_HONOUR_AND_LEVEL', keys: ['RESULT', 'CERTIFICATE'] } };
  await insertRow(owner, 'policy_snapshot', {
    id: 'psn_36',
    digest: 'x',
    content: JSON.stringify(law),
    created_at: AT,
  });
  for (const [place, claimId] of ['clm_held', 'clm_review', 'clm_finance'].entries()) {
    const of = { line_id: `lin_${place}`, trainee_id: `trn_of_${place}` };
    await insertRow(owner, 'trainee', {
      id: of.trainee_id,
      id_number_index: Buffer.from(of.trainee_id),
      id_number_sealed: BYTES,
    });
    await insertRow(owner, 'claim_line', {
      id: of.line_id,
      claim_id: claimId,
      position: 1,
      trainee_id: of.trainee_id,
      line_key: of.trainee_id,
      state: 'eligible',
      attended_hours: 80,
      certificate_kind: 'SKILL_LEVEL',
      certificate_no: 'A1',
      certificate_date: '2025-06-19',
      occupation_code: '6-18-02-04',
      skill_level: 'LEVEL_5',
      base_fen: 10_000,
      formula: '',
      refusals: '[]',
      findings: '[]',
    });
    await insertRow(owner, 'entitlement_key', { ...of, kind: 'CERTIFICATE', key: 'SKILL_LEVEL/A1' });
  }
}

async function writeClaim(
  owner: pg.Client,
  { id, state, stage, course }: (typeof FORMER_CLAIMS)[number],
): Promise<void> {
  await insertRow(owner, 'claim', {
    id,
    claim_no: id,
    kind: 'main',
    route: 'INSTITUTION_PROJECT_TRAINING',
    pipeline: 'P1_JOINT',
    jurisdiction: '150600',
    applicant_party_id: 'pty_school',
    applicant_person_id: 'per_school',
    payee_sealed: BYTES,
    responsible_department: 'TRADE_UNION',
    fund: 'EMPLOYMENT_SUBSIDY',
    state,
    stage,
    course: course === null ? null : JSON.stringify(course),
    outcome_code: course?.outcome ?? null,
    claimed_fen: 10_000,
    approved_fen: 10_000,
    lines_total: 1,
    lines_eligible: 1,
    lines_refused: 0,
    policy_snapshot_id: 'psn_1',
    state_since: AT,
    created_at: AT,
  });
}

async function writeNoticeAndBatch(owner: pg.Client): Promise<void> {
  await insertRow(owner, 'notice', {
    id: 'ntc_1',
    notice_no: 'N1',
    jurisdiction: '150600',
    responsible_department: 'TRADE_UNION',
    state: 'draft',
    policy_snapshot_id: 'psn_1',
    created_at: AT,
    state_since: AT,
  });
  const inNotice = { notice_id: 'ntc_1', claim_id: 'clm_finance', purpose: 'base' };
  await insertRow(owner, 'notice_claim', { ...inNotice, state: 'drafted', facts: '{}' });
  await insertRow(owner, 'objection', {
    id: 'obj_1',
    receipt_no: 'O1',
    notice_id: 'ntc_1',
    item_no: 1,
    claim_id: 'clm_finance',
    statement_sealed: BYTES,
    at: AT,
    state: 'open',
  });
  await insertRow(owner, 'payout_batch', {
    id: 'pob_1',
    batch_no: 'B1',
    jurisdiction: '150600',
    fund: 'EMPLOYMENT_SUBSIDY',
    state: 'draft',
    maker_id: 'per_maker',
    control_sum_fen: 10_000,
    line_count: 1,
    created_at: AT,
    state_since: AT,
    course: JSON.stringify({ revision: 1, state: 'draft' }),
  });
  const payment = { claim_id: 'clm_finance', purpose: 'base', fund: 'EMPLOYMENT_SUBSIDY' };
  await insertRow(owner, 'claim_fund', { ...payment, approved_fen: 10_000 });
  await insertRow(owner, 'payout_instruction', {
    id: 'pin_1',
    batch_id: 'pob_1',
    ...payment,
    amount_fen: 10_000,
    payee_sealed: BYTES,
    payee_masked: '',
    state: 'draft',
    state_since: AT,
    created_at: AT,
  });
}

function insertRow(owner: pg.Client, table: string, row: Readonly<Record<string, unknown>>): Promise<unknown> {
  const names = Object.keys(row);
  return owner.query(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_name, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
}
