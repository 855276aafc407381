import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { WORKFLOWS_PATH } from '../../main/office/run-worker.ts';

/** What Temporal's own workflow package brings along. */
const TEMPORALS_OWN = ['@temporalio/common', '@temporalio/workflow', 'long', 'ms', 'nexus-rpc'];
/** With its source map. */
const LARGEST_BYTES = 2_700_000;

describe('the workflow bundle', () => {
  it('holds no package but Temporal’s own, and of ours only workflows/ and domain/ (design §5)', async () => {
    const { code } = await bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger: new DefaultLogger('ERROR') });
    const modules = [...code.matchAll(/^\/\*\*\*\/ "(\.[^"]+)"/gmu)].map(([, path = '']) => path);
    const packages = modules.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(path)?.[1] ?? []);
    const own = modules.flatMap((path) => (path.includes('node_modules') ? [] : [path.split('/')[1] ?? '']));
    expect([...new Set(packages)].toSorted()).toEqual(TEMPORALS_OWN);
    expect([...new Set(own)].toSorted()).toEqual(['domain', 'workflows']);
    expect(code.length).toBeLessThan(LARGEST_BYTES);
  });
});
