import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { TestProject } from 'vitest/node';

import { readConfig } from '../../main/config.ts';
import { ensureOwnedDatabase } from '../../main/stack/database-roles.ts';
import type { ReachableTemporal } from '../../main/office/temporal-connection.ts';
import { WORKFLOWS_PATH } from '../../main/office/run-worker.ts';
import { serverUser } from '../../main/stack/server-user.ts';
import { startServers, type DatabaseAddresses } from '../../main/stack/stack.ts';
import { openStateFolder } from '../../main/stack/state-folder.ts';
import { temporaryStateFolder } from '../../main/stack/temporary-folder.ts';
import { withDatabase } from '../../prisma/kernel/connection.ts';
import { applyMigrations } from '../../prisma/migrating/migrate.ts';

const TEMPLATE = 'template_butie';

/** What every test of the project `servers` may use: `inject('stack')`. */
export interface ProvidedStack {
  /** The superuser's address of the database `postgres`; `createTestDatabase` makes others beside it. */
  readonly postgresUrl: string;
  /** The product's two logins to a database of this server that nobody uses. */
  readonly logins: Pick<DatabaseAddresses, 'application' | 'owner'>;
  /** A database with all migrations and no rows, to be cloned. */
  readonly templateName: string;
  /** With the certificate that it asks for. */
  readonly temporal: ReachableTemporal;
  /** Where `servers.json` lies. */
  readonly stateFolder: string;
  /** The workflows' code, bundled once for all workers of the run. */
  readonly bundlePath: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    stack: ProvidedStack;
  }
}

interface SharedStack {
  readonly provided: ProvidedStack;
  stop(): Promise<void>;
}

interface Entry {
  readonly starting: Promise<SharedStack>;
  users: number;
}

// Vitest runs this file once per project, each time as a module of its own: what they share hangs on the global object.
const shared: typeof globalThis & { butieTestStack?: Entry } = globalThis;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const entry = (shared.butieTestStack ??= { starting: start(), users: 0 });
  entry.users += 1;
  const stack = await entry.starting;
  project.provide('stack', stack.provided);
  return async () => {
    entry.users -= 1;
    if (entry.users === 0) {
      delete shared.butieTestStack;
      await stack.stop();
    }
  };
}

/** One Postgres without fsync and one Temporal for the whole run; Ctrl-C skips the teardown, the leash does not. */
async function start(): Promise<SharedStack> {
  const folder = temporaryStateFolder();
  const config = readConfig({ BUTIE_HOME: folder });
  const user = serverUser();
  const state = await openStateFolder(config.home, user, say);
  let postgresUrl = '';
  let logins: DatabaseAddresses = { application: '', owner: '' };
  const bundlePath = join(folder, 'workflow-bundle.js');
  const bundling = bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger: new DefaultLogger('WARN') });
  const servers = await startServers({ config, state, user, unsafeButFast: true, say }, async (database) => {
    ({ admin: postgresUrl = '' } = database);
    logins = database;
    await ensureOwnedDatabase(postgresUrl, TEMPLATE);
    await applyMigrations(withDatabase(database.owner, TEMPLATE));
  });
  writeFileSync(bundlePath, (await bundling).code);
  return {
    provided: {
      postgresUrl,
      logins,
      templateName: TEMPLATE,
      temporal: servers.temporal,
      stateFolder: state.path,
      bundlePath,
    },
    stop: async () => {
      await servers.stop();
      state.release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
