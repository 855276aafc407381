import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { identityOf, isNodeError, isProcessIdentity, isRunning, type ProcessIdentity } from './process-identity.ts';

const LOOK_AGAIN_MS = 100;

export interface Lock {
  release(): void;
}

/** The owner of the lock; `stopping` once the owner is ending. */
export interface LockHolder extends ProcessIdentity {
  readonly stopping: boolean;
}

/**
 * One owner at a time, between processes; the lock of a process that has died counts as free.
 * Asks `patience(holder, waitedMs)` each time it finds the lock held: `true` waits on, `false` gives up with the holder.
 */
export async function takeLock(
  path: string,
  patience: (holder: LockHolder, waitedMs: number) => boolean,
): Promise<{ readonly lock: Lock } | { readonly heldBy: LockHolder }> {
  const me = identityOf(process.pid);
  if (me === undefined) {
    throw new Error('This process cannot find itself in the process table');
  }
  const began = Date.now();
  for (;;) {
    if (createWhole(path, JSON.stringify({ ...me, stopping: false }))) {
      return { lock: { release: () => releaseOwn(path, me) } };
    }
    const text = readOrNothing(path);
    const holder = text === undefined ? undefined : parseHolder(text);
    if (text !== undefined && (holder === undefined || !isRunning(holder))) {
      removeStale(path, text);
    } else if (holder !== undefined) {
      if (!patience(holder, Date.now() - began)) {
        return { heldBy: holder };
      }
      await pause(LOOK_AGAIN_MS);
    }
  }
}

/** Tells waiting processes that the lock will soon be free. */
export function markStopping(path: string): void {
  const me = identityOf(process.pid);
  const holder = parseHolder(readOrNothing(path) ?? '');
  if (me !== undefined && holder?.pid === me.pid && holder.began === me.began) {
    writeFileSync(path, JSON.stringify({ ...me, stopping: true }));
  }
}

/** Linking a finished file prevents a process from reading a half-written lock. */
function createWhole(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isNodeError(error) && error.code === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves the dead lock aside; puts it back if it turns out to be another process's new lock. */
function removeStale(path: string, judged: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') {
      return;
    }
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== judged) {
    linkSync(aside, path);
  }
  rmSync(aside, { force: true });
}

function releaseOwn(path: string, me: ProcessIdentity): void {
  const holder = parseHolder(readOrNothing(path) ?? '');
  if (holder?.pid === me.pid && holder.began === me.began) {
    rmSync(path, { force: true });
  }
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined; // Not JSON: a lock without an owner.
  }
}

function isHolder(value: unknown): value is LockHolder {
  return isProcessIdentity(value) && 'stopping' in value && typeof value.stopping === 'boolean';
}
