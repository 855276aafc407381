import type { Mode } from '../domain/codes.ts';
import { birth } from './office/birth.ts';
import { PRACTICE_PASSWORD } from './office/practice-accounts.ts';
import { readConfig } from './config.ts';
import { StartError } from './stack/start-error.ts';
import { startStack, type RunningStack } from './stack/supervisor.ts';

const began = Date.now();
let stopAsked = false;
let running: RunningStack | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => askToStop(signal));
}
// The launcher is gone without having been able to say so.
process.on('disconnect', () => askToStop('disconnect'));

try {
  const config = readConfig();
  running = await startStack({ config, birth, log: say });
  say(`就绪，用时 ${seconds()} 秒 · Ready after ${seconds()} s (${config.mode})`);
  say(`  ${running.url}/        日志 · logs ${running.stateFolder}/logs/`);
  say(`  ${running.url}/docs    接口文档 · API documentation`);
  running.lines.forEach(say);
  say('按 Ctrl-C 停止 · Ctrl-C stops everything');
  say(`工作台 · Workbench ${running.url}/workbench/  ${signInWords(config.mode)}`);
  if (stopAsked) {
    await end();
  }
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : describe(error)}\n`);
  process.exit(stopAsked ? 0 : 1);
}

/** While it is still starting, the leashes end what has been started. */
function askToStop(reason: string): void {
  if (stopAsked) {
    return;
  }
  stopAsked = true;
  say(`正在停止 · Stopping (${reason})`);
  if (running === undefined) {
    process.exit(0);
  }
  void end();
}

async function end(): Promise<void> {
  const asked = Date.now();
  await running?.stop();
  say(`已停止 · Stopped in ${((Date.now() - asked) / 1000).toFixed(1)} s`);
  process.exit(0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** As whom the reader of the last line can sign in. */
function signInWords(mode: Mode): string {
  return mode === 'practice'
    ? `以 dept.hr 登录，密码 ${PRACTICE_PASSWORD} · sign in as dept.hr, password ${PRACTICE_PASSWORD}`
    : '以管理员开设的帐户登录 · sign in with the account that your administrator gave you';
}

function seconds(): string {
  return ((Date.now() - began) / 1000).toFixed(1);
}
