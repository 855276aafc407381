import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { cacheFolder, inheritedEnvironment, ROOT } from '../config.ts';
import { takeLock } from './lock-file.ts';
import { showProgress } from './progress.ts';
import { StartError } from './start-error.ts';

const MODULE = join(ROOT, 'tools', 'temporal');
const SERVER_PACKAGE = 'go.temporal.io/server/cmd/server';
const SQL_TOOL_PACKAGE = 'go.temporal.io/server/cmd/tools/sql';

export const SERVER_PROGRAM = 'temporal-server';
export const SQL_TOOL_PROGRAM = 'temporal-sql-tool';

/** The digest of the pinned modules: another pin is another server, and another folder in the cache. */
export function temporalPin(): string {
  const digest = createHash('sha256');
  for (const name of ['go.mod', 'go.sum']) {
    digest.update(readFileSync(join(MODULE, name)));
  }
  return digest.digest('hex').slice(0, 16);
}

/** Where the pinned Temporal server lies or will lie: outside the clone, so that every clone shares one build. */
export function temporalFolder(): string {
  return join(cacheFolder(), `temporal-${temporalPin()}-${process.platform}-${process.arch}`);
}

export function isTemporalBuilt(): boolean {
  return [SERVER_PROGRAM, SQL_TOOL_PROGRAM].every((name) => existsSync(join(temporalFolder(), name)));
}

/**
 * The folder with the two programs of the official server, built once from pinned Go modules (five minutes on two
 * cores, some seconds when Go has the parts). Two starts at once build once: the second waits for the first.
 * @returns `undefined` when there is no Go here
 * @throws {StartError} when Go is here but the build fails
 */
export async function buildTemporal(say: (line: string) => void): Promise<string | undefined> {
  const folder = temporalFolder();
  if (isTemporalBuilt()) {
    return folder;
  }
  if (!(await hasGo())) {
    return undefined;
  }
  mkdirSync(dirname(folder), { recursive: true });
  const lock = await waitForTurn(`${folder}.lock`, say);
  try {
    if (!isTemporalBuilt()) {
      await build(folder);
    }
  } finally {
    lock.release();
  }
  return folder;
}

async function waitForTurn(path: string, say: (line: string) => void): Promise<{ release(): void }> {
  let said = false;
  const taken = await takeLock(path, (holder) => {
    if (!said) {
      say(`进程 ${holder.pid} 正在构建 Temporal，等待中 · Process ${holder.pid} is building Temporal, waiting for it`);
      said = true;
    }
    return true;
  });
  if ('heldBy' in taken) {
    throw new Error('Nobody gives up waiting for the build');
  }
  return taken.lock;
}

/** Both programs get their final path at once, so that no process finds half a build. */
async function build(folder: string): Promise<void> {
  const draft = mkdtempSync(`${folder}.`);
  try {
    const total = await countPackages();
    const progress = showProgress('构建 Temporal · Building the Temporal server:');
    let built = 0;
    await runGo(
      ['build', '-v', '-trimpath', '-ldflags=-s -w', '-o', `${draft}/`, SERVER_PACKAGE, SQL_TOOL_PACKAGE],
      (line) => {
        if (!line.startsWith('go: ')) {
          built += 1;
          progress.at(built, total);
        }
      },
    );
    renameSync(join(draft, 'server'), join(draft, SERVER_PROGRAM));
    renameSync(join(draft, 'sql'), join(draft, SQL_TOOL_PROGRAM));
    chmodSync(draft, 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    progress.done();
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Fetches the modules, which `go list` needs, and counts the packages that a build from nothing prints. */
async function countPackages(): Promise<number> {
  const progress = showProgress('下载 Go 模块 · Downloading Go modules:');
  let modules = 0;
  const packages = await runGo(['list', '-deps', SERVER_PACKAGE, SQL_TOOL_PACKAGE], (line) => {
    if (line.startsWith('go: downloading')) {
      modules += 1;
      progress.at(modules);
    }
  });
  progress.done();
  return packages.length;
}

async function hasGo(): Promise<boolean> {
  try {
    await runGo(['version'], () => undefined);
    return true;
  } catch (error) {
    if (error instanceof StartError) {
      return false;
    }
    throw error;
  }
}

/** Lines of the standard output; `onLine` gets those of the other one as they come. @throws {StartError} */
function runGo(args: readonly string[], onLine: (line: string) => void): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, { cwd: MODULE, stdio: ['ignore', 'pipe', 'pipe'], env: inheritedEnvironment() });
    const answer: string[] = [];
    const complaints: string[] = [];
    readLines(child.stdout, (line) => answer.push(line));
    readLines(child.stderr, (line) => {
      complaints.push(line);
      onLine(line);
    });
    child.once('error', (error) => reject(buildFailed(args, error.message, error)));
    child.once('close', (code) => {
      if (code === 0) {
        resolve(answer);
      } else {
        reject(buildFailed(args, complaints.slice(-3).join(' ') || String(code)));
      }
    });
  });
}

function readLines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  });
}

function buildFailed(args: readonly string[], reason: string, cause?: unknown): StartError {
  return new StartError(
    {
      zh: `构建 Temporal 失败（go ${args[0]}：${reason}）：请检查网络与 Go（1.26 或更新），或用 TEMPORAL_ADDRESS 指向一个 Temporal。`,
      en: `Temporal could not be built (go ${args[0]}: ${reason}): check the network and Go (1.26 or later), or give TEMPORAL_ADDRESS.`,
    },
    cause,
  );
}
