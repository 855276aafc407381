import { readFileSync } from 'node:fs';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { withPackFolder } from './pack-folder.ts';
import { shippedLibrary } from './policy-library.ts';

export const THIRD_JURISDICTION = '990100';

export const THIRD_ROUTE = 'WORKSHOP_TRAINING';

export const THIRD_PLAN_LINE = '990100/2025/HRSS/WORKSHOP';

/** The pack as a file: put it into `policies/990100/`, or read it on top of the others. */
export const THIRD_PACK = readFileSync(new URL('third-jurisdiction.yaml', import.meta.url), 'utf8');

/** What is shipped, practice included, and the made-up city on top of it. */
export const THIRD_LIBRARY: PolicyLibrary = withPackFolder({ '990100/2025-trial-city.yaml': THIRD_PACK }, (folder) =>
  shippedLibrary({ practice: true, also: [folder] }),
);
