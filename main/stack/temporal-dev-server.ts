import { once } from 'node:events';

// Only started where there is no Go; the package is looked up by name, because it is no dependency of everybody's.
const [port, dbFilename, mode] = process.argv.slice(2);
const packageName = '@temporalio/testing';
const testing: unknown = await import(packageName);
if (!offersDevServer(testing)) {
  throw new Error(`${packageName} offers no TestWorkflowEnvironment.createLocal`);
}
const environment = await testing.TestWorkflowEnvironment.createLocal({
  server: {
    port: Number(port),
    dbFilename,
    extraArgs: mode === 'practice' ? ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'] : [],
  },
});
await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
await environment.teardown();

interface DevServerPackage {
  readonly TestWorkflowEnvironment: {
    createLocal(options: { readonly server: object }): Promise<{ teardown(): Promise<void> }>;
  };
}

function offersDevServer(module: unknown): module is DevServerPackage {
  return (
    typeof module === 'object' &&
    module !== null &&
    'TestWorkflowEnvironment' in module &&
    typeof module.TestWorkflowEnvironment === 'function' &&
    'createLocal' in module.TestWorkflowEnvironment
  );
}
