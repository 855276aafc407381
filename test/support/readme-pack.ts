import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLICIES } from './policy-library.ts';

export const README_ROUTE = 'EVENING_CLASS_TRAINING';

/** The one without a class, shown after it. */
export const README_PERSONS_ROUTE = 'CARE_CERTIFICATE';

/** The complete route of this code that policies/README.md shows to the person who writes a pack, for the city of this code. */
export function readmePack(jurisdiction = '150200', route = README_ROUTE): string {
  const readme = readFileSync(join(POLICIES, 'README.md'), 'utf8');
  const packs = [...readme.matchAll(/```yaml\n(?<pack>[\s\S]*?)```/g)].map(({ groups }) => groups?.['pack']);
  const pack = packs.find((one) => one?.includes(`code: ${route}`) === true);
  if (pack === undefined) {
    throw new RangeError(`policies/README.md shows no pack with ${route}`);
  }
  return pack.replaceAll('150200', jurisdiction);
}
