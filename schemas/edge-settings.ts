import { z } from 'zod';
import { listOf, optional, wholeNumber, withDefault } from './variables.ts';

/** A name or an address, an IPv6 one in brackets; without a port. */
const HOST = /^(?:[A-Za-z0-9](?:[\w.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])$/;

/** A network in the notation of CIDR, with a port or for all of them. */
const NETWORK_AND_PORT = /^[0-9A-Fa-f:.]{2,45}\/\d{1,3}(?::\d{1,5})?$/;

/** Settings of what faces the outside: who may ask, how long a connection and a session live. */
export const EDGE_SETTINGS = {
  BUTIE_HOSTS: optional(listOf(z.string().regex(HOST))),
  BUTIE_TRUSTED_PROXIES: optional(listOf(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))),
  BUTIE_METRICS_TOKEN: optional(z.string().regex(/^[\x21-\x7e]{16,512}$/)),
  BUTIE_PRACTICE_ANYWHERE: withDefault(z.string(), 'false').pipe(z.enum(['true', 'false'])),
  BUTIE_HEADER_SECONDS: wholeNumber(5, { least: 1, most: 600 }),
  BUTIE_BODY_SECONDS: wholeNumber(30, { least: 1, most: 3_600 }),
  BUTIE_IDLE_SECONDS: wholeNumber(15, { least: 1, most: 600 }),
  BUTIE_CONNECTIONS: wholeNumber(1_000, { least: 1, most: 100_000 }),
  BUTIE_SESSION_IDLE_MINUTES: wholeNumber(15, { least: 1, most: 1_440 }),
  BUTIE_SESSION_HOURS: wholeNumber(8, { least: 1, most: 168 }),
  BUTIE_NOTICE_PERSONS_DAYS: wholeNumber(0, { least: 0, most: 3_650 }),
  BUTIE_REVEALS_PER_HOUR: wholeNumber(30, { least: 1, most: 1_000 }),
  BUTIE_WEBHOOK_ALLOW: optional(listOf(z.string().regex(NETWORK_AND_PORT))),
};

/** What each of them must be, as the second half of a sentence that begins with its name. */
export const EDGE_CURES = {
  BUTIE_HOSTS: {
    zh: '须为主机名或地址的列表（不含端口），例如 BUTIE_HOSTS=butie.example.cn,localhost',
    en: 'must be a list of host names or addresses without ports, for example BUTIE_HOSTS=butie.example.cn,localhost',
  },
  BUTIE_TRUSTED_PROXIES: {
    zh: '须为代理服务器地址或网段的列表，例如 BUTIE_TRUSTED_PROXIES=10.0.0.5,10.1.0.0/16',
    en: 'must be a list of addresses or networks of your proxies, for example BUTIE_TRUSTED_PROXIES=10.0.0.5,10.1.0.0/16',
  },
  BUTIE_METRICS_TOKEN: {
    zh: '须为 16 至 512 个可见 ASCII 字符，可用 openssl rand -hex 32 生成',
    en: 'must be 16 to 512 visible ASCII characters; openssl rand -hex 32 makes one',
  },
  BUTIE_PRACTICE_ANYWHERE: { zh: '须为 true 或 false', en: 'must be true or false' },
  BUTIE_HEADER_SECONDS: {
    zh: '须为 1 到 600 的整数（秒），且不大于 BUTIE_BODY_SECONDS',
    en: 'must be a whole number of seconds from 1 to 600, not above BUTIE_BODY_SECONDS',
  },
  BUTIE_BODY_SECONDS: {
    zh: '须为 1 到 3600 的整数（秒）',
    en: 'must be a whole number of seconds from 1 to 3600',
  },
  BUTIE_IDLE_SECONDS: {
    zh: '须为 1 到 600 的整数（秒）',
    en: 'must be a whole number of seconds from 1 to 600',
  },
  BUTIE_CONNECTIONS: { zh: '须为 1 到 100000 的整数', en: 'must be a whole number from 1 to 100000' },
  BUTIE_SESSION_IDLE_MINUTES: {
    zh: '须为 1 到 1440 的整数（分钟）',
    en: 'must be a whole number of minutes from 1 to 1440',
  },
  BUTIE_SESSION_HOURS: { zh: '须为 1 到 168 的整数（小时）', en: 'must be a whole number of hours from 1 to 168' },
  BUTIE_NOTICE_PERSONS_DAYS: {
    zh: '须为 0 到 3650 的整数（天）',
    en: 'must be a whole number of days from 0 to 3650',
  },
  BUTIE_WEBHOOK_ALLOW: {
    zh: '须为允许推送的内网网段列表，可带端口，例如 BUTIE_WEBHOOK_ALLOW=10.20.0.0/16:8443',
    en: 'must be a list of inner networks to push events to, with or without a port, for example BUTIE_WEBHOOK_ALLOW=10.20.0.0/16:8443',
  },
  BUTIE_REVEALS_PER_HOUR: {
    zh: '须为 1 到 1000 的整数：每人每小时可查看隐去信息的次数',
    en: 'must be a whole number from 1 to 1000: how many reveals a person has in an hour',
  },
} as const satisfies Readonly<Record<keyof typeof EDGE_SETTINGS, { readonly zh: string; readonly en: string }>>;
