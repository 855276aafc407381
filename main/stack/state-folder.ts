import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { RolePasswords, ServerMemory } from '../../schemas/server-memory-schemas.ts';
import { markStopping, takeLock, type Lock } from './lock-file.ts';
import { isNodeError } from './process-identity.ts';
import { canReach, SYSTEM_STATE, type ServerUser } from './server-user.ts';
import { StartError } from './start-error.ts';

const OWNER_ONLY = 0o600;
/** A start that meets one which is just dying or stopping waits this long for it. */
const PATIENCE_MS = 3_000;
const PATIENCE_WITH_STOPPING_MS = 15_000;
/** What people look for in the folder that they named, when it had to be moved. */
const LOOKED_FOR = ['practice-clients.json', 'logs', 'encryption.key', 'servers.json'];

export interface AuditFiles {
  readonly hashKeyFile: string;
  readonly keyFile: string;
  readonly publicKeyFile: string;
  readonly rootsFile: string;
}

export interface StateFolder {
  /** Absolute, and reachable for the servers' user. */
  readonly path: string;
  readonly logs: string;
  /** The path of the file that holds the key for sensitive columns (base64, 32 bytes); made at the first start. */
  readonly keyFile: string;
  /** The paths of the key that signs acts, for the API, and of its public half, for the worker (D2); made at the first start. */
  readonly actKeyFile: string;
  readonly actPublicKeyFile: string;
  /** Of the logins that butie has to the embedded Postgres; made at the first start (S14). */
  readonly rolePasswords: RolePasswords;
  /** The same of the audit (S15): the key of its hashes, the key that signs its roots, its public half; and the roots. */
  readonly audit: AuditFiles;
  memory(): ServerMemory;
  remember(change: Partial<ServerMemory>): void;
  /** From now on another start waits for this one instead of refusing. */
  stopping(): void;
  release(): void;
}

/**
 * Opens the state folder for this process alone. As root it is moved to a place below /var/lib when the servers' user
 * cannot reach it, and a link is left behind; `say` tells so.
 * @throws {StartError} when another start uses it, or when it cannot be written.
 */
export async function openStateFolder(
  home: string,
  user: ServerUser | undefined,
  say: (line: string) => void,
): Promise<StateFolder> {
  const path = place(home, user, say);
  const logs = join(path, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o755 });
  const lockPath = join(path, 'lock');
  const lock = await lockFolder(path, lockPath);
  const memoryPath = join(path, 'servers.json');
  return {
    path,
    logs,
    keyFile: ensureKeyFile(join(path, 'encryption.key')),
    ...ensureActKeys(path),
    rolePasswords: ensureRolePasswords(join(path, 'database-roles.json')),
    audit: ensureAuditKeys(path),
    memory: () => readMemory(memoryPath),
    remember: (change) => writeSecret(memoryPath, JSON.stringify({ ...readMemory(memoryPath), ...change }, null, 2)),
    stopping: () => markStopping(lockPath),
    release: () => lock.release(),
  };
}

/** The name below which a state folder that had to move is found again. */
function movedPath(home: string): string {
  return join(SYSTEM_STATE, createHash('sha256').update(home).digest('hex').slice(0, 16));
}

function place(home: string, user: ServerUser | undefined, say: (line: string) => void): string {
  makeFolder(home);
  if (canReach(home, user)) {
    return home;
  }
  const path = movedPath(home);
  makeFolder(path);
  say(`状态目录 ${home} 对用户 ${user?.name} 不可达，改用 ${path}`);
  say(`The user ${user?.name} cannot reach the state folder ${home}: it is at ${path}`);
  for (const name of LOOKED_FOR) {
    linkOnce(join(path, name), join(home, name));
  }
  return path;
}

function makeFolder(path: string): void {
  try {
    const made = mkdirSync(path, { recursive: true, mode: 0o711 });
    if (made !== undefined) {
      chmodSync(path, 0o711);
    }
  } catch (error) {
    throw new StartError(
      {
        zh: `BUTIE_HOME 指向的状态目录 ${path} 无法写入：请改用可写的目录。`,
        en: `The state folder ${path} of BUTIE_HOME cannot be written: name one that can.`,
      },
      error,
    );
  }
}

function linkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if (!isNodeError(error) || error.code !== 'EEXIST') {
      throw error;
    }
  }
}

async function lockFolder(path: string, lockPath: string): Promise<Lock> {
  const taken = await takeLock(
    lockPath,
    (holder, waitedMs) => waitedMs < (holder.stopping ? PATIENCE_WITH_STOPPING_MS : PATIENCE_MS),
  );
  if ('lock' in taken) {
    return taken.lock;
  }
  throw new StartError({
    zh: `状态目录 ${path} 正被进程 ${taken.heldBy.pid} 使用：请先停止它，或用 BUTIE_HOME 另指一个目录。`,
    en: `The state folder ${path} is in use by process ${taken.heldBy.pid}: stop that one first, or name another folder with BUTIE_HOME.`,
  });
}

function ensureKeyFile(path: string): string {
  if (!existsSync(path)) {
    writeSecret(path, `${randomBytes(32).toString('base64')}\n`);
  }
  return path;
}

/** A lost file is made anew: the next start gives the roles the new passwords. */
function ensureRolePasswords(path: string): RolePasswords {
  if (!existsSync(path)) {
    const [application, owner] = [0, 1].map(() => randomBytes(24).toString('base64url'));
    writeSecret(path, `${JSON.stringify({ application, owner }, null, 2)}\n`);
  }
  return RolePasswords.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function ensureActKeys(folder: string): Pick<StateFolder, 'actKeyFile' | 'actPublicKeyFile'> {
  const [actKeyFile, actPublicKeyFile] = ensureKeyPair(folder, 'act');
  return { actKeyFile, actPublicKeyFile };
}

function ensureAuditKeys(folder: string): AuditFiles {
  const hashKeyFile = ensureKeyFile(join(folder, 'audit-hash.key'));
  const [keyFile, publicKeyFile] = ensureKeyPair(folder, 'audit');
  return { hashKeyFile, keyFile, publicKeyFile, rootsFile: join(folder, 'audit-roots.jsonl') };
}

/** Of Ed25519, as PEM. The public half can be made again from the private one. */
function ensureKeyPair(folder: string, name: string): readonly [privateFile: string, publicFile: string] {
  const privateFile = join(folder, `${name}.key`);
  const publicFile = join(folder, `${name}.public.key`);
  if (!existsSync(privateFile)) {
    writeSecret(
      privateFile,
      String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })),
    );
  }
  const publicKey = createPublicKey(createPrivateKey(readFileSync(privateFile)));
  writeSecret(publicFile, String(publicKey.export({ type: 'spki', format: 'pem' })));
  return [privateFile, publicFile];
}

function readMemory(path: string): ServerMemory {
  return ServerMemory.parse(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
}

function writeSecret(path: string, text: string): void {
  const draft = `${path}.new`;
  writeFileSync(draft, text, { mode: OWNER_ONLY });
  renameSync(draft, path);
}
