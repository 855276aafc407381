import { PreferencesBody, PreferencesView } from '../../schemas/session-schemas.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { PreferenceStore } from './preference-ports.ts';

export function preferencesRoute({ preferences }: { readonly preferences: PreferenceStore }): Route {
  return defineRoute({
    operationId: 'changePreferences',
    method: 'patch',
    path: '/api/v1/me/preferences',
    summary: 'Change how the pages are for oneself',
    body: PreferencesBody,
    answer: PreferencesView,
    problems: ['INVALID', 'CSRF_REQUIRED'],
    async handle({ caller, body }) {
      return { body: await preferences.change(caller.personId, body) };
    },
  });
}
