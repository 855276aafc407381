import { addAndChange, keep } from './rights-kinds.ts';

/** The rights to what people keep for themselves, and to their sessions. */
export const PEOPLE_TABLE_RIGHTS = {
  absence: addAndChange('ended_at', 'note_sealed'),
  notification: addAndChange('read_at'),
  person_preference: keep('preferences'),
  saved_view: keep('views_sealed'),
  session: keep('last_seen_at', 'confirmed_until', 'confirmation_bond'),
} as const;
