import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { markStopping, takeLock } from '../../../main/stack/lock-file.ts';
import { identityOf, isRunning } from '../../../main/stack/process-identity.ts';

const atOnce = () => false;

describe('a lock file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'butie-lock-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has one holder, who is named to the next, and is free once released', async () => {
    const path = join(folder, 'one');
    const first = await takeLock(path, atOnce);
    expect(await takeLock(path, atOnce)).toMatchObject({ heldBy: { pid: process.pid, stopping: false } });
    markStopping(path);
    expect(await takeLock(path, atOnce)).toMatchObject({ heldBy: { stopping: true } });
    if ('lock' in first) {
      first.lock.release();
    }
    expect(existsSync(path)).toBe(false);
  });

  it('is free when its holder has been killed', async () => {
    const child = spawn('sleep', ['60']);
    const identity = identityOf(child.pid ?? 0);
    const path = join(folder, 'killed');
    writeFileSync(path, JSON.stringify({ ...identity, stopping: false }));
    expect(await takeLock(path, atOnce)).toMatchObject({ heldBy: { pid: child.pid } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await takeLock(path, atOnce)).toHaveProperty('lock');
  });

  it('is free when another process has been given the number of its holder', async () => {
    const path = join(folder, 'reused');
    writeFileSync(path, JSON.stringify({ pid: process.pid, began: 'long ago', stopping: false }));
    expect(isRunning({ pid: process.pid, began: 'long ago' })).toBe(false);
    expect(await takeLock(path, atOnce)).toHaveProperty('lock');
  });

  it.each(['', '{"pid":', 'null'])('is free when it holds %j, which nobody has written', async (text) => {
    const path = join(folder, 'broken');
    writeFileSync(path, text);
    const taken = await takeLock(path, atOnce);
    expect(taken).toHaveProperty('lock');
    if ('lock' in taken) {
      taken.lock.release();
    }
  });
});
