import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { ROOT } from '../../main/config.ts';
import { showProgress } from '../../main/stack/progress.ts';
import { builtWorkbench } from '../../main/stack/workbench-build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the workbench's pages, built once for the run. */
    workbench: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const keptIn = mkdtempSync(join(tmpdir(), 'butie-workbench-'));
  project.provide(
    'workbench',
    await builtWorkbench({ root: ROOT, keptIn, progress: () => showProgress('Building the workbench') }),
  );
  return () => rmSync(keptIn, { recursive: true, force: true });
}
