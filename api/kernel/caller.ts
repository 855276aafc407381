import type { Actor } from '../../domain/authority/actor.ts';
import type { Mode, OrganCode, Role } from '../../domain/codes.ts';

/** The caller, known from the session or the machine's key, never from the body. */
export interface Caller {
  readonly personId: string;
  readonly displayName: string;
  readonly organ: OrganCode | null;
  readonly section: string | null;
  /** Six digits, e.g. 150600. */
  readonly jurisdiction: string;
  readonly roles: readonly Role[];
  /** The institution or enterprise that an applicant acts for. */
  readonly partyId: string | null;
}

/** A caller with the session of the request; a machine's key has no CSRF token and does not expire. */
export interface SignedIn {
  readonly caller: Caller;
  readonly partyName: string | null;
  readonly csrfToken: string | null;
  readonly expiresAt: Date | null;
  /** When it ends if nothing more is asked; never after `expiresAt`. Absent where it is not told. */
  readonly idleEndsAt?: Date;
  /** The person has said their password anew, and it still counts. */
  readonly isConfirmed: boolean;
}

/** Looks up a bearer token (of a session, or `bt_…` of a machine); `null` if it is unknown, expired or disabled. */
export interface SessionPort {
  signedInBy(token: string): Promise<SignedIn | null>;
}

export interface SessionCookie {
  readonly name: string;
  /** The cookie is only sent over TLS. */
  readonly isSecure: boolean;
}

/**
 * Live mode is behind TLS, so its cookie has the prefix that browsers take only over TLS, for this host and every path.
 * Practice runs on plain HTTP of one machine, where a browser would not keep such a cookie.
 */
export function sessionCookie(mode: Mode): SessionCookie {
  return mode === 'live'
    ? { name: '__Host-butie_session', isSecure: true }
    : { name: 'butie_session', isSecure: false };
}

export function hasRole(caller: Caller, ...roles: readonly Role[]): boolean {
  return roles.some((role) => caller.roles.includes(role));
}

export interface Credential {
  readonly token: string;
  readonly by: 'bearer' | 'cookie';
}

/** The Authorization header takes precedence over the cookie; a request with neither has no caller. */
export function credentialOf(
  headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined },
  { name }: SessionCookie,
): Credential | null {
  const bearer = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    return { token: bearer, by: 'bearer' };
  }
  const cookie = (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  const token = cookie?.slice(name.length + 1);
  return token !== undefined && /^[\x21-\x7e]{1,512}$/.test(token) ? { token, by: 'cookie' } : null;
}

/** The part of a caller that may be in a workflow's history: ids and codes, never a name (D10). */
export function actorOf({ personId, organ, section, jurisdiction, roles, partyId }: Caller): Actor {
  return { personId, organ, section, jurisdiction, roles, partyId };
}
