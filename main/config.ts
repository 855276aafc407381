import type { Mode } from '../domain/codes.ts';
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  Environment,
  parseSealingKeys,
  VARIABLE_CURES,
  type SealingKeyText,
  type Variable,
} from '../schemas/config-schemas.ts';
import { edgesOf, type EdgeConfig } from './office/edges.ts';
import { StartError } from './stack/start-error.ts';

/** The folder of the clone; relative paths in settings are meant from here. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

type Variables = Readonly<Record<string, string | undefined>>;

/** The whole configuration, checked once. No other file reads the environment. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the state folder as configured; `StateFolder.path` is its real path. */
  readonly home: string;
  readonly mode: Mode;
  /** RFC 3339 with offset: the business time at which a practice environment begins. */
  readonly practiceStart: string;
  /** Absolute path of a folder of packs that is read on top of `policies/`; `undefined`: there is none. */
  readonly policies: string | undefined;
  /** Absolute path of bundled workflows; `undefined`: the worker bundles them at its start. */
  readonly workflowBundle: string | undefined;
  /** Absolute path of the built pages of the workbench; `undefined`: this process has none, `npm start` builds them. */
  readonly workbench: string | undefined;
  /** Of the application's login, which has no way up (S14); `undefined`: the embedded Postgres. */
  readonly databaseUrl: string | undefined;
  /** Of the login that owns the schema: for migrations and the birth. */
  readonly migrateDatabaseUrl: string | undefined;
  /** Of a superuser: for `main/prepare-database.ts` and `main/prepare-temporal.ts` alone. */
  readonly adminDatabaseUrl: string | undefined;
  /** Of Temporal's own role, for `main/prepare-temporal.ts` alone. */
  readonly temporalDatabasePassword: string | undefined;
  /** `undefined`: the embedded Temporal server. */
  readonly temporal: TemporalConfig & { readonly address: string | undefined };
  /** As `parseSealingKeys` reads it. */
  readonly key: string | undefined;
  readonly keyFile: string | undefined;
  /** The key that signs acts: for API processes alone (D2). */
  readonly actKey: string | undefined;
  readonly actKeyFile: string | undefined;
  /** Its public half, for workers. */
  readonly actPublicKey: string | undefined;
  readonly actPublicKeyFile: string | undefined;
  readonly edges: EdgeConfig;
  /** For how many days the stored answers by which no money moves are kept (S9). */
  readonly answerDays: number;
  /** The keys of the audit's keyed hashes, for API and worker (S15). */
  readonly auditHashKey: string | undefined;
  readonly auditHashKeyFile: string | undefined;
  /** The key that signs the audit's roots: for workers alone. */
  readonly auditKey: string | undefined;
  readonly auditKeyFile: string | undefined;
  /** Its public half, for who reads the audit. */
  readonly auditPublicKey: string | undefined;
  readonly auditPublicKeyFile: string | undefined;
  /** Absolute path of the file in which workers keep roots apart from the database; `undefined`: nowhere. */
  readonly auditRoots: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

export interface TemporalConfig {
  readonly namespace: string;
  readonly tlsCertPath: string | undefined;
  readonly tlsKeyPath: string | undefined;
  readonly tlsCaPath: string | undefined;
  /** The name in the server's certificate, where it is not the host of the address. */
  readonly tlsServerName: string | undefined;
  readonly apiKey: string | undefined;
}

/** The configuration of `api` and `worker`, in which both servers are known. */
export interface ProcessConfig extends Config {
  readonly databaseUrl: string;
  readonly temporal: TemporalConfig & { readonly address: string };
}

/** @throws {StartError} that names the variable and its cure. */
export function readConfig(variables: Variables = process.env): Config {
  const parsed = Environment.safeParse(variables);
  if (!parsed.success) {
    throw wrongVariable(nameOf(parsed.error.issues[0]?.path[0]));
  }
  const env = parsed.data;
  if ((env.TEMPORAL_TLS_CERT === undefined) !== (env.TEMPORAL_TLS_KEY === undefined)) {
    throw new StartError({
      zh: 'TEMPORAL_TLS_CERT 与 TEMPORAL_TLS_KEY 须同时设置或都不设置。',
      en: 'TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY must be set together or not at all.',
    });
  }
  const config: Config = {
    port: env.PORT,
    host: env.BUTIE_HOST,
    home: resolve(ROOT, env.BUTIE_HOME),
    mode: env.BUTIE_MODE,
    practiceStart: env.BUTIE_PRACTICE_START,
    policies: env.BUTIE_POLICIES === undefined ? undefined : folderOf(env.BUTIE_POLICIES, 'BUTIE_POLICIES'),
    workflowBundle: env.BUTIE_WORKFLOW_BUNDLE === undefined ? undefined : bundleFile(env.BUTIE_WORKFLOW_BUNDLE),
    workbench: env.BUTIE_WORKBENCH === undefined ? undefined : folderOf(env.BUTIE_WORKBENCH, 'BUTIE_WORKBENCH'),
    databaseUrl: env.DATABASE_URL,
    migrateDatabaseUrl: env.MIGRATE_DATABASE_URL,
    adminDatabaseUrl: env.ADMIN_DATABASE_URL,
    temporalDatabasePassword: env.TEMPORAL_DATABASE_PASSWORD,
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      tlsCertPath: env.TEMPORAL_TLS_CERT,
      tlsKeyPath: env.TEMPORAL_TLS_KEY,
      tlsCaPath: env.TEMPORAL_TLS_CA,
      tlsServerName: env.TEMPORAL_TLS_SERVER_NAME,
      apiKey: env.TEMPORAL_API_KEY,
    },
    key: env.BUTIE_KEY,
    keyFile: env.BUTIE_KEY_FILE,
    actKey: env.BUTIE_ACT_KEY,
    actKeyFile: env.BUTIE_ACT_KEY_FILE,
    actPublicKey: env.BUTIE_ACT_PUBLIC_KEY,
    actPublicKeyFile: env.BUTIE_ACT_PUBLIC_KEY_FILE,
    edges: edgesOf(env, variables),
    answerDays: env.BUTIE_ANSWER_DAYS,
    ...auditSettings(env),
    logLevel: env.LOG_LEVEL,
  };
  if (config.mode === 'live') {
    requireServers(config, 'BUTIE_MODE=live');
  }
  return config;
}

function auditSettings(env: Environment) {
  return {
    auditHashKey: env.BUTIE_AUDIT_HASH_KEY,
    auditHashKeyFile: env.BUTIE_AUDIT_HASH_KEY_FILE,
    auditKey: env.BUTIE_AUDIT_KEY,
    auditKeyFile: env.BUTIE_AUDIT_KEY_FILE,
    auditPublicKey: env.BUTIE_AUDIT_PUBLIC_KEY,
    auditPublicKeyFile: env.BUTIE_AUDIT_PUBLIC_KEY_FILE,
    auditRoots: env.BUTIE_AUDIT_ROOTS === undefined ? undefined : resolve(ROOT, env.BUTIE_AUDIT_ROOTS),
  };
}

/** For `api` and `worker`, which never start a server themselves. @throws {StartError} */
export function readProcessConfig(variables: Variables = process.env): ProcessConfig {
  return requireServers(readConfig(variables), 'npm start');
}

/**
 * The keys for sensitive columns, the sealing one first (docs/runbook.md, rotating the key).
 * @throws {StartError} when neither BUTIE_KEY nor BUTIE_KEY_FILE gives any
 */
export function readSealingKeys(config: Pick<Config, 'key' | 'keyFile'>): readonly SealingKeyText[] {
  if (config.key !== undefined) {
    return keysOf(config.key, 'BUTIE_KEY');
  }
  if (config.keyFile === undefined) {
    throw wrongVariable('BUTIE_KEY');
  }
  return keysOf(readSecretFile(config.keyFile, 'BUTIE_KEY_FILE').toString('utf8'), 'BUTIE_KEY_FILE');
}

function keysOf(text: string, variable: Variable): readonly SealingKeyText[] {
  const keys = parseSealingKeys(text);
  if (keys === null) {
    throw wrongVariable(variable);
  }
  return keys;
}

/** @throws {StartError} that names the variable when its file cannot be read. */
export function readSecretFile(path: string, variable: Variable): Buffer {
  try {
    return readFileSync(resolve(ROOT, path));
  } catch (error) {
    throw wrongVariable(variable, error);
  }
}

/** @throws {StartError} when it is no folder, so that no process runs without the intended packs or pages */
function folderOf(path: string, variable: Variable): string {
  const folder = resolve(ROOT, path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw wrongVariable(variable);
  }
  return folder;
}

/** @throws {StartError} when it is no file: the image carries no compiler that could stand in */
function bundleFile(path: string): string {
  const file = resolve(ROOT, path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw wrongVariable('BUTIE_WORKFLOW_BUNDLE');
  }
  return file;
}

/** The environment of an embedded server: without our settings and without variables that it would read itself. */
export function serverEnvironment(): Record<string, string | undefined> {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

/** The environment of our programs and compilers, without the variables that `readConfig` reads. */
export function inheritedEnvironment(): Record<string, string | undefined> {
  const known = new Set<string>(Environment.keyof().options);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !known.has(name)));
}

/** The folder of built programs, shared between clones. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME !== undefined && XDG_CACHE_HOME !== '') {
    return join(XDG_CACHE_HOME, 'butie');
  }
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Caches', 'butie');
  }
  if (process.platform === 'win32') {
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'butie');
  }
  return join(homedir(), '.cache', 'butie');
}

function requireServers(config: Config, because: string): ProcessConfig {
  const { databaseUrl, temporal } = config;
  if (databaseUrl === undefined) {
    throw missingServer('DATABASE_URL', because);
  }
  if (temporal.address === undefined) {
    throw missingServer('TEMPORAL_ADDRESS', because);
  }
  return { ...config, databaseUrl, temporal: { ...temporal, address: temporal.address } };
}

/** The address of a given database for migrations and the birth. @throws {StartError} when it is not set */
export function ownerAddress({ migrateDatabaseUrl }: Config): string {
  return migrateDatabaseUrl ?? refuseWithout('MIGRATE_DATABASE_URL');
}

/** The address with which the preparing programs enter a given server. @throws {StartError} when it is not set */
export function adminAddress({ adminDatabaseUrl }: Config): string {
  return adminDatabaseUrl ?? refuseWithout('ADMIN_DATABASE_URL');
}

function refuseWithout(variable: Variable): never {
  const cure = VARIABLE_CURES[variable];
  throw new StartError({
    zh: `${variable} 未设置：${cure.zh}。`,
    en: `${variable} is not set: it ${cure.en}.`,
  });
}

function missingServer(variable: Variable, because: string): StartError {
  const cure = VARIABLE_CURES[variable];
  return because === 'npm start'
    ? new StartError({
        zh: `${variable} 未设置：${cure.zh}；或改用 npm start，由它提供。`,
        en: `${variable} is not set: it ${cure.en}; or use npm start, which provides it.`,
      })
    : new StartError({
        zh: `${because} 时必须设置 ${variable}：${cure.zh}。`,
        en: `${variable} must be set with ${because}: it ${cure.en}.`,
      });
}

/** The error of a variable that is not set as it must be. */
export function wrongVariable(variable: Variable, cause?: unknown): StartError {
  const cure = VARIABLE_CURES[variable];
  return new StartError({ zh: `${variable} ${cure.zh}。`, en: `${variable} ${cure.en}.` }, cause);
}

function nameOf(key: PropertyKey | undefined): Variable {
  return Environment.keyof().parse(key);
}
