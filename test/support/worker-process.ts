// A worker of an office in a process of its own, so that a test can kill it (`killable-worker.ts`).
import { DefaultLogger, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { readProcessConfig } from '../../main/config.ts';
import { runWorker } from '../../main/office/run-worker.ts';

const [taskQueue = '', codePath = ''] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const worker = await runWorker(readProcessConfig(), {
  taskQueue,
  bundle: { codePath },
  connections: 6,
  log: pino({ level: 'silent' }),
});
process.send?.('polls');
await worker.ended;
