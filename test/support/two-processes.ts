import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { inject } from 'vitest';
import { readProcessConfig } from '../../main/config.ts';
import { birth } from '../../main/office/birth.ts';
import { runApi, type RunningApi } from '../../main/office/run-api.ts';
import { temporalVariables } from '../../main/office/temporal-connection.ts';
import { freePort } from '../../main/stack/ports.ts';
import type { Passwords } from '../../prisma/people/password-hash.ts';
import { ACT_KEYS } from './act-keys.ts';
import { createTestDatabase } from './test-database.ts';

/** Two API processes over one practice database. @param variables further settings of both */
export async function runTwoProcesses(passwords: Passwords, variables: Readonly<Record<string, string>> = {}) {
  const { temporal } = inject('stack');
  const testDatabase = await createTestDatabase();
  const stateFolder = mkdtempSync(join(tmpdir(), 'butie-two-'));
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const owner = new pg.Pool({ connectionString: testDatabase.ownerUrl, max: 1 });
  const begin = async (isFirst: boolean): Promise<RunningApi> => {
    const config = readProcessConfig({
      PORT: String(await freePort()),
      BUTIE_HOME: stateFolder,
      BUTIE_KEY: Buffer.alloc(32, 7).toString('base64'),
      DATABASE_URL: testDatabase.url,
      ...temporalVariables(temporal),
      LOG_LEVEL: 'silent',
      ...ACT_KEYS,
      ...variables,
    });
    if (isFirst) {
      await birth({ databaseUrl: testDatabase.ownerUrl, config, stateFolder, log: () => undefined });
    }
    return runApi(config, { log, connections: 6, passwords });
  };
  const [first, second] = [await begin(true), await begin(false)];
  return {
    bases: [`http://127.0.0.1:${first.port}`, `http://127.0.0.1:${second.port}`] as const,
    owner,
    /** Of the application's login. */
    url: testDatabase.url,
    /** The warnings of both. */
    logged: logged as readonly string[],
    async stop() {
      await Promise.all([first.stop(), second.stop()]);
      await owner.end();
      await testDatabase.drop();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}
