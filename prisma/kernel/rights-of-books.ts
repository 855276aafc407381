import { ADD, addAndChange } from './rights-kinds.ts';

/** The tables of each evening's reconciliation and of the quarters of the books; a part of `YEAR_RIGHTS`. */
export const BOOK_RIGHTS = {
  // A trigger says which step follows which.
  accounting_period: addAndChange('state', 'report_sha256', 'proposed_by', 'proposed_at', 'closed_by', 'closed_at'),
  accounting_reopening: addAndChange('reason_sealed'),
  difference_explanation: addAndChange('text_sealed'),
  reconciliation: ADD,
  reconciliation_difference: ADD,
} as const;
