import { rmSync } from 'node:fs';

import { startTemporaryPostgres } from '../main/stack/temporary-postgres.ts';
import { migrationDrift } from '../prisma/migrating/migrate.ts';

// Lists what schema.prisma has and the migrations lack, with a temporary Postgres.
const postgres = await startTemporaryPostgres((line) => process.stderr.write(`${line}\n`));
try {
  const missing = await migrationDrift(postgres.url('postgres'));
  if (missing !== '') {
    process.stdout.write(`schema.prisma 与迁移不一致，缺少 · The migrations lack:\n${missing}\n`);
    process.exitCode = 1;
  }
} finally {
  await postgres.stop();
  rmSync(postgres.folder, { recursive: true, force: true });
}
