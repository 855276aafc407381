import type { ColumnType, InsertType, SelectType } from 'kysely';
import { EVENT_TABLE_RIGHTS } from './event-table-rights.ts';
import { GRANT_TABLE_RIGHTS } from './grant-table-rights.ts';
import { READ, ADD, REPLACE, addAndChange, keep } from './rights-kinds.ts';
import { MONEY_TABLE_RIGHTS } from './money-table-rights.ts';
import { PEOPLE_TABLE_RIGHTS } from './people-table-rights.ts';
import { PLAN_TABLE_RIGHTS } from './plan-table-rights.ts';
import { REPAIR_RIGHTS } from './repair-table-rights.ts';
import { RECOVERY_RIGHTS } from './recovery-table-rights.ts';
import { STANDING_RIGHTS } from './rights-of-standing.ts';
import { YEAR_RIGHTS } from './rights-of-years.ts';
import type { Tables } from './tables.ts';

type Table = keyof Tables;

/** What the application's login may do with a table besides reading it. */
export interface Rights {
  readonly insert: boolean;
  readonly update: readonly string[];
  readonly delete: boolean;
}

interface TableRights<Name extends Table> extends Rights {
  /**
   * The columns that it may change. A table that is only locked (`FOR UPDATE` asks for the right to change something)
   * has its id here, which a trigger keeps.
   */
  readonly update: readonly (keyof Tables[Name] & string)[];
}

/**
 * Every table with the rights of the application's login (R-109, S14). A new table does not compile without its row; a test
 * compares all rows with the catalogue, and `scripts/rules/table-rights.ts` writes the SQL of a row for its migration.
 * Roles, password hashes, payees, approved amounts and what a person signed are in no list: only the functions of the
 * migrations change them.
 */
export const TABLE_RIGHTS = {
  ...EVENT_TABLE_RIGHTS,
  ...MONEY_TABLE_RIGHTS,
  ...PEOPLE_TABLE_RIGHTS,
  ...PLAN_TABLE_RIGHTS,
  ...YEAR_RIGHTS,
  access_count: keep('count'),
  act: addAndChange('answered_at', 'state', 'refusal_code', 'idempotency_key', 'recorded_revision', 'course'),
  act_before_signing: READ,
  attendance_day: REPLACE,
  audit_before_digests: READ,
  audit_before_keys: READ,
  audit_entry: ADD,
  audit_root: ADD,
  audit_seal: ADD,
  // What waits for its number is no fact; the entry is.
  audit_unsealed: REPLACE,
  ...GRANT_TABLE_RIGHTS,
  batch: addAndChange(
    'revision',
    'course',
    'state',
    'state_since',
    'started_at',
    'checker_id',
    'reason',
    'over_budget_fen',
  ),
  // Plans that nobody pledged go; a trigger keeps the others.
  bulk_decision: keep('pledged_at', 'pledge_key'),
  bulk_decision_item: keep('result', 'problem', 'act_id'),
  claim: addAndChange(
    'pipeline',
    'applicant_person_id',
    'responsible_department',
    'fund',
    'state',
    'stage',
    'purpose',
    'round',
    'revision',
    'course',
    'claimed_fen',
    'paid_fen',
    'float_fen',
    'float_paid_fen',
    'allowance_fen',
    'allowance_paid_fen',
    'advance_fen',
    'lines_total',
    'lines_eligible',
    'lines_refused',
    'policy_snapshot_id',
    'waiting_register',
    'training_data_changed',
    'window_ends_on',
    'evidence_due_on',
    'evidence_unverified_since',
    'timer_at',
    'return_starts_on',
    'return_days',
    'return_unit',
    'return_due_on',
    'return_calendar',
    'outcome_code',
    'state_since',
    'submitted_at',
    'start_requested_at',
    // Once; a trigger keeps it.
    'plan_digest',
    'started_at',
    'closed_at',
    'reference_on',
  ),
  claim_decider: ADD,
  claim_document: addAndChange('kind', 'file_id', 'uploaded_at'),
  claim_entry: REPLACE,
  claim_fund: READ,
  // A line's account changes with a new count until the line is approved; then only with an act (a trigger).
  claim_line: keep(
    'state',
    'attended_hours',
    'certificate_kind',
    'certificate_no',
    'certificate_date',
    'occupation_code',
    'skill_level',
    'base_fen',
    'formula',
    'allowance_fen',
    'allowance_formula',
    'float_fen',
    'refusals',
    'findings',
    'accepted_remark',
    'float_accepted_remark',
    'wanted_keys',
    'name_sealed',
    'payee_sealed',
    'account_index',
  ),
  // Every return, as it was.
  claim_round: ADD,
  claim_line_document: addAndChange('kind', 'file_id', 'uploaded_at'),
  claim_review_section: ADD,
  clock_jump: addAndChange('state', 'note', 'done_at'),
  contract_evidence: addAndChange(
    'signed_on',
    'starts_on',
    'ends_on',
    'open_ended',
    'employer_sealed',
    'insured_months',
    'insurance_kinds',
    'received_at',
  ),
  declared_relation: REPLACE,
  // A key that is freed goes to the next line that wants it.
  entitlement_key: keep('line_id'),
  environment: { insert: false, update: ['clock_offset_ms'], delete: false },
  filing: addAndChange(
    'plan_line_id',
    'occupation_code',
    'occupation_name',
    'skill_level',
    'certificate_kind',
    'class_hours',
    'opens_on',
    'ends_on',
    'delivery_mode',
    'location',
    // Until it is filed; then a trigger keeps it.
    'payee_sealed',
    'facts',
    'state',
    'revision',
    'round',
    'responsible_department',
    'department_source',
    'warnings',
    'directory_snapshot',
    'policy_snapshot_id',
    'course',
    'filed_at',
    'accepted_at',
    'assessment_due_on',
    'claim_window_ends_on',
    'training_years',
    'state_since',
    'start_requested_at',
    'started_at',
  ),
  // A trigger writes it when a file begins to count.
  document_version: READ,
  filing_document: addAndChange('kind', 'file_id', 'uploaded_at'),
  forged_act: addAndChange('count', 'last_at'),
  hold: addAndChange('released_at', 'released_by'),
  idempotent_request: keep('started_at', 'status', 'answer_sealed'),
  integrity_case: addAndChange(
    'closing_asked_by',
    'closing_asked_at',
    'outcome',
    'transfer_document_no',
    'closing_reason',
    'closed_by',
    'closed_at',
    'closing_signature',
    'confirmation_signature',
  ),
  integrity_case_before_signing: READ,
  integrity_case_claim: addAndChange('hold_act_id', 'release_act_id'),
  integrity_case_grant: addAndChange('suspend_act_id', 'resume_act_id'),
  ledger_entry: ADD,
  machine_client: READ,
  money_entry: addAndChange('state', 'decided_by', 'decided_act_id', 'decided_at', 'reason'),
  notice: addAndChange(
    'revision',
    'course',
    'state',
    'state_since',
    'started_at',
    'outcome_reason',
    'published_at',
    'ends_on',
    'ends_at',
    'page_digest',
  ),
  notice_claim: addAndChange('state', 'drop_reason'),
  notice_confirmation: ADD,
  notice_item: ADD,
  objection: addAndChange('state', 'routed_at', 'ruled_by', 'ruled_at', 'remark', 'refuse_lines'),
  occupation_level_key: keep('line_id'),
  outbox_message: addAndChange('sent_at', 'attempts'),
  party: { insert: false, update: ['id'], delete: false },
  person: { insert: false, update: ['id'], delete: false },
  // The amounts of accepted plans are written by a function alone.
  plan_line: addAndChange('id'),
  policy_snapshot: ADD,
  rate_limit: keep('key', 'points', 'expire'),
  ...RECOVERY_RIGHTS,
  ...STANDING_RIGHTS,
  register_answer: keep('asked_at', 'answered_at', 'rows_sealed'),
  register_availability: addAndChange('available', 'changed_at'),
  register_certificate: keep('name_sealed', 'occupation', 'level', 'date'),
  register_connection: REPLACE,
  register_identity: REPLACE,
  register_insurance: REPLACE,
  register_subsidy: REPLACE,
  ...REPAIR_RIGHTS,
  result_entry: addAndChange('confirmed_by', 'confirmed_at'),
  result_entry_before_signing: READ,
  roster_entry: keep('removed_at'),
  sealing_mark: READ,
  sign_in_count: keep('failures', 'blocked_until', 'forgotten_at'),
  stored_file: ADD,
  supervision_entry: ADD,
  // Triggers of `task` write it.
  task_tally: READ,
  task: addAndChange(
    'organ',
    'objections',
    'state',
    'revision',
    'assignee_id',
    'on_behalf_of',
    'starts_on',
    'due_rule',
    'due_days',
    'due_unit',
    'due_on',
    'near_on',
    'escalate_on',
    'calendar_version',
    'provisional',
    'reminded_at',
    'escalated_at',
    'done_at',
    'done_by',
    'done_act',
  ),
  task_draft: keep('content_sealed', 'saved_at'),
  trainee: addAndChange('id'),
  training_key: keep('line_id'),
  training_result: REPLACE,
  worker_heartbeat: keep('at'),
  yearly_slot: keep('line_id'),
} as const satisfies { readonly [Name in Table]: TableRights<Name> };

/** The tables as the application writes them: a statement that changes a column without the right to it does not compile. */
export type ApplicationTables = {
  [Name in Table]: {
    [Column in keyof Tables[Name]]: Column extends (typeof TABLE_RIGHTS)[Name]['update'][number]
      ? Tables[Name][Column]
      : Unchangeable<Tables[Name][Column]>;
  };
};

type Unchangeable<Column> = ColumnType<SelectType<Column>, InsertType<Column>, never>;
