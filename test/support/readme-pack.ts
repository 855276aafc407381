import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLICIES } from './policy-library.ts';

export const README_ROUTE = 'EVENING_CLASS_TRAINING';

/** The complete class route that policies/README.md shows to whoever writes a pack, for the city of this code. */
export function readmePack(jurisdiction = '150200'): string {
  const readme = readFileSync(join(POLICIES, 'README.md'), 'utf8');
  const pack = /```yaml\n(?<pack>[\s\S]*?)```/.exec(readme)?.groups?.['pack'];
  if (pack === undefined) {
    throw new RangeError('policies/README.md shows no pack');
  }
  return pack.replaceAll('150200', jurisdiction);
}
