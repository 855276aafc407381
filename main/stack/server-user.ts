import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';

import { StartError } from './start-error.ts';

/** Where root keeps what another user must reach. */
export const SYSTEM_STATE = '/var/lib/butie';

const OWN_USER = 'butie';
const EVERYBODY_ENTERS = 0o711;

/** The user of the embedded servers when we are root, because Postgres refuses to run as root. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** `undefined`: we are not root, and the servers run as we do. Makes the user `butie` where it can. @throws {StartError} */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const user = findUser(OWN_USER) ?? createUser() ?? findUser('postgres') ?? findUser('nobody');
  if (user === undefined) {
    throw new StartError({
      zh: '以 root 运行时，内置服务器需要一个自己的用户：请执行 useradd --system butie，或以普通用户启动。',
      en: 'As root the embedded servers need a user of their own: run useradd --system butie, or start as an ordinary user.',
    });
  }
  return user;
}

/** Whether that user can enter the folder or run the program at the path, asked by trying. */
export function canReach(path: string, user: ServerUser | undefined): boolean {
  if (user === undefined) {
    return true;
  }
  try {
    execFileSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...ids(user), cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false; // `test` says no by its exit code.
  }
}

/** A folder of programs where the user can run them: the folder itself, or a copy; `probe` is one of its files. */
export function reachablePrograms(path: string, probe: string, user: ServerUser | undefined): string {
  if (canReach(join(path, probe), user)) {
    return path;
  }
  const copies = join(SYSTEM_STATE, 'programs');
  mkdirSync(copies, { recursive: true, mode: EVERYBODY_ENTERS });
  const { size, mtimeMs } = statSync(join(path, probe));
  const version = createHash('sha256').update(`${path} ${size} ${mtimeMs}`).digest('hex').slice(0, 12);
  const copy = join(copies, `${basename(path)}-${version}`);
  if (!existsSync(copy)) {
    const draft = mkdtempSync(`${copy}.`);
    cpSync(path, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    renameIntoPlace(draft, copy);
  }
  return copy;
}

/** A folder that belongs to the servers' user; made when it is missing. */
export function serverFolder(path: string, user: ServerUser | undefined): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  giveTo(path, user);
  return path;
}

export function giveTo(path: string, user: ServerUser | undefined): void {
  if (user !== undefined) {
    chownSync(path, user.uid, user.gid);
  }
}

export function ids(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

/** Two starts may copy at once; the second deletes its copy. */
function renameIntoPlace(draft: string, copy: string): void {
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) {
      throw error;
    }
  }
}

function createUser(): ServerUser | undefined {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_USER],
      {
        stdio: 'ignore',
      },
    );
  } catch {
    return undefined; // No such program here, or another start was quicker; the caller looks again.
  }
  return findUser(OWN_USER);
}

function findUser(name: string): ServerUser | undefined {
  const uid = askId('-u', name);
  const gid = askId('-g', name);
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { name, uid, gid };
}

function askId(option: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined; // `id` answers an unknown user with exit code 1.
  }
}
