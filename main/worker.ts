import { DefaultLogger, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { CLAIM_TASK_QUEUE } from '../workflows/claim-messages.ts';
import { readProcessConfig } from './config.ts';
import { runWorker } from './office/run-worker.ts';
import { orSayWhy } from './stack/one-command.ts';

const config = readProcessConfig();
const log = pino({ name: 'worker', level: config.logLevel });
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });

const { workflowBundle } = config;
const worker = await orSayWhy(() =>
  runWorker(config, { log, ...(workflowBundle !== undefined && { bundle: { codePath: workflowBundle } }) }),
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => worker.shutdown());
}
log.info({ taskQueue: CLAIM_TASK_QUEUE }, 'Worker polls');
await worker.ended;
process.exit(0);
