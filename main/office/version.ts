import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackageVersion } from '../../schemas/own-files-schema.ts';
import { ROOT } from '../config.ts';

/** What `/version` says: the package's version and the commit, where a clone can tell it. */
export const VERSION = {
  version: PackageVersion.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))).version,
  commit: commitOfClone(),
};

function commitOfClone(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    // An image or an archive has no history.
    return 'unknown';
  }
}
