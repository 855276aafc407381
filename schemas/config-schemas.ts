import { z } from 'zod';
import { MODES } from '../domain/codes.ts';
import { EDGE_CURES, EDGE_SETTINGS } from './edge-settings.ts';
import { optional, withDefault } from './variables.ts';

const DEFAULT_PORT = 3000;
const KEY_BYTES = 32;
const URL_OF_POSTGRES = /^postgres(ql)?:\/\/[^/]+\/[^/?]+/;
const HOST_AND_PORT = /^[^\s/:]+:\d{1,5}$/;
const NAMESPACE = /^[\w.-]{1,255}$/;

/** All environment variables that butie reads, by their names. */
export const Environment = z.object({
  PORT: withDefault(z.string().regex(/^\d{1,5}$/), String(DEFAULT_PORT))
    .transform(Number)
    .pipe(z.int().min(1).max(65_535)),
  BUTIE_HOST: withDefault(z.string().regex(/^\S+$/), '127.0.0.1'),
  BUTIE_HOME: withDefault(z.string(), '.butie'),
  BUTIE_MODE: withDefault(z.string(), 'practice').pipe(z.enum(MODES)),
  BUTIE_PRACTICE_START: withDefault(z.string(), '2025-05-12T09:00:00+08:00').pipe(z.iso.datetime({ offset: true })),
  BUTIE_POLICIES: optional(z.string()),
  BUTIE_WORKFLOW_BUNDLE: optional(z.string()),
  BUTIE_WORKBENCH: optional(z.string()),
  DATABASE_URL: optional(z.string().regex(URL_OF_POSTGRES)),
  MIGRATE_DATABASE_URL: optional(z.string().regex(URL_OF_POSTGRES)),
  ADMIN_DATABASE_URL: optional(z.string().regex(URL_OF_POSTGRES)),
  TEMPORAL_ADDRESS: optional(z.string().regex(HOST_AND_PORT)),
  TEMPORAL_NAMESPACE: withDefault(z.string().regex(NAMESPACE), 'butie'),
  TEMPORAL_TLS_CERT: optional(z.string()),
  TEMPORAL_TLS_KEY: optional(z.string()),
  TEMPORAL_TLS_CA: optional(z.string()),
  TEMPORAL_TLS_SERVER_NAME: optional(z.string().regex(/^[\w.-]{1,253}$/)),
  TEMPORAL_API_KEY: optional(z.string().min(1)),
  TEMPORAL_DATABASE_PASSWORD: optional(z.string().min(8)),
  BUTIE_KEY: optional(z.string().refine((text) => parseSealingKeys(text) !== null)),
  BUTIE_KEY_FILE: optional(z.string()),
  BUTIE_ACT_KEY: optional(z.string()),
  BUTIE_ACT_KEY_FILE: optional(z.string()),
  BUTIE_ACT_PUBLIC_KEY: optional(z.string()),
  BUTIE_ACT_PUBLIC_KEY_FILE: optional(z.string()),
  ...EDGE_SETTINGS,
  BUTIE_ANSWER_DAYS: withDefault(z.string().regex(/^\d{1,4}$/), '30')
    .transform(Number)
    .pipe(z.int().min(1).max(3650)),
  BUTIE_AUDIT_HASH_KEY: optional(z.string()),
  BUTIE_AUDIT_HASH_KEY_FILE: optional(z.string()),
  BUTIE_AUDIT_KEY: optional(z.string()),
  BUTIE_AUDIT_KEY_FILE: optional(z.string()),
  BUTIE_AUDIT_PUBLIC_KEY: optional(z.string()),
  BUTIE_AUDIT_PUBLIC_KEY_FILE: optional(z.string()),
  BUTIE_AUDIT_ROOTS: optional(z.string()),
  LOG_LEVEL: withDefault(z.string(), 'info').pipe(z.enum(['debug', 'info', 'warn', 'error', 'silent'])),
});

export type Environment = z.infer<typeof Environment>;
export type Variable = keyof Environment;

/** What each variable must be, as the second half of a sentence that begins with its name. */
export const VARIABLE_CURES: Readonly<Record<Variable, { readonly zh: string; readonly en: string }>> = {
  PORT: {
    zh: '须为 1 到 65535 的整数，例如 PORT=3000',
    en: 'must be a whole number from 1 to 65535, for example PORT=3000',
  },
  BUTIE_HOST: {
    zh: '须为监听地址，例如 BUTIE_HOST=127.0.0.1',
    en: 'must be the address to listen on, for example BUTIE_HOST=127.0.0.1',
  },
  BUTIE_HOME: {
    zh: '须为可写的状态目录，例如 BUTIE_HOME=.butie',
    en: 'must be a folder that can be written, for example BUTIE_HOME=.butie',
  },
  BUTIE_MODE: { zh: '须为 practice 或 live', en: 'must be practice or live' },
  BUTIE_PRACTICE_START: {
    zh: '须为带时区的时刻，例如 2025-05-12T09:00:00+08:00',
    en: 'must be an instant with its offset, for example 2025-05-12T09:00:00+08:00',
  },
  BUTIE_POLICIES: {
    zh: '须为可读的政策包目录，例如 BUTIE_POLICIES=/etc/butie/policies',
    en: 'must be a folder of policy packs that can be read, for example BUTIE_POLICIES=/etc/butie/policies',
  },
  BUTIE_WORKFLOW_BUNDLE: {
    zh: '须为 scripts/image/bundle-workflows.ts 写出的文件，例如 BUTIE_WORKFLOW_BUNDLE=dist/workflows.js',
    en: 'must be a file that scripts/image/bundle-workflows.ts wrote, for example BUTIE_WORKFLOW_BUNDLE=dist/workflows.js',
  },
  BUTIE_WORKBENCH: {
    zh: '须为 scripts/image/build-workbench.ts 写出的目录，例如 BUTIE_WORKBENCH=dist/workbench',
    en: 'must be a folder that scripts/image/build-workbench.ts wrote, for example BUTIE_WORKBENCH=dist/workbench',
  },
  DATABASE_URL: {
    zh: '须为应用登录角色的 Postgres 地址，例如 postgres://butie_app:密码@主机:5432/butie',
    en: "must be the Postgres address of the application's login, for example postgres://butie_app:password@host:5432/butie",
  },
  MIGRATE_DATABASE_URL: {
    zh: '须为数据库所有者的 Postgres 地址，例如 postgres://butie_migrate:密码@主机:5432/butie',
    en: "must be the owner's Postgres address, for example postgres://butie_migrate:password@host:5432/butie",
  },
  ADMIN_DATABASE_URL: {
    zh: '须为超级用户的 Postgres 地址，例如 postgres://postgres:密码@主机:5432/postgres',
    en: "must be a superuser's Postgres address, for example postgres://postgres:password@host:5432/postgres",
  },
  TEMPORAL_ADDRESS: {
    zh: '须为 主机:端口，例如 TEMPORAL_ADDRESS=temporal:7233',
    en: 'must be host:port, for example TEMPORAL_ADDRESS=temporal:7233',
  },
  TEMPORAL_NAMESPACE: {
    zh: '须为命名空间名（字母、数字、点、连字符），例如 butie',
    en: 'must be the name of a namespace (letters, digits, dots, hyphens), for example butie',
  },
  TEMPORAL_TLS_CERT: { zh: '须为可读的证书文件路径', en: 'must be the path of a certificate file that can be read' },
  TEMPORAL_TLS_KEY: { zh: '须为可读的私钥文件路径', en: 'must be the path of a private key file that can be read' },
  TEMPORAL_TLS_CA: {
    zh: '须为可读的根证书文件路径',
    en: 'must be the path of a root certificate file that can be read',
  },
  TEMPORAL_TLS_SERVER_NAME: {
    zh: '须为服务器证书中的名称，例如 temporal.example.org',
    en: "must be a name in the server's certificate, for example temporal.example.org",
  },
  TEMPORAL_API_KEY: { zh: '须为 Temporal Cloud 的 API 密钥', en: 'must be an API key of Temporal Cloud' },
  TEMPORAL_DATABASE_PASSWORD: {
    zh: '须为 Temporal 数据库角色的密码，至少 8 个字符',
    en: "must be the password of Temporal's database role, at least 8 characters",
  },
  BUTIE_KEY: {
    zh: '须为 32 字节密钥的 base64，可用 openssl rand -base64 32 生成',
    en: 'must be a 32-byte key in base64; openssl rand -base64 32 makes one',
  },
  BUTIE_KEY_FILE: {
    zh: '须为可读的密钥文件路径，内容为 32 字节密钥的 base64',
    en: 'must be the path of a file that can be read and holds a 32-byte key in base64',
  },
  BUTIE_ACT_KEY: {
    zh: '须为 API 进程的 Ed25519 私钥（PEM，或 PKCS#8 的 base64；更换密钥期间可给多个，新的在前），可用 openssl genpkey -algorithm ed25519 生成',
    en: 'must be the Ed25519 private key of the API processes (PEM, or PKCS#8 in base64; several while it is replaced, the new one first); openssl genpkey -algorithm ed25519 makes one',
  },
  BUTIE_ACT_KEY_FILE: {
    zh: '须为可读的私钥文件路径，内容同 BUTIE_ACT_KEY',
    en: 'must be the path of a file that can be read and holds what BUTIE_ACT_KEY would',
  },
  BUTIE_ACT_PUBLIC_KEY: {
    zh: '须为 API 私钥的公钥（PEM，或 SPKI 的 base64；更换密钥期间可给多个），可用 openssl pkey -pubout 得出',
    en: "must be the public half of the API's key (PEM, or SPKI in base64; several while the key is replaced); openssl pkey -pubout gives it",
  },
  BUTIE_ACT_PUBLIC_KEY_FILE: {
    zh: '须为可读的公钥文件路径，内容同 BUTIE_ACT_PUBLIC_KEY',
    en: 'must be the path of a file that can be read and holds what BUTIE_ACT_PUBLIC_KEY would',
  },
  ...EDGE_CURES,
  BUTIE_ANSWER_DAYS: {
    zh: '须为 1 到 3650 的整数，例如 BUTIE_ANSWER_DAYS=30',
    en: 'must be a whole number from 1 to 3650, for example BUTIE_ANSWER_DAYS=30',
  },
  BUTIE_AUDIT_HASH_KEY: {
    zh: '须为审计散列密钥：32 字节的 base64（更换密钥期间可给多个，新的在前），可用 openssl rand -base64 32 生成',
    en: "must be the key of the audit's hashes: 32 bytes in base64 (several while it is replaced, the new one first); openssl rand -base64 32 makes one",
  },
  BUTIE_AUDIT_HASH_KEY_FILE: {
    zh: '须为可读的密钥文件路径，内容同 BUTIE_AUDIT_HASH_KEY',
    en: 'must be the path of a file that can be read and holds what BUTIE_AUDIT_HASH_KEY would',
  },
  BUTIE_AUDIT_KEY: {
    zh: '须为签署每日审计根的 Ed25519 私钥（PEM，或 PKCS#8 的 base64），可用 openssl genpkey -algorithm ed25519 生成',
    en: "must be the Ed25519 private key that signs the audit's daily roots (PEM, or PKCS#8 in base64); openssl genpkey -algorithm ed25519 makes one",
  },
  BUTIE_AUDIT_KEY_FILE: {
    zh: '须为可读的私钥文件路径，内容同 BUTIE_AUDIT_KEY',
    en: 'must be the path of a file that can be read and holds what BUTIE_AUDIT_KEY would',
  },
  BUTIE_AUDIT_PUBLIC_KEY: {
    zh: '须为 BUTIE_AUDIT_KEY 的公钥（PEM，或 SPKI 的 base64；可给多个，以便核对旧的根），可用 openssl pkey -pubout 得出',
    en: 'must be the public half of BUTIE_AUDIT_KEY (PEM, or SPKI in base64; several, so that older roots can be checked); openssl pkey -pubout gives it',
  },
  BUTIE_AUDIT_PUBLIC_KEY_FILE: {
    zh: '须为可读的公钥文件路径，内容同 BUTIE_AUDIT_PUBLIC_KEY',
    en: 'must be the path of a file that can be read and holds what BUTIE_AUDIT_PUBLIC_KEY would',
  },
  BUTIE_AUDIT_ROOTS: {
    zh: '须为可写的文件路径，工作进程把审计根另存于此，例如 /var/lib/butie/audit-roots.jsonl',
    en: 'must be the path of a file that workers can write, in which they keep the roots of the audit apart, for example /var/lib/butie/audit-roots.jsonl',
  },
  LOG_LEVEL: { zh: '须为 debug、info、warn、error 或 silent', en: 'must be debug, info, warn, error or silent' },
};

export interface SealingKeyText {
  readonly id: number;
  readonly secret: Buffer;
}

/**
 * One key or several, separated by blanks, lines or commas, the sealing one first: `2:BASE64 1:BASE64`. A key without a
 * number is number 1. Null when one of them is not 32 bytes in base64, or a number is repeated.
 */
export function parseSealingKeys(text: string): readonly SealingKeyText[] | null {
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [, id = '1', base64 = ''] = /^(?:(\d{1,3}):)?([A-Za-z0-9+/]+={0,2})$/.exec(part) ?? [];
      return { id: Number(id), secret: Buffer.from(base64, 'base64') };
    });
  const isWhole = keys.every(({ id, secret }) => secret.length === KEY_BYTES && id <= 255);
  return keys.length > 0 && isWhole && new Set(keys.map(({ id }) => id)).size === keys.length ? keys : null;
}
