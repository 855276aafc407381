import {
  ALL_AUDIT_ACTS,
  AUDITED_KINDS,
  DONE_ACTS,
  FORGED_KINDS,
  STORED_ACTS,
  type AuditedKind,
} from '../../domain/act-words.ts';
import { ACCOUNTING_STATES } from '../../domain/accounting-period/accounting-period.ts';
import type { BankFileState, EntryWord } from '../../domain/bank-file/bank-entry.ts';
import { CHECK_COLUMN_WORDS, GONE_FINDING } from './check-column-words.ts';
import { MONEY_COLUMN_WORDS } from './money-column-words.ts';
import { DOCUMENT_OWNERS } from '../../domain/authority/document-owners.ts';
import { FORGERIES } from '../../domain/authority/authentic-act.ts';
import {
  CLAIM_KINDS,
  LEADING_PURPOSES,
  PURPOSES,
  type ClaimKind,
  type CourseTimer,
} from '../../domain/claim/claim-course.ts';
import {
  CLAIM_ROW_STATES,
  OUTCOME_CODES,
  UNPAID_CLAIM_STATES,
  type ClaimRowState,
} from '../../domain/claim/claim-state.ts';
import {
  ACT_STATES,
  CERTIFICATE_KINDS,
  CLOCK_JUMP_STATES,
  DELIVERY_MODES,
  FUND_CODES,
  MODES,
  PIPELINE_CODES,
  ROLES,
  RUNNING_JUMP_STATES,
  SKILL_LEVELS,
  SUPERVISION_KINDS,
} from '../../domain/codes.ts';
import { CALL_STATES } from '../../domain/grant/call-course.ts';
import { DESIGNATION_KINDS, DESIGNATION_LEVELS } from '../../domain/grant/designation.ts';
import { SCORE_STATES } from '../../domain/grant/grant-content.ts';
import { DUE_EVENTS, INSTALMENT_STATES } from '../../domain/grant/grant-instalments.ts';
import { ACCEPTANCE_STATES, YEAR_OUTCOMES, YEAR_STATES } from '../../domain/grant/grant-title-course.ts';
import { GRANT_ROLES } from '../../domain/grant/grant-role.ts';
import { GRANT_STATES, LIVING_TITLE_STATES, TITLE_STATES, type GrantState } from '../../domain/grant/grant-state.ts';
import { DEMAND_CYCLE_STATES, DEMAND_PUBLISH_MODES } from '../../domain/demand/demand-cycle-course.ts';
import {
  DEMAND_ENTRY_STATES,
  DEMAND_LISTS,
  DEMAND_SOURCES,
  RECIPIENT_KINDS,
  type DemandEntryState,
} from '../../domain/demand/demand-words.ts';
import { PAID_PURPOSES } from '../../domain/payout/paid-purpose.ts';
import { FILING_STATES } from '../../domain/filing/filing-course.ts';
import { FORBIDDEN_ACTS } from '../../domain/integrity/integrity-cases.ts';
import { DEPARTMENT_SOURCES } from '../../domain/filing/routing.ts';
import { LINE_STATES } from '../../domain/line/line-state.ts';
import {
  LIVE_NOTICE_CLAIM_STATES,
  NOTICE_CLAIM_STATES,
  NOTICE_SIDES,
  NOTICE_STATES,
  OBJECTION_STATES,
  type ObjectionState,
} from '../../domain/notice/notice-course.ts';
import { PLAN_STATES, PLAN_VERSION_STATES, type PlanVersionState } from '../../domain/plan/plan-words.ts';
import { BATCH_STATES } from '../../domain/payout/batch-course.ts';
import { INSTRUCTION_STATES, LIVING_INSTRUCTION_STATES, type InboxState } from '../../domain/payout/inbox-judgement.ts';
import {
  MONEY_ENTRY_KINDS,
  MONEY_ENTRY_STATES,
  type MoneyEntryKind,
  type MoneyEntryState,
} from '../../domain/payout/money-entry.ts';
import { PERIOD_KINDS } from '../../domain/period/period-words.ts';
import { REGISTER_NAMES } from '../../domain/line/register-answers.ts';
import { KEY_KINDS, PARTY_KINDS, type KeyKind } from '../../domain/policy/route-codes.ts';
import { ACCESS_ACTS } from '../../domain/oversight/access-acts.ts';
import { DIFFERENCE_KINDS } from '../../domain/reconciliation/reconcile.ts';
import { ENTITY_KINDS } from '../../domain/entities.ts';
import {
  BACKLOG_STATES,
  DELIVERY_ERRORS,
  DELIVERY_STATES,
  DISABLED_REASONS,
  ENDPOINT_STATES,
  type DeliveryState,
} from '../../domain/event/delivery-words.ts';
import { EVENT_KINDS } from '../../domain/event/event-kinds.ts';
import { DEADLINE_UNITS } from '../../domain/task/deadlines.ts';
import { NOTIFICATION_KINDS, NOTIFIED_KINDS } from '../../domain/task/notification-words.ts';
import { PLEDGED_RESULTS } from '../../domain/task/bulk-words.ts';
import { TASK_KINDS, TASK_STATES, type TaskState } from '../../domain/task/task-words.ts';
import { REPAIR_COLUMN_WORDS, REPAIR_INDEX_WORDS } from './repair-column-words.ts';
import { sqlList } from './sql-list.ts';

/**
 * Columns that hold a closed word, by `table.column`, and the words. Each has a CHECK `<table>_<column>_word` in the
 * database. A new word needs a migration: `node --import tsx scripts/rules/column-checks.ts claim.state` writes its SQL,
 * and a test compares the database with this table.
 */
export const COLUMN_WORDS: Readonly<Record<string, readonly string[]>> = {
  'access_count.act': ACCESS_ACTS,
  'accounting_period.state': ACCOUNTING_STATES,
  'act.act': STORED_ACTS,
  'act.entity_kind': ENTITY_KINDS,
  'act.state': ACT_STATES,
  'annual_plan.state': PLAN_STATES,
  'audit_entry.act': ALL_AUDIT_ACTS,
  'audit_entry.entity_kind': AUDITED_KINDS,
  'base_grant.kind': DESIGNATION_KINDS,
  'base_grant.level': DESIGNATION_LEVELS,
  'base_grant.state': GRANT_STATES,
  'base_grant.title_state': TITLE_STATES,
  ...CHECK_COLUMN_WORDS,
  ...MONEY_COLUMN_WORDS,
  'batch.fund': FUND_CODES,
  'batch.state': BATCH_STATES,
  'bulk_decision_item.result': PLEDGED_RESULTS,
  'claim.fund': FUND_CODES,
  'claim.kind': CLAIM_KINDS,
  'claim.outcome_code': OUTCOME_CODES,
  'claim.pipeline': PIPELINE_CODES,
  'claim.purpose': LEADING_PURPOSES,
  'claim.return_unit': DEADLINE_UNITS,
  'claim.state': CLAIM_ROW_STATES,
  'claim.waiting_register': REGISTER_NAMES,
  'claim_fund.fund': FUND_CODES,
  'claim_fund.purpose': PURPOSES,
  'claim_line.certificate_kind': CERTIFICATE_KINDS,
  'claim_line.skill_level': SKILL_LEVELS,
  'claim_line.state': LINE_STATES,
  'claim_round.purpose': LEADING_PURPOSES,
  'clock_jump.state': CLOCK_JUMP_STATES,
  'demand_cycle.publish': DEMAND_PUBLISH_MODES,
  'demand_cycle.state': DEMAND_CYCLE_STATES,
  'demand_delivery.recipient_kind': RECIPIENT_KINDS,
  'demand_entry.list': DEMAND_LISTS,
  'demand_entry.skill_level': SKILL_LEVELS,
  'demand_entry.source': DEMAND_SOURCES,
  'demand_entry.state': DEMAND_ENTRY_STATES,
  'demand_publication.list': DEMAND_LISTS,
  'document_version.owner_kind': DOCUMENT_OWNERS,
  'entitlement_key.kind': KEY_KINDS,
  'environment.mode': MODES,
  'filing.certificate_kind': CERTIFICATE_KINDS,
  'filing.delivery_mode': DELIVERY_MODES,
  'filing.department_source': DEPARTMENT_SOURCES,
  'filing.skill_level': SKILL_LEVELS,
  'filing.state': FILING_STATES,
  'forged_act.act': FORGED_KINDS,
  'designation_import.state': MONEY_ENTRY_STATES,
  'designation_import_row.kind': DESIGNATION_KINDS,
  'designation_import_row.level': DESIGNATION_LEVELS,
  'forged_act.cause': FORGERIES,
  'forged_act.entity_kind': ENTITY_KINDS,
  'grant_call.kind': DESIGNATION_KINDS,
  'grant_call.level': DESIGNATION_LEVELS,
  'grant_call.state': CALL_STATES,
  'grant_decider.role': GRANT_ROLES,
  'grant_instalment.due_event': DUE_EVENTS,
  'grant_instalment.state': INSTALMENT_STATES,
  'grant_repayment.state': MONEY_ENTRY_STATES,
  'grant_score.state': SCORE_STATES,
  'grant_title.acceptance_state': ACCEPTANCE_STATES,
  'grant_year.outcome': YEAR_OUTCOMES,
  'grant_year.state': YEAR_STATES,
  'integrity_case.finding': FORBIDDEN_ACTS,
  'money_entry.kind': MONEY_ENTRY_KINDS,
  'money_entry.state': MONEY_ENTRY_STATES,
  'notice.state': NOTICE_STATES,
  'notification.entity_kind': NOTIFIED_KINDS,
  'notification.kind': NOTIFICATION_KINDS,
  'notice_claim.purpose': LEADING_PURPOSES,
  'notice_claim.state': NOTICE_CLAIM_STATES,
  'notice_grant.state': NOTICE_CLAIM_STATES,
  'notice_confirmation.side': NOTICE_SIDES,
  'objection.state': OBJECTION_STATES,
  'occupation_level_key.skill_level': SKILL_LEVELS,
  'outbox_message.entity_kind': EVENT_KINDS,
  'party.kind': PARTY_KINDS,
  'payout_instruction.fund': FUND_CODES,
  'payout_instruction.purpose': PAID_PURPOSES,
  'payout_instruction.state': INSTRUCTION_STATES,
  'period.kind': PERIOD_KINDS,
  'period_missed.kind': PERIOD_KINDS,
  'plan_version.state': PLAN_VERSION_STATES,
  'reconciliation_difference.fund': FUND_CODES,
  'reconciliation_difference.kind': DIFFERENCE_KINDS,
  'register_answer.register': REGISTER_NAMES,
  'register_connection.register': REGISTER_NAMES,
  ...REPAIR_COLUMN_WORDS,
  'supervision_entry.kind': SUPERVISION_KINDS,
  'task.done_act': DONE_ACTS,
  'task.due_unit': DEADLINE_UNITS,
  'task.entity_kind': ENTITY_KINDS,
  'task.kind': TASK_KINDS,
  'task.purpose': PURPOSES,
  'task.role': ROLES,
  'task.state': TASK_STATES,
  'task_tally.kind': TASK_KINDS,
  'task_tally.role': ROLES,
  'task_tally.state': TASK_STATES,
  'training_result.certificate_kind': CERTIFICATE_KINDS,
  'webhook_attempt.error': DELIVERY_ERRORS,
  'webhook_delivery.last_error': DELIVERY_ERRORS,
  'webhook_delivery.state': DELIVERY_STATES,
  'webhook_endpoint.disabled_reason': DISABLED_REASONS,
  'webhook_endpoint.state': ENDPOINT_STATES,
};

// One word of a list of the domain: the compiler knows whether the list has it.
const ADVANCE_CLAIM = 'advance' satisfies ClaimKind;
const SUPPLEMENTARY_CLAIM = 'supplementary' satisfies ClaimKind;
const CLOSED_CLAIM = 'closed' satisfies ClaimRowState;
const DRAFT_CLAIM = 'draft' satisfies ClaimRowState;
const RESUBMISSION_TIMER = 'resubmission' satisfies CourseTimer['kind'];
const CERTIFICATE_KEY = 'CERTIFICATE' satisfies KeyKind;
const CONFIRMED_ENTRY = 'confirmed' satisfies MoneyEntryState;
const MATCH = 'match' satisfies MoneyEntryKind;
const OPEN_OBJECTION = 'open' satisfies ObjectionState;
const PARKED_REPORT = 'parked' satisfies InboxState;
const REFUSED_REPORT = 'refused' satisfies InboxState;
const WITHDRAWN_GRANT = 'withdrawn' satisfies GrantState;
const REPAYMENT = 'repayment' satisfies MoneyEntryKind;
const WAITING_ENTRY = 'waitsForConfirmation' satisfies MoneyEntryState;
const FILED_PLAN = 'submitted' satisfies PlanVersionState;
const ACCEPTED_PLAN = 'accepted' satisfies PlanVersionState;
const WAITING_DELIVERY = 'waiting' satisfies DeliveryState;
const DONE_TASK = 'done' satisfies TaskState;
const CHECKED_ENTRY = 'checked' satisfies DemandEntryState;
const ACCESS_CHAIN: AuditedKind = 'access';
const SETTLED_ENTRY: EntryWord = 'settled';
const REJECTED_FILE: BankFileState = 'rejected';
const OPEN_TASK = 'open' satisfies TaskState;

/**
 * Words in the conditions of partial indexes, by the index. A statement uses such an index only if its text has the same
 * words, and a unique one decides what two transactions may both write. A test compares the database with this table.
 */
export const INDEX_WORDS: Readonly<Record<string, readonly string[]>> = {
  task_tally_done: [DONE_TASK],
  webhook_delivery_before: [WAITING_DELIVERY],
  webhook_delivery_due: [WAITING_DELIVERY],
  webhook_delivery_backlog: BACKLOG_STATES,
  task_tally_seat: [OPEN_TASK],
  audit_entry_access_about: [ACCESS_CHAIN],
  audit_entry_payee_refused: ['payeeRefused'],
  bank_file_once: [REJECTED_FILE],
  bank_file_row_booking: [SETTLED_ENTRY],
  base_grant_one_per_call: [WITHDRAWN_GRANT],
  base_grant_one_level: [WITHDRAWN_GRANT],
  base_grant_one_title: LIVING_TITLE_STATES,
  claim_closed_advances: [ADVANCE_CLAIM, CLOSED_CLAIM],
  claim_one_main_per_filing: [SUPPLEMENTARY_CLAIM, ...UNPAID_CLAIM_STATES],
  claim_one_supplementary_draft: [SUPPLEMENTARY_CLAIM, DRAFT_CLAIM],
  claim_return_calendar: ['{timer,kind}', RESUBMISSION_TIMER],
  clock_jump_one_running: RUNNING_JUMP_STATES,
  entitlement_key_certificate_once: [CERTIFICATE_KEY],
  integrity_finding_living: [GONE_FINDING],
  lump_match_one_waits: [WAITING_ENTRY, CONFIRMED_ENTRY],
  money_entry_one_match: [MATCH, WAITING_ENTRY],
  grant_repayment_reference_once: [WAITING_ENTRY, CONFIRMED_ENTRY],
  money_entry_reference_once: [REPAYMENT, WAITING_ENTRY, CONFIRMED_ENTRY],
  notice_claim_one_live: LIVE_NOTICE_CLAIM_STATES,
  notice_grant_one_live: LIVE_NOTICE_CLAIM_STATES,
  objection_open: [OPEN_OBJECTION],
  demand_entry_valid: [CHECKED_ENTRY],
  payout_inbox_one_per_digest: [REFUSED_REPORT],
  payout_inbox_one_per_id: [REFUSED_REPORT],
  payout_inbox_parked: [PARKED_REPORT],
  payout_inbox_parked_instruction: [PARKED_REPORT],
  payout_instruction_one_instalment: LIVING_INSTRUCTION_STATES,
  payout_instruction_one_living: LIVING_INSTRUCTION_STATES,
  plan_version_one_filed: [FILED_PLAN],
  plan_version_one_in_force: [ACCEPTED_PLAN],
  ...REPAIR_INDEX_WORDS,
  task_done: [DONE_TASK],
  task_done_newest: [DONE_TASK],
  task_assigned: [OPEN_TASK],
  task_due: [OPEN_TASK],
  task_inbox: [OPEN_TASK],
  task_inbox_received: [OPEN_TASK],
  task_inbox_amount: [OPEN_TASK],
  task_one_of_objection: [OPEN_TASK],
};

/** The name and the condition of a column's CHECK; a nullable column also accepts null. */
export function columnCheck(of: string): { readonly table: string; readonly name: string; readonly condition: string } {
  const [table = '', column = ''] = of.split('.');
  const condition = `${column} IN (${sqlList(COLUMN_WORDS[of] ?? [])})`;
  return { table, name: `${table}_${column}_word`, condition };
}
