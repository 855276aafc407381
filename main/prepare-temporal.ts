import { join } from 'node:path';

import { adminAddress, readProcessConfig } from './config.ts';
import { runCommand } from './stack/one-command.ts';
import { StartError } from './stack/start-error.ts';
import { ensureTemporalDatabases } from './stack/temporal-databases.ts';
import { ensureTemporalTls, LOOPBACK_NAMES } from './stack/temporal-tls.ts';

/**
 * For deployments with a Temporal of their own (docker-compose.yml): makes its role and its databases, and below the
 * state folder the certificates for the host of TEMPORAL_ADDRESS, and ends. What fits already stays.
 */
await runCommand(async (say) => {
  const config = readProcessConfig();
  const { temporalDatabasePassword: password } = config;
  if (password === undefined) {
    throw new StartError({
      zh: 'TEMPORAL_DATABASE_PASSWORD 未设置：须为 Temporal 自己的数据库角色的密码。',
      en: "TEMPORAL_DATABASE_PASSWORD is not set: it must be the password of Temporal's own database role.",
    });
  }
  const [host = ''] = config.temporal.address.split(':');
  await ensureTemporalTls({
    folder: join(config.home, 'temporal-tls'),
    serverUser: undefined,
    serverNames: [...new Set([host, ...LOOPBACK_NAMES])],
    now: new Date(),
    say,
  });
  await ensureTemporalDatabases(adminAddress(config), password);
});
