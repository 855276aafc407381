import { BOOK_RIGHTS } from './rights-of-books.ts';
import { ADD, addAndChange } from './rights-kinds.ts';

/** The tables of the clocks of the year and of the books; a part of `TABLE_RIGHTS`. */
export const YEAR_RIGHTS = {
  ...BOOK_RIGHTS,
  demand_cycle: addAndChange('state', 'state_since', 'revision', 'course', 'published_at', 'counts', 'started_at'),
  demand_delivery: ADD,
  demand_entry: addAndChange(
    'state',
    'revision',
    'employer',
    'industry',
    'post',
    'occupation_code',
    'occupation_name',
    'skill_level',
    'openings',
    'pay_from_fen',
    'pay_to_fen',
    'has_skill',
    'wants_training',
    'wanted_code',
    'wanted_name',
    'name_sealed',
    'phone_sealed',
    'valid_until',
    'checked_by',
    'checked_at',
    'remark',
  ),
  demand_publication: ADD,
  period: addAndChange('entity_id', 'closed_at'),
  period_missed: ADD,
  period_schedule: addAndChange('covered_until', 'paused', 'checked_at'),
} as const;
