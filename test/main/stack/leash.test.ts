import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ROOT } from '../../../main/config.ts';
import { startLeashed } from '../../../main/stack/leash.ts';
import { identityOf, isRunning } from '../../../main/stack/process-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'butie-leash-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function leash(command: string, args: readonly string[]) {
  const { PATH } = process.env;
  const logFile = join(folder, 'log');
  return startLeashed({ command, args, stopSignal: 'TERM', env: { PATH }, cwd: folder, user: undefined, logFile });
}

describe('a leashed program', () => {
  it('is the very process that was started, and tells how it ended', async () => {
    const program = leash('sh', ['-c', 'echo $$; exit 3']);
    expect(await program.gone).toEqual({ exitCode: 3, signal: undefined });
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe(`${program.pid}\n`);
  });

  it('is forced to end when it does not listen', async () => {
    const program = leash('sh', ['-c', "trap '' TERM; echo deaf; while :; do sleep 1; done"]);
    await expect.poll(() => readFileSync(join(folder, 'log'), 'utf8')).toContain('deaf');
    await program.stop(300);
    expect(await program.gone).toEqual({ exitCode: undefined, signal: 'SIGKILL' });
  });

  it('ends when the process that holds the leash is killed', async () => {
    const script = join(folder, 'holder.ts');
    writeFileSync(
      script,
      `import { startLeashed } from '${join(ROOT, 'main', 'stack', 'leash.ts')}';
       const { pid } = startLeashed({ command: 'sleep', args: ['60'], stopSignal: 'TERM', env: process.env, cwd: '/', user: undefined, logFile: '${join(folder, 'held')}' });
       console.log(pid);
       setInterval(() => undefined, 1000);`,
    );
    const holder = spawn(process.execPath, ['--import', 'tsx', script], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) => holder.stdout.once('data', (text) => resolve(Number(text))));
    const identity = identityOf(pid);
    expect(identity).toBeDefined();
    holder.kill('SIGKILL');
    await expect.poll(() => identity !== undefined && isRunning(identity), { timeout: 60_000 }).toBe(false);
  });
});
