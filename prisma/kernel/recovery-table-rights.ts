import { ADD, addAndChange } from './rights-kinds.ts';

/** The tables of what is asked back; a part of `TABLE_RIGHTS`. */
export const RECOVERY_RIGHTS = {
  credit_candidate: ADD,
  recovery_letter: ADD,
  recovery_step: ADD,
  recovery: addAndChange(
    'amount_fen',
    'recovered_fen',
    'found_fen',
    'state',
    'state_since',
    'closed_at',
    'revision',
    'course',
    'started_at',
    'start_requested_at',
    'is_of_before',
    'approved_by',
    'ruled_by',
    'written_off_by',
    'noticed_on',
    'pay_by',
    'appeal_by',
    'appeal_statement',
    'write_off_reason',
    'write_off_document_no',
  ),
} as const;
