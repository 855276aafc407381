import { SessionAnswer, SignInAnswer, SignInBody } from '../../schemas/session-schemas.ts';
import { SESSION_COOKIE, type SignedIn } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';
import { countAttempt, type RateLimit } from '../kernel/rate-limit.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { Sessions } from './session-ports.ts';

export interface SessionDependencies {
  readonly sessions: Sessions;
  readonly signInLimit: RateLimit;
  /** The cookie is only sent over TLS; false where practice runs on plain HTTP. */
  readonly secureCookie: boolean;
}

export function sessionRoutes(deps: SessionDependencies): readonly Route[] {
  return [signInRoute(deps), getSessionRoute(deps), signOutRoute(deps)];
}

function signInRoute({ sessions, signInLimit, secureCookie }: SessionDependencies): Route {
  return defineRoute({
    operationId: 'signIn',
    method: 'post',
    path: '/api/v1/session',
    summary: 'Sign in with user name and password',
    body: SignInBody,
    answer: SignInAnswer,
    status: 201,
    problems: ['INVALID', 'CREDENTIALS_WRONG', 'TOO_MANY_REQUESTS'],
    async handle({ body: { username, password }, remoteAddress }) {
      const who = `${username} ${remoteAddress}`;
      // Counted before the password is looked at, so that guesses sent at once do not pass together.
      await countAttempt(signInLimit, who);
      const opened = await sessions.open(username, password);
      if (opened === null) {
        throw new Problem('CREDENTIALS_WRONG');
      }
      await signInLimit.clear(who);
      const { token, expiresAt, csrfToken } = opened;
      const seconds = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1_000));
      return {
        body: { token, expiresAt: expiresAt.toISOString(), csrfToken: csrfToken ?? '', person: personView(opened) },
        headers: { 'Set-Cookie': cookie(token, seconds, secureCookie) },
      };
    },
  });
}

function getSessionRoute({ sessions }: SessionDependencies): Route {
  return defineRoute({
    operationId: 'getSession',
    method: 'get',
    path: '/api/v1/session',
    summary: 'Who is signed in, and the token for changes over the cookie',
    answer: SessionAnswer,
    problems: ['NOT_SIGNED_IN'],
    async handle({ sessionToken }) {
      const signedIn = await sessions.signedInBy(sessionToken ?? '');
      if (signedIn === null) {
        throw new Problem('NOT_SIGNED_IN');
      }
      return { body: { ...personView(signedIn), csrfToken: signedIn.csrfToken } };
    },
  });
}

function signOutRoute({ sessions, secureCookie }: SessionDependencies): Route {
  return defineRoute({
    operationId: 'signOut',
    method: 'delete',
    path: '/api/v1/session',
    summary: 'End the session',
    status: 204,
    problems: ['NOT_SIGNED_IN', 'CSRF_REQUIRED'],
    async handle({ sessionToken }) {
      await sessions.close(sessionToken ?? '');
      return { body: undefined, headers: { 'Set-Cookie': cookie('', 0, secureCookie) } };
    },
  });
}

function cookie(value: string, seconds: number, isSecure: boolean): string {
  return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure ? '; Secure' : ''}`;
}

function personView({ caller, partyName }: SignedIn) {
  const { personId, displayName, organ, section, jurisdiction, roles, partyId } = caller;
  return {
    id: personId,
    displayName,
    organ,
    section,
    jurisdiction,
    roles: [...roles],
    ...(partyId !== null && partyName !== null && { party: { id: partyId, name: partyName } }),
  };
}
