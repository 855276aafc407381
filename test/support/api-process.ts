// An API of an office in a process of its own, so that a test can kill it (`killable-api.ts`).
import pino from 'pino';
import { readProcessConfig } from '../../main/config.ts';
import { runApi } from '../../main/office/run-api.ts';

const [taskQueue = ''] = process.argv.slice(2);
await runApi(readProcessConfig(), { log: pino({ level: 'silent' }), taskQueue, connections: 6 });
process.send?.('listens');
