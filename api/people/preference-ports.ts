import type { ChangedPreferences, Preferences } from '../../domain/people/preferences.ts';

export interface PreferenceStore {
  /** What nobody has changed is as delivered. */
  read(personId: string): Promise<Preferences>;
  /** @returns all of them after the change */
  change(personId: string, changed: ChangedPreferences): Promise<Preferences>;
}
