import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Problem } from '../api/kernel/problem.ts';
import { readTable } from '../api/kernel/read-table.ts';
import { rosterColumn } from '../domain/intake/roster-row.ts';
import { farWorkbook, fullWorkbook, longTextWorkbook, wideWorkbook } from '../test/support/hostile-workbooks.ts';
import type { BenchServers } from './bench-servers.ts';
import { timeOf, type Figure, type Part } from './report.ts';
import { rounded } from './statistics.ts';

const LIMIT_MS = 100;
const UPLOADS = 20;
const NS_A_MS = 1_000_000;
const FORM = { columnOf: rosterColumn, needed: ['name', 'idNumber', 'phone', 'categories'] as const };

/** How long the thread that answers requests stands still while files are read that were made to stop it (F7, F8, S2). */
export async function measureTables(_servers: BenchServers, quick: boolean): Promise<Part> {
  const files = Object.entries(hostileFiles());
  const all = Array.from({ length: quick ? files.length : UPLOADS }, (_, n) => files[n % files.length]?.[1]);
  const live = await startLive();
  const figures: Figure[] = [];
  try {
    for (const [name, file] of [...files, ['all of them, twenty uploads at once', null] as const]) {
      const { heldMs, slowestMs } = await whileReading(
        file === null ? all.filter((one) => one !== undefined) : [file],
        live.url,
      );
      figures.push(timeOf(`${name}: stands still`, rounded(heldMs, 0), 'ms', LIMIT_MS));
      figures.push(timeOf(`${name}: slowest answer`, rounded(slowestMs, 0), 'ms', LIMIT_MS));
    }
  } finally {
    live.close();
  }
  return {
    name: 'tables',
    measured:
      'the longest time for which the event loop stood still while a file was read, and the slowest of the HTTP answers that were asked for one after the other meanwhile; the threads were started before',
    figures,
    details: {},
  };
}

/** A server that answers as `/livez` does, in the thread that reads the files. */
async function startLive(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_request, response) => response.end('ok\n'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // True because the server listens on a port.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/livez`, close: () => server.close() };
}

async function whileReading(files: readonly Buffer[], url: string) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const reading = { isDone: false };
  let slowestMs = 0;
  delay.enable();
  const all = Promise.all(files.map(readPatiently)).finally(() => {
    reading.isDone = true;
  });
  while (!reading.isDone) {
    const before = performance.now();
    await answered(url);
    slowestMs = Math.max(slowestMs, performance.now() - before);
  }
  delay.disable();
  await all;
  return { heldMs: delay.max / NS_A_MS, slowestMs };
}

function answered(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
}

/** A file may be refused; one for which there is no thread is sent again, as a client does. */
async function readPatiently(content: Buffer): Promise<void> {
  for (;;) {
    const error: unknown = await readTable({ name: '', mediaType: '', content }, FORM).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error === null || (error instanceof Problem && error.code !== 'TOO_MANY_FILES')) {
      return;
    }
    if (!(error instanceof Problem)) {
      throw error;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, (error.details.retryAfterSeconds ?? 0) * 1_000);
    });
  }
}

function hostileFiles(): Readonly<Record<string, Buffer>> {
  return {
    'a first file of one row': wideWorkbook(0),
    'one row of 16,384 columns': wideWorkbook(1),
    'ten thousand rows with a cell in the last column': farWorkbook(10_000),
    'one string of 300,000 characters in 114,000 cells': longTextWorkbook(19_000),
    'nineteen thousand rows of fifty numbers': fullWorkbook(19_000),
    'a csv of ten million commas': Buffer.alloc(10_000_000, ','),
  };
}
