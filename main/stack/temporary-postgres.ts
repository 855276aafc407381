import { readConfig } from '../config.ts';
import { serverUser } from './server-user.ts';
import { startPostgres } from './stack.ts';
import { openStateFolder } from './state-folder.ts';
import { temporaryStateFolder } from './temporary-folder.ts';

/** An embedded Postgres alone, without fsync, in a folder that the caller removes once `stop` has resolved. */
export async function startTemporaryPostgres(say: (line: string) => void): Promise<{
  readonly folder: string;
  url(database: string): string;
  stop(): Promise<void>;
}> {
  const folder = temporaryStateFolder();
  const config = readConfig({ BUTIE_HOME: folder });
  const user = serverUser();
  const state = await openStateFolder(folder, user, say);
  const { postgres, kept } = await startPostgres({ config, state, user, unsafeButFast: true, say });
  return {
    folder,
    url: postgres.url,
    stop: async () => {
      await kept.stop();
      state.release();
    },
  };
}
