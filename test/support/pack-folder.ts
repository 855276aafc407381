import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Runs with a folder that holds these files, by path, and takes it away afterwards. */
export function withPackFolder<Result>(
  files: Readonly<Record<string, string>>,
  run: (folder: string) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), 'packs-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
