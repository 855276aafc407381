import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isProcessIdentity, isRunning } from './process-identity.ts';

const PREFIX = 'butie-temporary-';
/** A folder this young may belong to a start that has not yet taken its lock. */
const YOUNG_MS = 60_000;

/** A new folder that the servers' user can reach; folders whose owners have died are removed on the way. */
export function temporaryStateFolder(): string {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o711);
  return folder;
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (name.startsWith(PREFIX) && isAbandoned(folder)) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function isAbandoned(folder: string): boolean {
  const lock = join(folder, 'lock');
  if (!existsSync(lock)) {
    return Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) > YOUNG_MS;
  }
  const holder: unknown = JSON.parse(readFileSync(lock, 'utf8'));
  return !isProcessIdentity(holder) || !isRunning(holder);
}
