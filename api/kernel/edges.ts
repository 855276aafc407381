import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { Problem } from './problem.ts';

/** Who may ask, as the settings say it. */
export interface Edges {
  /** Names and addresses in lower case, IPv6 in brackets, without ports. */
  readonly hosts: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly metricsToken: string | undefined;
}

/** S11: refuses a request for another host, so that no page of a stranger's name reaches this API by a browser. */
export function requireHost(hosts: readonly string[]): RequestHandler {
  const known = new Set(hosts);
  return (request, _response, next) => {
    if (!known.has(hostOf(request.headers.host))) {
      throw new Problem('HOST_UNKNOWN');
    }
    next();
  };
}

/** The name of a `Host` header, without its port and without the dot that may end it. */
function hostOf(header: string | undefined): string {
  const name = /^(\[[^\]]*\]|[^:[\]]*)(?::\d{1,5})?$/.exec(header ?? '')?.[1] ?? '';
  return name.toLowerCase().replace(/\.$/, '');
}

/**
 * S11: true for a program of this machine, and for one with the token. What came through a proxy is of
 * this machine only by its last step, so it needs the token.
 */
export function isWatcher(request: Request, token: string | undefined): boolean {
  const isOfThisMachine =
    isLoopback(request.socket.remoteAddress ?? '') && FORWARDED.every((name) => request.get(name) === undefined);
  return isOfThisMachine || hasToken(request.get('Authorization'), token);
}

const FORWARDED = ['Forwarded', 'X-Forwarded-For', 'X-Real-IP', 'Via'];

function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127\./.test(address) || address === '::1';
}

/** Digests are compared, so the time says nothing of the token, not even its length. */
function hasToken(header: string | undefined, token: string | undefined): boolean {
  const given = /^Bearer +(\S{1,512})$/i.exec(header ?? '')?.[1];
  return token !== undefined && given !== undefined && timingSafeEqual(digestOf(given), digestOf(token));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
