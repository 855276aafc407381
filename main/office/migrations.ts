import { applyMigrations, EditedMigrationsError } from '../../prisma/migrating/migrate.ts';
import { isNodeError } from '../stack/process-identity.ts';
import { StartError } from '../stack/start-error.ts';

/** Brings a database to the schema of this version. @throws {StartError} with what to do, where a person can do something */
export async function migrateDatabase(ownerDatabaseUrl: string, say: (line: string) => void): Promise<void> {
  try {
    const names = await applyMigrations(ownerDatabaseUrl);
    if (names.length > 0) {
      say(`数据库迁移 · Migrations applied: ${names.length}`);
    }
  } catch (error) {
    throw explained(error, ownerDatabaseUrl);
  }
}

function explained(error: unknown, url: string): unknown {
  if (error instanceof EditedMigrationsError) {
    const names = error.names.join(', ');
    return new StartError(
      {
        zh: `已应用的迁移被改动过（${names}）：请恢复原文件，并把改动写成新的迁移。`,
        en: `Migrations that were applied have been edited (${names}): restore the files and write the change as a new migration.`,
      },
      error,
    );
  }
  return connectionRefused(error, url);
}

/** A connection that the server or the network refuses, as a `StartError` that says where; any other error as it is. */
export function connectionRefused(error: unknown, url: string): unknown {
  const reason = connectionTrouble(error);
  return reason === undefined
    ? error
    : new StartError(
        {
          zh: `DATABASE_URL 的数据库 ${new URL(url).host} 无法连接（${reason}）：请检查地址、用户与密码。`,
          en: `The database at ${new URL(url).host} (DATABASE_URL) cannot be reached (${reason}): check the address, the user and the password.`,
        },
        error,
      );
}

/** Node's word for a network that fails, or a Postgres code of class 08 (connection), 28 (sign-in) or 3D (no such database). */
export function connectionTrouble(error: unknown): string | undefined {
  const code = isNodeError(error) ? error.code : undefined;
  return code !== undefined && /^(E[A-Z]+|08...|28...|3D...)$/.test(code) ? code : undefined;
}
