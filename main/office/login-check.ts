import { setTimeout as pause } from 'node:timers/promises';
import { connectDatabase, type Database } from '../../prisma/kernel/connection.ts';
import { loginPowers, type LoginPowers } from '../../prisma/kernel/login-powers.ts';
import { StartError } from '../stack/start-error.ts';
import { connectionRefused, connectionTrouble } from './migrations.ts';

const AGAIN_MS = 500;

interface ApplicationOptions {
  readonly name: string;
  readonly connections: number;
  /** With which the process writes into the audit (S15). */
  readonly auditKey?: Buffer;
  readonly log: { warn(facts: object, sentence: string): void };
}

/**
 * The pool of API and worker. They refuse to run with a login that is or can become a superuser or the owner of the
 * tables: anybody who had their process would have all that was recorded (S14). Waits for a database that does not answer yet.
 * @throws {StartError} that names what the login can do, and the cure
 */
export async function connectApplication(url: string, { log, ...options }: ApplicationOptions): Promise<Database> {
  const database = connectDatabase(url, options);
  try {
    refuse(await powersWhenReachable(database.pool, log));
    return database;
  } catch (error) {
    await database.close();
    throw connectionRefused(error, url);
  }
}

/** The same question before the processes start, so that the start itself says it. @throws {StartError} as above */
export async function refuseLoginWithWayUp(url: string): Promise<void> {
  const log = { warn: () => undefined };
  const database = await connectApplication(url, { name: 'butie start', connections: 1, log });
  await database.close();
}

async function powersWhenReachable(pool: Database['pool'], log: ApplicationOptions['log']): Promise<LoginPowers> {
  for (;;) {
    try {
      return await loginPowers(pool);
    } catch (error) {
      const code = connectionTrouble(error);
      if (code === undefined || code.startsWith('28') || code.startsWith('3D')) {
        throw error;
      }
      log.warn({ code }, 'The database does not answer; its login is not checked yet');
      await pause(AGAIN_MS);
    }
  }
}

function refuse(found: LoginPowers): void {
  const [first] = found;
  if (first === undefined) {
    return;
  }
  const list = found.map(({ power }) => power).join(', ');
  throw new StartError({
    zh: `DATABASE_URL 的登录角色 ${first.login} 权限过大（${list}），可以成为超级用户或数据表的所有者：请改用 butie_app，由 main/prepare-database.ts 建立（docs/runbook.md，数据库角色）。`,
    en: `The login ${first.login} of DATABASE_URL can do too much (${list}) and so become a superuser or the owner of the tables: use butie_app, which main/prepare-database.ts makes (docs/runbook.md, Database logins).`,
  });
}
