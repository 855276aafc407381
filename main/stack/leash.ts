import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { signalIfRunning } from './process-identity.ts';
import type { ServerUser } from './server-user.ts';

const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
const LAST_LINES = 6;
const LINE_WIDTH = 300;

/**
 * Becomes the program itself (its process number is the one we started), after leaving a watcher behind. The watcher
 * reads a pipe of ours: when the pipe closes without the word `gone`, we have died, however that happened, and it ends
 * the program: by its own signal first, and after eight seconds by force. It is nobody's child, so that the program
 * does not meet a child which it did not start.
 */
const LEASH = `exec 3<&0 </dev/null
( ( read -r word <&3; [ "$word" = gone ] && exit 0
    kill -"$0" $$; turns=0
    while [ $turns -lt 80 ] && kill -0 $$; do sleep 0.1; turns=$((turns+1)); done
    kill -9 $$ ) >/dev/null 2>&1 & )
exec "$@" 3<&-`;

export interface LeashedProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** Asks the program to end by itself. */
  readonly stopSignal: 'INT' | 'TERM';
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly user: ServerUser | undefined;
  /** Gets both of its outputs, so that they outlive us. */
  readonly logFile: string;
}

/** How a program ended; `undefined` exit code: by a signal. */
export interface Ending {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

export interface Leashed {
  readonly pid: number;
  readonly gone: Promise<Ending>;
  isGone(): boolean;
  /** Asks, and after `patienceMs` forces. Resolves once it has ended. */
  stop(patienceMs: number): Promise<void>;
}

/** Starts a program that cannot outlive us. It has a session of its own: Ctrl-C reaches us, and we end it in order. */
export function startLeashed(program: LeashedProgram): Leashed {
  const log = openLog(program.logFile);
  const child = spawn('/bin/sh', ['-c', LEASH, program.stopSignal, program.command, ...program.args], {
    stdio: ['pipe', log, log],
    detached: true,
    env: { ...program.env },
    cwd: program.cwd,
    ...(program.user === undefined ? {} : { uid: program.user.uid, gid: program.user.gid }),
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) {
    throw new Error(`/bin/sh could not be started for ${program.command}`);
  }
  let isGone = false;
  const gone = endingOf(child);
  void gone.then(() => {
    isGone = true;
  });
  return {
    pid,
    gone,
    isGone: () => isGone,
    stop: async (patienceMs) => {
      if (!isGone) {
        signalIfRunning(pid, `SIG${program.stopSignal}`);
        const inTime = await Promise.race([gone, pause(patienceMs, undefined, { ref: false })]);
        if (inTime === undefined) {
          signalIfRunning(pid, 'SIGKILL');
        }
      }
      await gone;
    },
  };
}

/** The end of a log file: what a program said before it ended. */
export function lastLines(logFile: string): string {
  const lines = existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n') : [];
  return lines
    .slice(-LAST_LINES)
    .map((line) => `  ${line.slice(0, LINE_WIDTH)}`)
    .join('\n');
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // The pipe has no reader any more: the watcher ended before us, and nothing is lost.
    child.stdin?.on('error', () => undefined);
    child.once('exit', (exitCode, signal) => {
      child.stdin?.end('gone\n');
      resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined });
    });
  });
}

function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) {
    renameSync(path, `${path}.1`);
  }
  return openSync(path, 'a', 0o640);
}
