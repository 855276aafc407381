import { screensOf } from '../../domain/authority/screens.ts';
import { PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import {
  OwnSessionView,
  SessionAnswer,
  SessionParams,
  SignInAnswer,
  SignInBody,
} from '../../schemas/session-schemas.ts';
import type { AccessLog } from '../kernel/access-log.ts';
import type { SessionCookie, SignedIn } from '../kernel/caller.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { PreferenceStore } from './preference-ports.ts';
import { preferencesRoute } from './preference-routes.ts';
import type { OwnSession, Sessions } from './session-ports.ts';
import { confirmationRoute } from './confirmation-route.ts';
import { requireLookedAt, signIn, type SignInDesk } from './sign-in.ts';
import { recordSignIn } from './sign-in-record.ts';

export interface SessionDependencies {
  readonly sessions: Sessions;
  readonly signInDesk: SignInDesk;
  readonly cookie: SessionCookie;
  readonly access: AccessLog;
  readonly preferences: PreferenceStore;
  /** Null in live mode, which has no screen for it. */
  readonly practice: object | null;
}

export function sessionRoutes(deps: SessionDependencies): readonly Route[] {
  return [
    signInRoute(deps),
    getSessionRoute(deps),
    signOutRoute(deps),
    confirmationRoute(deps),
    listSessions(deps),
    endSession(deps),
    preferencesRoute(deps),
  ];
}

function signInRoute(deps: SessionDependencies): Route {
  const { signInDesk, cookie } = deps;
  return defineRoute({
    operationId: 'signIn',
    method: 'post',
    path: '/api/v1/session',
    summary: 'Sign in with user name and password',
    body: SignInBody,
    answer: SignInAnswer,
    status: 201,
    problems: ['INVALID', 'CREDENTIALS_WRONG', 'TOO_MANY_REQUESTS', 'SIGN_IN_BUSY'],
    async handle({ body: { username, password }, remoteAddress, at }) {
      const attempt = { username, address: remoteAddress };
      const outcome = await signIn(signInDesk, attempt, password);
      // As many at once as attempts are counted: a storm leaves connections to the others.
      await signInDesk.counting(() => recordSignIn(deps, { attempt, outcome, at }));
      const looked = requireLookedAt(outcome);
      if (looked.kind === 'refused') {
        throw new Problem('CREDENTIALS_WRONG');
      }
      const { token, expiresAt, csrfToken } = looked.found;
      const seconds = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1_000));
      return {
        body: {
          token,
          expiresAt: expiresAt.toISOString(),
          csrfToken: csrfToken ?? '',
          person: personView(looked.found),
        },
        headers: { 'Set-Cookie': cookieText(cookie, token, seconds) },
      };
    },
  });
}

function getSessionRoute({ sessions, preferences, practice }: SessionDependencies): Route {
  return defineRoute({
    operationId: 'getSession',
    method: 'get',
    path: '/api/v1/session',
    summary: 'Who is signed in, their screens and preferences, and the token for changes over the cookie',
    answer: SessionAnswer,
    problems: ['NOT_SIGNED_IN'],
    async handle({ sessionToken }) {
      const signedIn = await sessions.signedInBy(sessionToken ?? '');
      if (signedIn === null) {
        throw new Problem('NOT_SIGNED_IN');
      }
      const { caller, csrfToken, expiresAt, idleEndsAt } = signedIn;
      return {
        body: {
          ...personView(signedIn),
          csrfToken,
          expiresAt: (idleEndsAt ?? expiresAt)?.toISOString() ?? null,
          idleEndsAt: idleEndsAt?.toISOString() ?? null,
          endsAt: expiresAt?.toISOString() ?? null,
          screens: [...screensOf(caller, { isPractice: practice !== null })],
          preferences: await preferences.read(caller.personId),
        },
      };
    },
  });
}

function signOutRoute({ sessions, cookie }: SessionDependencies): Route {
  return defineRoute({
    operationId: 'signOut',
    method: 'delete',
    path: '/api/v1/session',
    summary: 'End the session',
    status: 204,
    problems: ['NOT_SIGNED_IN', 'CSRF_REQUIRED'],
    async handle({ sessionToken }) {
      await sessions.close(sessionToken ?? '');
      return { body: undefined, headers: { 'Set-Cookie': cookieText(cookie, '', 0) } };
    },
  });
}

function listSessions({ sessions }: SessionDependencies): Route {
  return defineRoute({
    operationId: 'listOwnSessions',
    method: 'get',
    path: '/api/v1/me/sessions',
    summary: 'Where one is signed in, newest first',
    query: PageQuery,
    answer: pageSchema(OwnSessionView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor }, sessionToken }) {
      const after = instantKeyset(cursor);
      const living = await sessions.list(caller.personId, sessionToken);
      const rows = after === null ? living : living.filter((one) => comesAfter(one, after));
      const page = pageOf(rows.slice(0, limit + 1), limit, placeOf, sessionView);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function placeOf({ startedAt, id }: OwnSession): readonly [number, string] {
  return [startedAt.getTime(), id];
}

function comesAfter({ startedAt, id }: OwnSession, [ms, lastId]: readonly [number, string]): boolean {
  return startedAt.getTime() < ms || (startedAt.getTime() === ms && id < lastId);
}

function endSession({ sessions }: SessionDependencies): Route {
  return defineRoute({
    operationId: 'endOwnSession',
    method: 'delete',
    path: '/api/v1/me/sessions/:sessionId',
    summary: 'End one of one’s own sessions, also one of another machine',
    params: SessionParams,
    status: 204,
    problems: ['NOT_FOUND', 'CSRF_REQUIRED'],
    async handle({ caller, params: { sessionId } }) {
      if (!(await sessions.end(caller.personId, sessionId))) {
        throw new Problem('NOT_FOUND');
      }
      return { body: undefined };
    },
  });
}

/** Over TLS the prefix `__Host-` binds the cookie to this host and path; a browser takes it from nobody else. */
function cookieText(cookie: SessionCookie, value: string, seconds: number): string {
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${cookie.isSecure ? '; Secure' : ''}`;
  return `${cookie.name}=${value}; ${attributes}`;
}

function sessionView({ id, startedAt, lastSeenAt, idleEndsAt, expiresAt, isCurrent }: OwnSession) {
  return {
    id,
    startedAt: startedAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    idleEndsAt: idleEndsAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    isCurrent,
  };
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
