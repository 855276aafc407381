import { birth } from './office/birth.ts';
import { ownerAddress, readProcessConfig } from './config.ts';
import { migrateDatabase } from './office/migrations.ts';
import { runCommand } from './stack/one-command.ts';
import { ensureGivenNamespace, temporalConnectionOptions } from './office/temporal-connection.ts';

/** For deployments that start the processes in another way: migrates, prepares the database, and ends. */
await runCommand(async (say) => {
  const config = readProcessConfig();
  const databaseUrl = ownerAddress(config);
  await migrateDatabase(databaseUrl, say);
  const { lines } = await birth({ databaseUrl, config, stateFolder: config.home, log: say });
  lines.forEach((line) => say(line));
  await ensureGivenNamespace(temporalConnectionOptions(config.temporal), config.temporal.namespace);
});
