import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process, distinguished from a later process with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The system's start time of the process; only compared, never interpreted. */
  readonly began: string;
}

/** `undefined` when no such process runs (a zombie does not run). */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const began = process.platform === 'linux' ? beganOnLinux(pid) : beganElsewhere(pid);
  return began === undefined ? undefined : { pid, began };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.began === identity.began;
}

/** The command line, or an empty text when the process is gone. */
export function commandOf(pid: number): string {
  return process.platform === 'linux'
    ? (readProc(pid, 'cmdline') ?? '').replaceAll('\0', ' ').trim()
    : (askPs(pid, 'command=') ?? '');
}

/** Sends a signal to a process that may be gone already. */
export function signalIfRunning(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!isNodeError(error) || error.code !== 'ESRCH') {
      throw error;
    }
  }
}

export function isProcessIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'began' in value &&
    typeof value.began === 'string'
  );
}

export function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}

/** Field 22 of /proc/<pid>/stat; field 2 is the name in brackets and may hold spaces. */
function beganOnLinux(pid: number): string | undefined {
  const stat = readProc(pid, 'stat');
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
}

function beganElsewhere(pid: number): string | undefined {
  return askPs(pid, 'lstart=');
}

function readProc(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined; // The process has ended: /proc no longer lists it.
  }
}

function askPs(pid: number, column: string): string | undefined {
  try {
    const answer = execFileSync('ps', ['-o', column, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return answer.trim() === '' ? undefined : answer.trim();
  } catch {
    return undefined; // `ps` ends with exit code 1 for an unused number.
  }
}
