import { rmSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { showProgress } from '../../main/stack/progress.ts';
import { builtWorkbench } from '../../main/stack/workbench-build.ts';

// Writes dist/workbench, which an API with BUTIE_WORKBENCH serves.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TARGET = join(ROOT, 'dist', 'workbench');
const keptIn = join(dirname(TARGET), 'web');
const folder = await builtWorkbench({ root: ROOT, keptIn, progress: () => showProgress('Building the workbench') });
rmSync(TARGET, { recursive: true, force: true });
renameSync(folder, TARGET);
rmSync(keptIn, { recursive: true, force: true });
process.stdout.write('dist/workbench: done\n');
