import { CLAIM_KINDS, LEADING_PURPOSES, PURPOSES } from '../../domain/claim/claim-course.ts';
import { CLAIM_ROW_STATES } from '../../domain/claim/claim-state.ts';
import { ACT_STATES, CLOCK_JUMP_STATES, MODES, PIPELINE_CODES, ROLES, SUPERVISION_KINDS } from '../../domain/codes.ts';
import { FILING_STATES } from '../../domain/filing/filing-course.ts';
import { FORBIDDEN_ACTS } from '../../domain/integrity/integrity-cases.ts';
import { LINE_STATES } from '../../domain/line/line-state.ts';
import {
  NOTICE_CLAIM_STATES,
  NOTICE_SIDES,
  NOTICE_STATES,
  OBJECTION_STATES,
} from '../../domain/notice/notice-course.ts';
import { BATCH_STATES } from '../../domain/payout/batch-course.ts';
import {
  INBOX_STATES,
  INSTRUCTION_STATES,
  PARK_REASONS,
  REPORTED_STATES,
} from '../../domain/payout/inbox-judgement.ts';
import { ENTITLEMENT_KINDS, PARTY_KINDS } from '../../domain/policy/route-codes.ts';
import { RECOVERY_STATES, RECOVERY_STEP_KINDS } from '../../domain/recovery/recovery-words.ts';
import { ENTITY_KINDS } from '../../domain/entities.ts';
import { DEADLINE_UNITS } from '../../domain/task/deadlines.ts';
import { TASK_KINDS, TASK_STATES } from '../../domain/task/task-words.ts';
import { sqlList } from './sql-list.ts';

/**
 * Columns that hold a closed word, by `table.column`, and the words. Each has a CHECK `<table>_<column>_word` in the
 * database. A new word needs a migration: `node --import tsx scripts/rules/column-checks.ts claim.state` writes its SQL,
 * and a test compares the database with this table.
 */
export const COLUMN_WORDS: Readonly<Record<string, readonly string[]>> = {
  'act.state': ACT_STATES,
  'batch.state': BATCH_STATES,
  'claim.kind': CLAIM_KINDS,
  'claim.pipeline': PIPELINE_CODES,
  'claim.purpose': LEADING_PURPOSES,
  'claim.state': CLAIM_ROW_STATES,
  'claim_fund.purpose': PURPOSES,
  'claim_line.state': LINE_STATES,
  'clock_jump.state': CLOCK_JUMP_STATES,
  'entitlement_key.kind': ENTITLEMENT_KINDS,
  'environment.mode': MODES,
  'filing.state': FILING_STATES,
  'integrity_case.finding': FORBIDDEN_ACTS,
  'notice.state': NOTICE_STATES,
  'notice_claim.purpose': LEADING_PURPOSES,
  'notice_claim.state': NOTICE_CLAIM_STATES,
  'notice_confirmation.side': NOTICE_SIDES,
  'objection.state': OBJECTION_STATES,
  'party.kind': PARTY_KINDS,
  'payout_fact.state': REPORTED_STATES,
  'payout_inbox.park_reason': PARK_REASONS,
  'payout_inbox.state': INBOX_STATES,
  'payout_instruction.purpose': PURPOSES,
  'payout_instruction.state': INSTRUCTION_STATES,
  'recovery.state': RECOVERY_STATES,
  'recovery_step.kind': RECOVERY_STEP_KINDS,
  'supervision_entry.kind': SUPERVISION_KINDS,
  'task.due_unit': DEADLINE_UNITS,
  'task.entity_kind': ENTITY_KINDS,
  'task.kind': TASK_KINDS,
  'task.purpose': PURPOSES,
  'task.role': ROLES,
  'task.state': TASK_STATES,
};

/** The name and the condition of a column's CHECK; a nullable column also accepts null. */
export function columnCheck(of: string): { readonly table: string; readonly name: string; readonly condition: string } {
  const [table = '', column = ''] = of.split('.');
  const condition = `${column} IN (${sqlList(COLUMN_WORDS[of] ?? [])})`;
  return { table, name: `${table}_${column}_word`, condition };
}
