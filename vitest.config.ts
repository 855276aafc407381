import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Workflow code that is imported by a test runs in the test's process; Temporal's workers bundle their own. */
const inProcess = {
  find: /^@temporalio\/workflow$/,
  replacement: fileURLToPath(new URL('test/support/workflow-runtime.ts', import.meta.url)),
};

export default defineConfig({
  test: {
    experimental: { fsModuleCache: true },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias: [inProcess] },
        test: {
          name: 'quick',
          include: ['test/{domain,schemas,policies,activities,api,main,house,workflows,workflows-quick}/**/*.test.ts'],
          // Long enough for a machine that is ten times slower: some tests run the compiler, the linter or a program.
          testTimeout: 200_000,
          hookTimeout: 200_000,
          isolate: false,
          // Otherwise one processor is left idle, which is half of a small machine.
          maxWorkers: '100%',
        },
      },
      {
        resolve: { alias: [inProcess] },
        test: {
          name: 'servers',
          include: ['test/servers/**/*.test.ts'],
          globalSetup: ['test/support/global-stack.ts'],
          testTimeout: 180_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 60_000 } },
          // The product is loaded once per worker, not once per file: that was a third of the whole run.
          isolate: false,
          // Much of a test is waiting: a third file fills the two processors of a small machine.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias: [inProcess] },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/global-stack.ts', 'test/support/workbench-folder.ts'],
          testTimeout: 180_000,
          hookTimeout: 600_000,
          // What is read from a page is waited for.
          expect: { poll: { timeout: 60_000 } },
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
