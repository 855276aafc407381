import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import { lastLines, startLeashed, type Ending, type Leashed, type LeashedProgram } from './leash.ts';
import { identityOf, signalIfRunning, type ProcessIdentity } from './process-identity.ts';
import { StartError } from './start-error.ts';

const LOOK_AGAIN_MS = 50;
const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 10_000;
/** A program that has run this long has earned a quick restart again. */
const STEADY_MS = 60_000;
const DEATHS_BEFORE_READY = 3;

export interface KeptProgram {
  readonly name: string;
  readonly program: LeashedProgram;
  /** Rejects while the program does not answer yet. */
  readonly isReady: () => Promise<void>;
  readonly readyWithinMs: number;
  readonly stopWithinMs: number;
}

export interface KeptRunning {
  /** The process that runs now; between a death and the restart that of the dead one. */
  pid(): number;
  kill(signal: NodeJS.Signals): void;
  /** Ends it for good. */
  stop(): Promise<void>;
}

interface Watcher {
  readonly say: (line: string) => void;
  readonly started: (name: string, identity: ProcessIdentity) => void;
}

/**
 * Starts a program, waits until it is ready, and from then on starts it again whenever it ends, each time a little
 * later, saying why.
 * @throws {StartError} with what it said last when it does not become ready
 */
export async function keepRunning(kept: KeptProgram, watcher: Watcher): Promise<KeptRunning> {
  let current: Leashed = begin(kept, watcher);
  let deaths = 0;
  const stopping = new AbortController();
  const stopAsked = once(stopping.signal, 'abort');
  const runs = watch();
  try {
    await untilReady(kept, () => deaths);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: () => current.pid, kill: (signal) => signalIfRunning(current.pid, signal), stop };

  async function watch(): Promise<void> {
    let backoffMs = FIRST_BACKOFF_MS;
    for (;;) {
      const began = Date.now();
      const ending = await current.gone;
      if (stopping.signal.aborted) {
        return;
      }
      deaths += 1;
      backoffMs = Date.now() - began > STEADY_MS ? FIRST_BACKOFF_MS : backoffMs;
      watcher.say(
        `${kept.name}: ${wordsFor(ending)}; 重启 · restart in ${backoffMs} ms\n${lastLines(kept.program.logFile)}`,
      );
      await Promise.race([pause(backoffMs, undefined, { ref: false }), stopAsked]);
      backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
      if (stopping.signal.aborted) {
        return;
      }
      current = begin(kept, watcher);
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await current.stop(kept.stopWithinMs);
    await runs;
  }
}

function begin(kept: KeptProgram, watcher: Watcher): Leashed {
  const leashed = startLeashed(kept.program);
  const identity = identityOf(leashed.pid);
  if (identity !== undefined) {
    watcher.started(kept.name, identity);
  }
  return leashed;
}

async function untilReady(kept: KeptProgram, deaths: () => number): Promise<void> {
  const end = Date.now() + kept.readyWithinMs;
  for (;;) {
    try {
      await kept.isReady();
      return;
    } catch (error) {
      if (deaths() >= DEATHS_BEFORE_READY || Date.now() > end) {
        throw notReady(kept, error);
      }
      await pause(LOOK_AGAIN_MS);
    }
  }
}

function notReady(kept: KeptProgram, cause: unknown): StartError {
  const { logFile } = kept.program;
  const said = lastLines(logFile);
  return new StartError(
    {
      zh: `${kept.name} 未能就绪，日志见 ${logFile}：\n${said}`,
      en: `${kept.name} did not become ready; its log is ${logFile} (its last lines are above).`,
    },
    cause,
  );
}

function wordsFor({ exitCode, signal }: Ending): string {
  return signal === undefined ? `结束，退出码 · ended with exit code ${exitCode}` : `结束，信号 · ended by ${signal}`;
}
