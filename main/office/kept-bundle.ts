import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sourceDigest } from './source-digest.ts';

/** All that a bundle is made of: the rooms that workflows may import, and the versions of the packages. */
const SOURCES = ['workflows', 'domain', 'package-lock.json'];

const KEPT = /^workflows-[0-9a-f]{16}\.js$/u;

interface BundleParts {
  /** Where the bundle is kept. If the folder does not exist, nothing is kept. */
  readonly folder: string;
  /** The folder of the clone. */
  readonly root: string;
  /** Bundles the workflows; returns their code. */
  readonly bundle: () => Promise<string>;
  readonly log: { warn(facts: object, sentence: string): void };
}

/**
 * Returns the code of the bundled workflows. Bundling takes half of a worker's start, so the code is kept under the
 * digest of its sources: a worker that is started again reads it, until a source changes.
 */
export async function keptBundle({ folder, root, bundle, log }: BundleParts): Promise<{ readonly code: string }> {
  const digest = sourceDigest(root, SOURCES);
  const file = join(folder, `workflows-${digest}.js`);
  if (existsSync(file)) {
    return { code: readFileSync(file, 'utf8') };
  }
  const code = await bundle();
  // A source that changed meanwhile may be in the code or not.
  if (existsSync(folder) && sourceDigest(root, SOURCES) === digest) {
    try {
      keep(folder, file, code);
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.message : 'unknown' },
        'The bundled workflows cannot be kept: the next worker bundles them again',
      );
    }
  }
  return { code };
}

/** Written beside it and renamed, so that a worker that is killed leaves no half of it. */
function keep(folder: string, file: string, code: string): void {
  const former = readdirSync(folder).filter((name) => KEPT.test(name));
  const written = `${file}.${process.pid}`;
  writeFileSync(written, code);
  renameSync(written, file);
  for (const name of former) {
    rmSync(join(folder, name), { force: true });
  }
}
