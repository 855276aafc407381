import { queryOptions } from '@tanstack/react-query';
import { api, body, done, keepCsrfToken } from '../client.ts';
import type { components } from '../contract.d.ts';
import { Refused } from '../problem.ts';

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

/** Which screens the server shows this person; null where the server does not say. */
export function screensOf(session: object): readonly string[] | null {
  return 'screens' in session && Array.isArray(session.screens) ? session.screens.map(String) : null;
}
