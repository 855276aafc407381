import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../main/stack/ports.ts';
import type { RunningOffice } from './running-office.ts';

const PROGRAM = fileURLToPath(new URL('api-process.ts', import.meta.url));

/** A second API of an office, in a process of its own. */
export interface KillableApi {
  readonly base: string;
  /** Ends it as a power cut does, and waits until it is gone. */
  kill(): Promise<void>;
}

export async function killableApi({ taskQueue, variables }: RunningOffice): Promise<KillableApi> {
  const port = await freePort();
  const child = fork(PROGRAM, [taskQueue], {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env['PATH'], ...variables, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (said !== 'listens') {
    throw new Error(`The API ended before it listened: ${String(said)}`);
  }
  return {
    base: `http://127.0.0.1:${port}`,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
    },
  };
}
