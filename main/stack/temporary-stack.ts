import { rmSync } from 'node:fs';

import { birth } from '../office/birth.ts';
import { readConfig, type Config } from '../config.ts';
import { freePort } from './ports.ts';
import { startStack, type RunningStack } from './supervisor.ts';
import { temporaryStateFolder } from './temporary-folder.ts';

/**
 * The very stack of `npm start` in practice mode, on a state folder and a port of its own; `stop` removes the folder.
 * `variables` are settings by their usual names, on top of none: nothing of the caller's environment is used.
 */
export async function startTemporaryStack(options: {
  readonly variables?: Readonly<Record<string, string>>;
  readonly unsafeButFast?: boolean;
  readonly log: (line: string) => void;
}): Promise<RunningStack> {
  const folder = temporaryStateFolder();
  const config: Config = readConfig({ PORT: String(await freePort()), ...options.variables, BUTIE_HOME: folder });
  try {
    const running = await startStack({
      config,
      birth,
      log: options.log,
      unsafeButFast: options.unsafeButFast ?? false,
    });
    return {
      ...running,
      stop: async () => {
        await running.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
