import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { RunningOffice } from './running-office.ts';

const PROGRAM = fileURLToPath(new URL('worker-process.ts', import.meta.url));

/** The worker of an office in a process of its own, in place of the one in the test's process. */
export interface KillableWorker {
  /** Ends it as a power cut does, and waits until it is gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

export async function killableWorker(running: RunningOffice): Promise<KillableWorker> {
  await running.stopWorker();
  const { bundlePath } = inject('stack');
  const standing: { child: ChildProcess | null } = { child: null };
  const start = async (): Promise<void> => {
    const child = fork(PROGRAM, [running.taskQueue, bundlePath], {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env['PATH'], ...running.variables },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    standing.child = child;
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (said !== 'polls') {
      throw new Error(`The worker ended before it polled: ${String(said)}`);
    }
  };
  await start();
  return {
    start,
    async kill() {
      const { child } = standing;
      standing.child = null;
      if (child !== null && child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
    },
  };
}
