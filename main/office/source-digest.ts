import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The digest of files and whole folders below `root`, with their names: what is made of them is current while it stays. */
export function sourceDigest(root: string, sources: readonly string[]): string {
  const digest = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(root, source))) {
    digest.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return digest.digest('hex').slice(0, 16);
}

function filesOf(root: string, source: string): readonly string[] {
  if (statSync(join(root, source)).isFile()) {
    return [source];
  }
  const names = readdirSync(join(root, source), { recursive: true, encoding: 'utf8' });
  return names
    .map((name) => join(source, name))
    .filter((path) => statSync(join(root, path)).isFile())
    .toSorted();
}
