import { ADD, addAndChange } from './rights-kinds.ts';

/** The tables of each evening's reconciliation, of the quarters of the books and of the checks; a part of `YEAR_RIGHTS`. */
export const BOOK_RIGHTS = {
  // A trigger says which step follows which.
  accounting_period: addAndChange('state', 'report_sha256', 'proposed_by', 'proposed_at', 'closed_by', 'closed_at'),
  accounting_reopening: addAndChange('reason_sealed'),
  difference_explanation: addAndChange('text_sealed'),
  integrity_finding: addAndChange(
    'last_seen_at',
    'evidence',
    'state',
    'explained_by',
    'explained_at',
    'explanation_sealed',
    'gone_at',
  ),
  integrity_run: addAndChange('state', 'ended_at', 'results', 'done_at', 'audit_to'),
  integrity_turn: { insert: false, update: ['minute_at', 'stuck_claims'], delete: false },
  reconciliation: ADD,
  reconciliation_difference: ADD,
} as const;
