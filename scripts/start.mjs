// `npm start`: makes the clone ready, then hands over to the supervisor and passes signals on.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { prepare, requireEmbeddedServers, ROOT } from './prepare.mjs';

const LOOK_FOR_PARENT_MS = 500;

await prepare({ development: false });
requireEmbeddedServers();

const started = starters();
// The channel closes when this process dies, however that happens; the supervisor then stops everything.
const supervisor = spawn(process.execPath, ['--import', 'tsx', 'main/start.ts'], {
  cwd: ROOT,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => supervisor.kill(signal));
}
if (process.env.npm_lifecycle_event === 'start') {
  // If npm or the shell between us is killed, no process is left that could stop us.
  setInterval(() => starters() !== started && supervisor.kill('SIGTERM'), LOOK_FOR_PARENT_MS).unref();
}
supervisor.once('exit', (code) => process.exit(code ?? 1));

/** The shell that npm has started, and npm; where /proc does not tell, only the shell. */
function starters() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return String(process.ppid); // No /proc on this system.
  }
}
