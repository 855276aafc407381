// Prepares a clone: installs the locked dependencies. Plain JavaScript without dependencies, because none may be
// installed yet.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const LOOK_MS = 1_000;

/** @param {{ development: boolean }} need whether the tools for tests and checks must be there too */
export async function prepare({ development }) {
  refuseOldNode();
  if (!areDependenciesCurrent(development)) {
    await installDependencies();
  }
  // A clone that ran before ADR 0016 still has the client that was generated then; it no longer type-checks.
  rmSync(join(ROOT, 'prisma', 'generated'), { recursive: true, force: true });
}

/**
 * Refuses where the packages of the embedded servers were left out (`--omit=optional`): what `npm start` needs and a
 * deployment does not.
 */
export function requireEmbeddedServers() {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const missing = Object.keys(optionalDependencies).filter((name) => !existsSync(join(ROOT, 'node_modules', name)));
  if (missing.length > 0) {
    process.stderr.write(
      `缺少内置服务器所需的可选依赖（${missing.join(', ')}）：npm start 需要它们，请运行 npm ci（不带 --omit=optional）；` +
        `已有 Postgres 与 Temporal 时，请直接启动 main/migrate.ts、main/api.ts 与 main/worker.ts。\n` +
        `Optional packages of the embedded servers are missing (${missing.join(', ')}): npm start needs them, run npm ci ` +
        `without --omit=optional; with a Postgres and a Temporal of your own start main/migrate.ts, main/api.ts and main/worker.ts.\n`,
    );
    process.exit(1);
  }
}

/** Runs a program of ours; its exit code, or 128 + the signal's number when a signal ended it. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/** Runs a program silently; returns its exit code and its output. */
export function listen(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    child.once('error', (error) => resolve({ code: 1, said: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, said }));
  });
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    process.stderr.write(
      `需要 Node ${OLDEST_NODE.join('.')} 或更新版本，当前为 ${process.versions.node}：请从 https://nodejs.org 安装。\n` +
        `Node ${OLDEST_NODE.join('.')} or later is needed, this is ${process.versions.node}: install it from https://nodejs.org.\n`,
    );
    process.exit(1);
  }
}

/** Compares what npm has noted in node_modules with the lock file, package by package. */
function areDependenciesCurrent(development) {
  const notes = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(notes)) {
    return false;
  }
  const installed = readPackages(notes);
  return wanted(readPackages(join(ROOT, 'package-lock.json')), development).every(
    ([path, { version }]) => installed[path]?.version === version,
  );
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/** Entries of the lock file that an install on this platform has for certain. */
function wanted(packages, development) {
  return Object.entries(packages).filter(
    ([path, entry]) =>
      path !== '' && !entry.optional && !entry.devOptional && !entry.link && (development || !entry.dev),
  );
}

async function installDependencies() {
  const total = wanted(readPackages(join(ROOT, 'package-lock.json')), process.env.NODE_ENV !== 'production');
  const began = Date.now();
  let shown = -1;
  const show = () => {
    const there = total.filter(([path]) => existsSync(join(ROOT, path, 'package.json'))).length;
    const percent = Math.min(99, Math.floor((there * 100) / total.length));
    if (percent !== shown && (process.stdout.isTTY || percent >= shown + 10)) {
      shown = percent;
      write(`安装依赖 · Installing dependencies: ${percent} % (${there}/${total.length}, ${seconds(began)} s)`);
    }
  };
  show();
  const look = setInterval(show, LOOK_MS);
  const { said, code } = await npmCi();
  clearInterval(look);
  if (code !== 0) {
    process.stderr.write(
      `\n${said}\nnpm ci 失败（退出码 ${code}）：请检查网络与 npm 源后重试。\n` +
        `npm ci failed (exit code ${code}): check the network and npm's registry, then try again.\n`,
    );
    process.exit(1);
  }
  write(`安装依赖 · Installing dependencies ✓ ${seconds(began)} s`);
  process.stdout.write(process.stdout.isTTY ? '\n' : '');
}

function npmCi() {
  // If npm started this process, the same npm is used.
  const { npm_execpath: npm } = process.env;
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  return listen(command, [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

function write(text) {
  process.stdout.write(process.stdout.isTTY ? `\r${text}\u001B[K` : `${text}\n`);
}

function seconds(began) {
  return Math.round((Date.now() - began) / 1_000);
}
