import { queryOptions } from '@tanstack/react-query';
import { api, body, done, keepCsrfToken } from '../client.ts';
import type { components } from '../contract.d.ts';
import { Refused } from '../problem.ts';
import { queries } from '../queries.ts';

export type Session = components['schemas']['SessionPerson'];

/** Who is signed in; null: nobody. The CSRF token is kept on the way. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await body(api.GET('/api/v1/session'));
      keepCsrfToken(session.csrfToken);
      return session;
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'NOT_SIGNED_IN') {
        return null;
      }
      throw error;
    }
  },
});

/** @throws Refused, Unreachable */
export async function signIn(username: string, password: string): Promise<void> {
  await body(api.POST('/api/v1/session', { body: { username, password } }));
}

/** @throws Refused, Unreachable */
export async function signOut(): Promise<void> {
  await done(api.DELETE('/api/v1/session'));
}

export type Preferences = components['schemas']['Preferences'];

type PreferenceChange = Partial<Omit<Preferences, 'language'>> & { readonly language?: 'zh-CN' | 'en' };

/** What is absent stays. @returns what is kept now. @throws Refused, Unreachable */
export function prefer(change: PreferenceChange): Promise<Preferences> {
  return body(api.PATCH('/api/v1/me/preferences', { body: change }));
}

/** The session as it was read, with what was chosen since. */
export function keepPreferences(preferences: Preferences): void {
  const { queryKey } = sessionQuery;
  // The session was not read anew, so what it says of its end stays as old as it is.
  const updatedAt = queries.getQueryState(queryKey)?.dataUpdatedAt ?? 0;
  queries.setQueryData(queryKey, (session) => session && { ...session, preferences }, { updatedAt });
}

/** The person says the password again, for what asks for it within the next minutes. @throws Refused, Unreachable */
export async function confirmIdentity(password: string): Promise<void> {
  await done(api.POST('/api/v1/session/confirmation', { body: { password } }));
}
