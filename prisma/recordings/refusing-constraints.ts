import pg from 'pg';
import { RefusedForGood } from '../kernel/refused-for-good.ts';

/** Constraints that enforce the law and protect the money, with the code that people see. */
const REFUSING_CONSTRAINTS: Readonly<Record<string, string>> = {
  claim_decider_pkey: 'SAME_PERSON_FORBIDDEN',
  base_grant_one_level: 'BOTH_LEVELS_IN_ONE_CALL',
  base_grant_one_per_call: 'APPLICATION_EXISTS',
  base_grant_one_title: 'ALREADY_DESIGNATED',
  grant_decider_pkey: 'SAME_PERSON_FORBIDDEN',
  grant_place_grant_id_key: 'QUOTA_EXCEEDED',
  grant_score_while_open: 'WRONG_STATE',
  claim_review_section_pkey: 'SAME_SECTION_FORBIDDEN',
  claim_fund_bounds: 'AMOUNT_ABOVE_APPROVED',
  hold_of_open_case: 'CASE_OPEN',
  task_without_interest: 'CONFLICT_OF_INTEREST',
  payout_instruction_one_living: 'ALREADY_IN_BATCH',
  payout_instruction_one_instalment: 'ALREADY_IN_BATCH',
  grant_year_two_persons: 'SAME_PERSON_FORBIDDEN',
  grant_year_pkey: 'REPORT_EXISTS',
  grant_year_decided_once: 'WRONG_STATE',
  grant_repayment_two_persons: 'SAME_PERSON_FORBIDDEN',
  grant_repayment_reference_once: 'BANK_REFERENCE_USED',
  notice_claim_one_live: 'ALREADY_IN_NOTICE',
  objection_uninvolved: 'SAME_PERSON_FORBIDDEN',
  notice_confirmation_notice_id_person_id_key: 'SAME_PERSON_FORBIDDEN',
  money_entry_reference_once: 'BANK_REFERENCE_USED',
  money_entry_one_match: 'ENTRY_WAITS',
  report_one_match: 'ENTRY_WAITS',
  money_entry_two_persons: 'SAME_PERSON_FORBIDDEN',
  money_entry_decided_once: 'ALREADY_CONFIRMED',
  recovery_step_entry_id_key: 'ALREADY_CONFIRMED',
  payout_inbox_match_id_key: 'ALREADY_MATCHED',
  plan_version_one_filed: 'WRONG_STATE',
  plan_version_one_in_force: 'WRONG_STATE',
  plan_version_two_persons: 'SAME_PERSON_FORBIDDEN',
  notice_confirmation_pkey: 'SIDE_CONFIRMED',
};

/**
 * A violated constraint that is not listed also refuses the act, and so does a value that no column takes: retrying it for
 * ever would block the entity.
 */
const REFUSING_CLASSES = ['22', '23'];

/** The code with which an error refuses an act for good; null for an error that another try may not meet. */
export function refusalOf(error: unknown): string | null {
  if (error instanceof RefusedForGood) {
    return error.code;
  }
  if (!(error instanceof pg.DatabaseError)) {
    return null;
  }
  const isBroken = REFUSING_CLASSES.some((refusing) => error.code?.startsWith(refusing));
  return REFUSING_CONSTRAINTS[error.constraint ?? ''] ?? (isBroken ? 'CONSTRAINT_VIOLATED' : null);
}
