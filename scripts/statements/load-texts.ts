import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../main/config.ts';
import { declaredTexts } from '../../prisma/kernel/statements.ts';

/** Loads every file of `prisma/`; returns name and text of each statement that they declare by `sqlText`. */
export async function loadTexts(): Promise<ReadonlyMap<string, string>> {
  const folder = join(ROOT, 'prisma');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // The file of a sealing thread runs only in that thread.
    if (file.endsWith('.ts') && file !== 'kernel/sealing-thread.ts') {
      await import(join(folder, file));
    }
  }
  return declaredTexts();
}
