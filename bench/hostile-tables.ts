import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readSheets } from '../api/kernel/table-threads.ts';
import { workbookParts, zipOf } from '../test/support/zip-writer.ts';
import type { BenchServers } from './bench-servers.ts';
import { timeOf, type Part } from './report.ts';
import { rounded } from './statistics.ts';

const LIMIT_MS = 100;
const UPLOADS = 20;
const NS_A_MS = 1_000_000;

/** How long the thread that answers requests stands still while files are read that were made to stop it (F7, F8). */
export async function measureTables(_servers: BenchServers, quick: boolean): Promise<Part> {
  const files = Object.entries(hostileFiles());
  const figures = [];
  for (const [name, file] of [...files, ['all of them, twenty uploads at once', null] as const]) {
    const uploads =
      file === null
        ? Array.from({ length: quick ? files.length : UPLOADS }, (_, n) => files[n % files.length]?.[1])
        : [file];
    const heldMs = await longestHeldMs(uploads.filter((one) => one !== undefined));
    figures.push(timeOf(name, rounded(heldMs, 0), 'ms', LIMIT_MS));
  }
  return {
    name: 'tables',
    measured:
      'the longest time for which the event loop stood still while a file was read; the threads were started before',
    figures,
    details: {},
  };
}

async function longestHeldMs(files: readonly Buffer[]): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await Promise.allSettled(files.map((file) => readSheets(file)));
  delay.disable();
  return delay.max / NS_A_MS;
}

function hostileFiles(): Readonly<Record<string, Buffer>> {
  const wide = Array.from({ length: 1_000 }, () => `<row><c r="XFD1"><v>1</v></c>${text('甲').repeat(50)}</row>`).join(
    '',
  );
  return {
    'a first file of one row': zipOf(workbookParts(`<row>${text('姓名')}</row>`)),
    'one row of 16,384 columns': zipOf(workbookParts(`<row>${text('甲').repeat(16_384)}</row>`)),
    'one cell in the last column and one in the last row': zipOf(
      workbookParts('<row r="3"><c r="XFD3"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    ),
    'a thousand rows with a cell in the last column': zipOf(workbookParts(wide)),
    'one string of 300,000 characters in 114,000 cells': zipOf({
      ...workbookParts(`<row>${'<c t="s"><v>0</v></c>'.repeat(6)}</row>`.repeat(19_000)),
      'xl/sharedStrings.xml': `<sst><si><t>${'长'.repeat(300_000)}</t></si></sst>`,
    }),
    'a csv of ten million commas': Buffer.alloc(10_000_000, ','),
  };
}

function text(value: string): string {
  return `<c t="inlineStr"><is><t>${value}</t></is></c>`;
}
