import { BANK_FILE_KINDS, BANK_FILE_STATES, ENTRY_VERDICTS, ENTRY_WORDS } from '../../domain/bank-file/bank-entry.ts';
import { FILE_FORMATS } from '../../domain/bank-file/payment-order.ts';
import { INBOX_STATES, PARK_REASONS, REPORTED_STATES } from '../../domain/payout/inbox-judgement.ts';
import { RECOVERY_CAUSES, RECOVERY_STATES, RECOVERY_STEP_KINDS } from '../../domain/recovery/recovery-words.ts';
import { PURPOSES } from '../../domain/claim/claim-course.ts';
import { MONEY_ENTRY_STATES } from '../../domain/payout/money-entry.ts';

/** Columns of files of banks, of what is reported of payments and of recoveries that hold a closed word. */
export const MONEY_COLUMN_WORDS: Readonly<Record<string, readonly string[]>> = {
  'bank_file.kind': BANK_FILE_KINDS,
  'bank_file.state': BANK_FILE_STATES,
  'bank_file_out.format': FILE_FORMATS,
  'bank_file_row.direction': ['DBIT', 'CRDT'],
  'bank_file_row.says': ENTRY_WORDS,
  'bank_file_row.verdict': ENTRY_VERDICTS,
  'lump_match.state': MONEY_ENTRY_STATES,
  'payout_fact.state': REPORTED_STATES,
  'payout_inbox.first_park_reason': PARK_REASONS,
  'payout_inbox.park_reason': PARK_REASONS,
  'payout_inbox.state': INBOX_STATES,
  'recovery.cause': RECOVERY_CAUSES,
  'recovery.purpose': PURPOSES,
  'recovery.state': RECOVERY_STATES,
  'recovery_step.kind': RECOVERY_STEP_KINDS,
};
