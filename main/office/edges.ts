import { isIPv4, isIPv6 } from 'node:net';
import type { Environment } from '../../schemas/config-schemas.ts';
import { EDGE_CURES, EDGE_SETTINGS } from '../../schemas/edge-settings.ts';
import { StartError } from '../stack/start-error.ts';
import { openNetworkOf, type OpenNetwork } from './webhook-gate.ts';

/** What faces the outside: who may ask, how long a connection and a session live. */
export interface EdgeConfig {
  /** Names and addresses by which this API answers, in lower case. */
  readonly hosts: readonly string[];
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** `undefined`: metrics are for this machine alone. */
  readonly metricsToken: string | undefined;
  readonly connection: ConnectionLimits;
  readonly session: SessionLimits;
  /** For how many days after its end a public notice still shows its persons. */
  readonly noticePersonsDays: number;
  /** How often a person sees personal data in clear within an hour (S7). */
  readonly revealsPerHour: number;
  /** Inner networks to which events may be pushed. */
  readonly webhookNetworks: readonly OpenNetwork[];
  /** These settings as they were given, for the processes that `npm start` starts. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export interface ConnectionLimits {
  readonly headerMs: number;
  readonly bodyMs: number;
  readonly idleMs: number;
  readonly connections: number;
}

export interface SessionLimits {
  readonly idleMs: number;
  readonly wholeMs: number;
}

/** @throws {StartError} for a practice environment that strangers could reach */
export function edgesOf(env: Environment, variables: Readonly<Record<string, string | undefined>>): EdgeConfig {
  const host = env.BUTIE_HOST;
  if (env.BUTIE_MODE === 'practice' && !isLoopback(host) && env.BUTIE_PRACTICE_ANYWHERE === 'false') {
    throw new StartError({
      zh: `练习环境的帐户密码是公开的，不能监听 ${host}。请设置 BUTIE_HOST=127.0.0.1；若确需他人访问，请设置 BUTIE_PRACTICE_ANYWHERE=true。`,
      en: `Practice accounts have a published password, so practice mode does not listen on ${host}. Set BUTIE_HOST=127.0.0.1, or BUTIE_PRACTICE_ANYWHERE=true if others shall reach it.`,
    });
  }
  if (env.BUTIE_HEADER_SECONDS > env.BUTIE_BODY_SECONDS) {
    throw new StartError({
      zh: 'BUTIE_HEADER_SECONDS 不能大于 BUTIE_BODY_SECONDS：后者从请求开始计时。',
      en: 'BUTIE_HEADER_SECONDS must not be above BUTIE_BODY_SECONDS, which counts from the start of a request.',
    });
  }
  return {
    hosts: [...(env.BUTIE_HOSTS ?? [bracketed(host)]).map((name) => name.toLowerCase()), ...THIS_MACHINE],
    trustedProxies: env.BUTIE_TRUSTED_PROXIES ?? [],
    metricsToken: env.BUTIE_METRICS_TOKEN,
    connection: {
      headerMs: env.BUTIE_HEADER_SECONDS * 1_000,
      bodyMs: env.BUTIE_BODY_SECONDS * 1_000,
      idleMs: env.BUTIE_IDLE_SECONDS * 1_000,
      connections: env.BUTIE_CONNECTIONS,
    },
    session: {
      idleMs: env.BUTIE_SESSION_IDLE_MINUTES * 60_000,
      wholeMs: env.BUTIE_SESSION_HOURS * 3_600_000,
    },
    noticePersonsDays: env.BUTIE_NOTICE_PERSONS_DAYS,
    revealsPerHour: env.BUTIE_REVEALS_PER_HOUR,
    webhookNetworks: networksOf(env.BUTIE_WEBHOOK_ALLOW ?? []),
    variables: Object.fromEntries(Object.keys(EDGE_SETTINGS).map((name) => [name, variables[name]])),
  };
}

/** @throws {StartError} for what is no network */
function networksOf(texts: readonly string[]): readonly OpenNetwork[] {
  try {
    return texts.map((text) => openNetworkOf(text));
  } catch (error) {
    const { zh, en } = EDGE_CURES.BUTIE_WEBHOOK_ALLOW;
    throw new StartError({ zh: `BUTIE_WEBHOOK_ALLOW ${zh}。`, en: `BUTIE_WEBHOOK_ALLOW ${en}.` }, error);
  }
}

/** Health checks and `npm start` itself ask by these names; no browser is led to them by a stranger's name. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** Only programs of this machine reach the address. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** As a `Host` header writes it. */
function bracketed(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}
