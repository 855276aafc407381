import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

import { MigrationPg } from './migration-adapter.ts';

const ROOM = dirname(dirname(fileURLToPath(import.meta.url)));
const SCHEMA = join(ROOM, 'schema.prisma');
const MIGRATIONS = join(ROOM, 'migrations');
const FILTERS = { externalTables: [], externalEnums: [] };

/** A migration was changed after it had been applied, so the database differs from the files. */
export class EditedMigrationsError extends Error {
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    super(`Migrations that were applied have been edited: ${names.join(', ')}`);
    this.name = 'EditedMigrationsError';
    this.names = names;
  }
}

/**
 * Applies missing migrations, as `prisma migrate deploy` would, without its native engine. Repeatable; two runs at the
 * same time wait for each other, however long the first one takes.
 * @param ownerUrl of the login that owns the schema
 * @param isWanted for tests: a database as an earlier version left it has the migrations of then
 * @returns the names of those applied now
 * @throws {EditedMigrationsError} before anything is applied
 */
export async function applyMigrations(
  ownerUrl: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<readonly string[]> {
  return inTurn(ownerUrl, () =>
    withEngine(ownerUrl, async (engine) => {
      const migrationsList = readMigrations(isWanted);
      const history = await engine.diagnoseMigrationHistory({
        migrationsList,
        optInToShadowDatabase: false,
        filters: FILTERS,
      });
      if (history.editedMigrationNames.length > 0) {
        throw new EditedMigrationsError(history.editedMigrationNames);
      }
      const applied = await engine.applyMigrations({ migrationsList, filters: FILTERS });
      return applied.appliedMigrationNames;
    }),
  );
}

/**
 * The SQL that the migrations lack; empty when they match `schema.prisma`. Checks, triggers, views, partial and
 * expression indexes are not compared. Creates and drops a database beside the given one.
 */
export async function migrationDrift(ownerUrl: string): Promise<string> {
  return withEngine(ownerUrl, async (engine) => {
    const result = await engine.diff({
      from: { tag: 'migrations', ...readMigrations() },
      to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content: readFileSync(SCHEMA, 'utf8') }] },
      script: true,
      exitCode: true,
      filters: FILTERS,
    });
    return result.exitCode === 0 ? '' : (result.stdout ?? '');
  });
}

/**
 * Waits for its turn without a time limit, because the engine waits ten seconds for its own lock and then gives up. The
 * connection holds the lock, so that a process that dies gives it back. It connects without the engine: such an error has
 * a code, while the engine's error has only a sentence.
 */
async function inTurn<T>(url: string, run: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  // If the server ends this connection, it also ends those of the engine, whose error is the one to tell.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(WITHOUT_TIME_LIMITS);
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [MIGRATION_LOCK]);
    return await run();
  } finally {
    await client.end();
  }
}

/** One run at a time in a database. */
export const MIGRATION_LOCK = 'butie/migrations';

/** A server may have limits for every session; this one waits, and holds its lock while it says nothing. */
const WITHOUT_TIME_LIMITS = 'SET statement_timeout = 0; SET lock_timeout = 0; SET idle_session_timeout = 0';

async function withEngine<T>(url: string, use: (engine: bindings.SchemaEngine) => Promise<T>): Promise<T> {
  await loadEngine();
  const factory = new MigrationPg(url);
  const engine = await bindings.SchemaEngine.new(
    { datamodels: [[SCHEMA, readFileSync(SCHEMA, 'utf8')]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await use(engine);
  } finally {
    engine.free();
    // Otherwise its advisory lock would be kept until the pool's idle time-out, and the next engine would wait for it.
    await factory.pool.end();
  }
}

function readMigrations(
  isWanted: (name: string) => boolean = () => true,
): Parameters<bindings.SchemaEngine['applyMigrations']>[0]['migrationsList'] {
  const lockFile = join(MIGRATIONS, 'migration_lock.toml');
  const names = existsSync(MIGRATIONS)
    ? readdirSync(MIGRATIONS, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    : [];
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: 'migration_lock.toml', content: existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: names
      .filter(isWanted)
      .toSorted()
      .map((path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(join(MIGRATIONS, path, 'migration.sql'), 'utf8') },
        },
      })),
  };
}

let loading: Promise<void> | undefined;

/** The engine is a WebAssembly module that Node does not load by `import`, so it is assembled here, once. */
function loadEngine(): Promise<void> {
  return (loading ??= instantiate());
}

async function instantiate(): Promise<void> {
  const require = createRequire(import.meta.url);
  const path = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(path), { './schema_engine_bg.js': bindings });
  const glue: object = bindings;
  if (!isGlue(glue)) {
    throw new Error(
      'This version of @prisma/schema-engine-wasm is put together in another way: mend prisma/migrating/migrate.ts',
    );
  }
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  // The engine reports a panic here; without this the panic is lost in a TypeError.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: throwPanic } });
}

/** The package exports this for the purpose, but omits it from its declarations. */
interface Glue {
  __wbg_set_wasm(exports: WasmExports): void;
}

function isGlue(module: object): module is Glue {
  return '__wbg_set_wasm' in module;
}

interface WasmExports {
  __wbindgen_start?(): void;
}

/** Node provides it; the declarations of ES2023 do not. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ readonly instance: { readonly exports: WasmExports } }>;
};

function throwPanic(text: string): never {
  throw new Error(`The schema engine panicked: ${text}`);
}
