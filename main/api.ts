import pino from 'pino';
import { readProcessConfig } from './config.ts';
import { runApi } from './office/run-api.ts';
import { orSayWhy } from './stack/one-command.ts';

const STOP_WITHIN_MS = 1_500;

const config = readProcessConfig();
const log = pino({ name: 'api', level: config.logLevel });
const api = await orSayWhy(() => runApi(config, { log }));
log.info({ port: api.port }, 'API listens');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop());
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
  await api.stop();
  process.exit(0);
}
