import { rmSync } from 'node:fs';

import pg from 'pg';

import { startTemporaryPostgres } from '../../main/stack/temporary-postgres.ts';
import { applyMigrations } from '../../prisma/migrating/migrate.ts';
import { loadTexts } from './load-texts.ts';
import { declaredTypes } from './declared-types.ts';
import { statementFaults } from './statement-faults.ts';

/**
 * The part of `npm run types` that the compiler does not see: a temporary Postgres with all migrations prepares every
 * `sqlText`, and its answers are compared with the types that stand there. Prints one line per fault.
 */
const postgres = await startTemporaryPostgres((line) => process.stderr.write(`${line}\n`));
try {
  const url = postgres.url('postgres');
  await applyMigrations(url);
  const client = new pg.Client(url);
  await client.connect();
  const faults = await statementFaults(client, await loadTexts(), declaredTypes());
  await client.end();
  process.stdout.write(faults.map((fault) => `${fault}\n`).join(''));
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await postgres.stop();
  rmSync(postgres.folder, { recursive: true, force: true });
}
