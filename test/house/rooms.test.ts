import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ROOT } from '../../main/config.ts';

const VIOLATIONS: readonly (readonly [file: string, code: string])[] = [
  ['domain/claim/a.ts', "import { z } from 'zod'; export const b = z;"],
  ['domain/claim/b.ts', "import { readFileSync } from 'node:fs'; export const b = readFileSync;"],
  ['domain/claim/c.ts', "import { a } from '../../schemas/a.ts'; export const b = a;"],
  ['domain/claim/d.ts', "import type { A } from '../../prisma/a.ts'; export type B = A;"],
  ['domain/claim/e.ts', 'export const now = Date.now();'],
  ['domain/claim/f.ts', 'export const dice = Math.random();'],
  ['domain/claim/g.ts', 'export const env = process.env;'],
  ['schemas/a.ts', "import { a } from '../prisma/a.ts'; export const b = a;"],
  ['schemas/b.ts', "import pg from 'pg'; export const b = pg;"],
  ['schemas/c.ts', "import { a } from '../api/a.ts'; export const b = a;"],
  ['workflows/a.ts', "import { a } from '../schemas/a.ts'; export const b = a;"],
  ['workflows/b.ts', "import { a } from '../activities/a.ts'; export const b = a;"],
  ['workflows/c.ts', "import { Client } from '@temporalio/client'; export const b = Client;"],
  ['workflows/d.ts', "import { z } from 'zod'; export const b = z;"],
  ['workflows/e.ts', 'export const b = process.pid;'],
  ['activities/a.ts', "import { a } from '../prisma/a.ts'; export const b = a;"],
  ['activities/b.ts', "import { a } from '../workflows/a.ts'; export const b = a;"],
  ['activities/c.ts', "import { z } from 'zod'; export const b = z;"],
  ['prisma/claim/a.ts', "import { a } from '../../schemas/a.ts'; export const b = a;"],
  ['prisma/claim/b.ts', "import { a } from '../../activities/ports.ts'; export const b = a;"],
  ['prisma/claim/c.ts', "import { a } from '../../main/config.ts'; export const b = a;"],
  ['prisma/claim/d.ts', "import { a } from '../worker/a.ts'; export const b = a;"],
  ['prisma/notice/d.ts', "import { a } from '../recordings/a.ts'; export const b = a;"],
  ['prisma/kernel/a.ts', "import { a } from '../claim/a.ts'; export const b = a;"],
  ['prisma/kernel/b.ts', "import { a } from '../../schemas/a.ts'; export const b = a;"],
  ['prisma/kernel/c.ts', "import { a } from '../../activities/ports.ts'; export const b = a;"],
  ['api/kernel/a.ts', "import { a } from '../../prisma/a.ts'; export const b = a;"],
  ['api/kernel/b.ts', "import { a } from '../../activities/a.ts'; export const b = a;"],
  ['api/kernel/c.ts', "import { Client } from '@temporalio/client'; export const b = Client;"],
  ['api/kernel/entity-desk.ts', "import { Worker } from '@temporalio/worker'; export const b = Worker;"],
  ['api/kernel/d.ts', "import type { A } from '../filing/filing-ports.ts'; export type B = A;"],
  ['api/kernel/entity-desk.ts', "import type { A } from '../claim/claim-ports.ts'; export type B = A;"],
  ['api/claim/d.ts', "import { a } from '../../workflows/claim-workflow.ts'; export const b = a;"],
  ['api/claim/e.ts', "import { z } from 'zod'; export const b = z;"],
  ['web/a.ts', "import { a } from '../schemas/a.ts'; export const b = a;"],
  ['web/b.ts', "import { a } from '../domain/a.ts'; export const b = a;"],
  ['web/workbench/a.ts', "import { a } from '../../domain/a.ts'; export const b = a;"],
  ['web/workbench/b.ts', "import type { A } from '../../schemas/a.ts'; export type B = A;"],
  ['web/workbench/parts/a.ts', "import type { A } from '../../../domain/a.ts'; export type B = A;"],
  ['web/workbench/parts/b.ts', "import { a } from '../api/client.ts'; export const b = a;"],
  ['web/workbench/parts/d.ts', "import { a } from '../case/a.ts'; export const b = a;"],
  ['web/workbench/case/a.ts', "import { a } from '../screens/tasks/a.ts'; export const b = a;"],
  ['web/workbench/parts/c.ts', "import { a } from '../screens/tasks/a.ts'; export const b = a;"],
  ['web/workbench/api/resources/a.ts', "import type { A } from '../../../../api/claim/a.ts'; export type B = A;"],
  ['web/workbench/screens/claims/a.ts', "import type { A } from '../../../../domain/a.ts'; export type B = A;"],
  ['web/workbench/screens/claims/b.ts', "import { a } from '../notices/a.ts'; export const b = a;"],
  ['web/workbench/screens/claims/c.ts', "import { a } from '../../screens/notices/a.ts'; export const b = a;"],
  ['web/workbench/screens/claims/d.ts', "export const b = fetch('/api/v1/claims');"],
  ['web/workbench/screens/claims/e.ts', "export const b = window.fetch('/api/v1/claims');"],
  ['web/workbench/screens/claims/f.ts', "localStorage.setItem('remark', '');"],
  ['web/workbench/api/resources/b.ts', "export const b = new EventSource('/feed');"],
  ['web/workbench/api/resources/c.ts', "export const b = fetch('/api/v1/claims');"],
  ['web/workbench/words/b.ts', "sessionStorage.setItem('remark', '');"],
  ['web/workbench/keys/b.ts', "import { z } from 'zod'; export const b = z;"],
  ['main/office/a.ts', "import { a } from '../../test/support/a.ts'; export const b = a;"],
  ['policies/a.ts', 'export const b = 1;'],
  ['prisma/claim-store.ts', 'export const b = 1;'],
  ['api/claim-routes.ts', 'export const b = 1;'],
  ['main/birth.ts', 'export const b = 1;'],
  ['domain/pricing.ts', 'export const b = 1;'],
  ['scripts/demo.ts', 'export const b = 1;'],
];

const PERMITTED: readonly (readonly [file: string, code: string])[] = [
  ['domain/claim/a.ts', "import { a } from '../money.ts'; export const b = a;"],
  ['schemas/a.ts', "import { z } from 'zod'; import { a } from '../domain/a.ts'; export const b = z.literal(a);"],
  ['workflows/a.ts', "import { sleep } from '@temporalio/workflow'; export const b = sleep;"],
  ['workflows/b.ts', "import type { A } from '../activities/a.ts'; export type B = A;"],
  ['activities/a.ts', "import { a } from '../schemas/a.ts'; export const b = a;"],
  ['prisma/claim/a.ts', "import type { A } from '../../activities/ports.ts'; export type B = A;"],
  ['prisma/worker/a.ts', "import { a } from '../claim/a.ts'; export const b = a;"],
  ['prisma/kernel/a.ts', "import { a } from '../../domain/a.ts'; export const b = a;"],
  ['api/kernel/a.ts', "import { a } from '../../workflows/claim-messages.ts'; export const b = a;"],
  ['api/kernel/every-route.ts', "import { a } from '../claim/claim-routes.ts'; export const b = a;"],
  ['api/kernel/b.ts', "import type { z } from 'zod'; export type B = z.ZodType;"],
  ['api/kernel/entity-desk.ts', "import { Client } from '@temporalio/client'; export const b = Client;"],
  ['api/kernel/workflow-runs.ts', "import { Client } from '@temporalio/client'; export const b = Client;"],
  ['web/a.ts', "import type { A } from '../domain/a.ts'; export type B = A;"],
  ['web/workbench/screens/claims/a.ts', "import { a } from '../../api/client.ts'; export const b = a;"],
  ['web/workbench/screens/claims/b.ts', "import { a } from './a.ts'; export const b = a;"],
  ['web/workbench/parts/a.ts', "import { a } from '../words/frame.ts'; export const b = a;"],
  ['web/workbench/api/client.ts', "export const b = () => fetch('/api/v1/session');"],
  ['web/workbench/words/language.ts', "localStorage.setItem('language', 'en');"],
  ['main/worker.ts', 'export const b = 1;'],
  ['domain/money.ts', 'export const b = 1;'],
  ['scripts/openapi.ts', 'export const b = 1;'],
  ['main/office/a.ts', "import { a } from '../../prisma/a.ts'; export const b = a;"],
];

describe('the rooms', () => {
  const folder = mkdtempSync(join(tmpdir(), 'butie-rooms-'));
  let reported: ReadonlyMap<string, string>;
  beforeAll(() => {
    reported = lint(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(VIOLATIONS)('do not let %s say: %s', (file, code) => {
    expect(reported.get(place('bad', file, code))).toMatch(/no-restricted|max-lines/);
  });

  it.each(PERMITTED)('let %s say: %s', (file, code) => {
    expect(reported.get(place('good', file, code))).toBeUndefined();
  });
});

/** Each sample in a folder of its own, so that two of them may have one name. */
function place(kind: 'bad' | 'good', file: string, code: string): string {
  const samples = kind === 'bad' ? VIOLATIONS : PERMITTED;
  const index = samples.findIndex((sample) => sample[0] === file && sample[1] === code);
  return join(`${kind}${index}`, file);
}

/** The rules that were broken, by file. Every sample folder is linted as if it were the project. */
function lint(folder: string): ReadonlyMap<string, string> {
  const broken = new Map<string, string>();
  for (const [kind, samples] of [
    ['bad', VIOLATIONS],
    ['good', PERMITTED],
  ] as const) {
    for (const [file, code] of samples) {
      const path = place(kind, file, code);
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `${code}\n`);
      const project = path.split('/')[0] ?? '';
      copyFileSync(join(ROOT, '.oxlintrc.json'), join(folder, project, '.oxlintrc.json'));
    }
  }
  const { diagnostics } = runOxlint(folder);
  for (const { filename, code } of diagnostics) {
    broken.set(filename, `${broken.get(filename) ?? ''} ${code}`);
  }
  return broken;
}

function runOxlint(folder: string): { diagnostics: { filename: string; code: string }[] } {
  try {
    return JSON.parse(
      execFileSync(join(ROOT, 'node_modules', '.bin', 'oxlint'), ['-f', 'json'], { cwd: folder, encoding: 'utf8' }),
    );
  } catch (error) {
    // Errors were found: oxlint says so by its exit code, too.
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') {
      return JSON.parse(error.stdout);
    }
    throw error;
  }
}
