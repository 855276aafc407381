import { birth } from './office/birth.ts';
import { readProcessConfig } from './config.ts';
import { migrateDatabase } from './office/migrations.ts';
import { StartError } from './stack/start-error.ts';
import { ensureGivenNamespace, temporalConnectionOptions } from './office/temporal-connection.ts';

/** For deployments that start the processes in another way: migrates, prepares the database, and ends. */
try {
  const config = readProcessConfig();
  const databaseUrl = config.migrateDatabaseUrl ?? config.databaseUrl;
  await migrateDatabase(databaseUrl, say);
  const { lines } = await birth({ databaseUrl, config, stateFolder: config.home, log: say });
  lines.forEach(say);
  await ensureGivenNamespace(temporalConnectionOptions(config.temporal), config.temporal.namespace);
} catch (error) {
  if (!(error instanceof StartError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
