import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

// Writes dist/workflows.js, which a worker with BUTIE_WORKFLOW_BUNDLE runs instead of bundling at its start.
const FILE = fileURLToPath(new URL('../../dist/workflows.js', import.meta.url));
const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
mkdirSync(dirname(FILE), { recursive: true });
writeFileSync(FILE, code);
process.stdout.write(`dist/workflows.js: ${code.length} characters\n`);
