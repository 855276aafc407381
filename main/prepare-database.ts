import { adminAddress, ownerAddress, readProcessConfig } from './config.ts';
import { APPLICATION_ROLE, ensureDatabaseRoles, ensureOwnedDatabase, OWNER_ROLE } from './stack/database-roles.ts';
import { runCommand } from './stack/one-command.ts';
import { StartError } from './stack/start-error.ts';

/**
 * For a given Postgres: makes butie's two logins with the passwords of DATABASE_URL and MIGRATE_DATABASE_URL and the
 * database that the owner owns, and ends. What an earlier version had left to a superuser is given to the owner; what fits
 * already stays.
 */
await runCommand(async (say) => {
  const config = readProcessConfig();
  const admin = adminAddress(config);
  const database = new URL(config.databaseUrl).pathname.slice(1);
  await ensureDatabaseRoles(admin, {
    application: passwordOf('DATABASE_URL', config.databaseUrl, APPLICATION_ROLE),
    owner: passwordOf('MIGRATE_DATABASE_URL', ownerAddress(config), OWNER_ROLE),
  });
  await ensureOwnedDatabase(admin, decodeURIComponent(database));
  say(`数据库角色已就绪 · The database has its logins: ${OWNER_ROLE}, ${APPLICATION_ROLE}`);
});

function passwordOf(variable: string, address: string, role: string): string {
  const { username, password } = new URL(address);
  if (username !== role || password === '') {
    throw new StartError({
      zh: `${variable} 须含用户 ${role} 与其密码。`,
      en: `${variable} must name the user ${role} and its password.`,
    });
  }
  return decodeURIComponent(password);
}
