import pg from 'pg';
import { fetchFirst, sqlText } from '../kernel/statements.ts';

const NAME = 'butie sweeps';

const tryLock = sqlText<{ readonly taken: boolean }, [name: string]>(
  'worker.trySweepLock',
  'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
);

export interface SweepLock {
  /** `new`: this call took the lock; it also does after the connection was lost. `none`: another worker has it. */
  held(): Promise<'none' | 'new' | 'kept'>;
  /** Whether this process has it now; takes nothing. */
  isOurs(): boolean;
  release(): Promise<void>;
}

/** The lock of the one worker that sweeps, on a connection of its own: a worker that dies releases it. */
export function createSweepLock(databaseUrl: string): SweepLock {
  const kept: { client: pg.Client | null } = { client: null };
  const drop = () => {
    kept.client = null;
  };
  return {
    async held() {
      if (kept.client !== null) {
        return 'kept';
      }
      const client = new pg.Client({ connectionString: databaseUrl, application_name: NAME });
      client.on('error', drop);
      client.on('end', drop);
      await client.connect();
      if ((await fetchFirst(client, tryLock(NAME)))?.taken !== true) {
        await client.end();
        return 'none';
      }
      kept.client = client;
      return 'new';
    },
    isOurs: () => kept.client !== null,
    async release() {
      await kept.client?.end();
    },
  };
}
