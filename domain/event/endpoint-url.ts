import type { Mode } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { UrlFault } from './delivery-words.ts';

/** An address to send to, in its parts; the host as the URL standard writes it, so that every form of a number is one. */
export interface EndpointAddress {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };
const LEAST_PORT = 1_024;

/**
 * Judges what an address says by itself: `https` (practice also `http`), nobody's name or password in it, port 443 or one
 * that any program may open. `openPorts`: those that the operator opened by name. What its host resolves to is judged
 * where it is resolved.
 */
export function judgeEndpointUrl(
  text: string,
  mode: Mode,
  openPorts: readonly number[],
): Verdict<EndpointAddress, Extract<UrlFault, 'SCHEME' | 'USERINFO' | 'PORT'>> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const usual = url === null ? undefined : PORTS[url.protocol];
  if (url === null || usual === undefined || (url.protocol === 'http:' && mode === 'live')) {
    return refused('SCHEME');
  }
  if (url.username !== '' || url.password !== '') {
    return refused('USERINFO');
  }
  const port = url.port === '' ? usual : Number(url.port);
  if (port !== 443 && port < LEAST_PORT && !openPorts.includes(port)) {
    return refused('PORT');
  }
  const scheme = url.protocol === 'http:' ? 'http' : 'https';
  return granted({ scheme, host: url.hostname.replaceAll(/^\[|\]$/g, ''), port });
}
