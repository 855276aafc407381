import type pg from 'pg';
import type { PreferenceStore } from '../../api/people/preference-ports.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../domain/people/preferences.ts';
import { fetchFirst, jsonText, query, sqlText, type Row } from '../kernel/statements.ts';

const changePreferences = sqlText<Row<'person_preference', 'preferences'>, [personId: string, changed: string]>(
  'people.changePreferences',
  `INSERT INTO person_preference AS p (person_id, preferences) VALUES ($1, $2::jsonb)
   ON CONFLICT (person_id) DO UPDATE SET preferences = p.preferences || $2::jsonb RETURNING preferences`,
);

export function createPreferenceStore(pool: pg.Pool): PreferenceStore {
  return {
    async read(personId) {
      const own = query.selectFrom('person_preference').select('preferences').where('person_id', '=', personId);
      return whole(await fetchFirst(pool, own));
    },
    async change(personId, changed) {
      return whole(await fetchFirst(pool, changePreferences(personId, jsonText(changed))));
    },
  };
}

function whole(row: Row<'person_preference', 'preferences'> | undefined): Preferences {
  return { ...DEFAULT_PREFERENCES, ...row?.preferences };
}
