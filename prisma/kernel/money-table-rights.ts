import { ADD, READ, addAndChange } from './rights-kinds.ts';

/** Payments, what is reported of them, and files of banks. */
export const MONEY_TABLE_RIGHTS = {
  // Once; a trigger keeps the decision.
  bank_file: addAndChange('state', 'decided_by', 'decided_at', 'reason', 'taken_at'),
  bank_file_out: ADD,
  // What people read of an entry; the sealed bytes are what counts.
  bank_file_row: addAndChange('verdict', 'reason', 'instruction_id', 'amount_fen', 'event_id'),
  bank_file_statement: ADD,
  lump_match: addAndChange('state', 'decided_by', 'decided_at', 'reason'),
  payout_fact: ADD,
  payout_inbox: addAndChange(
    'state',
    'park_reason',
    'batch_id',
    'instruction_id',
    'matched_by',
    'match_id',
    'applied_at',
    'dismissed_by',
    'dismissal_reason',
    'tried_at',
  ),
  payout_inbox_before_signing: READ,
  payout_instruction: addAndChange('state', 'reason_code', 'state_since'),
} as const;
