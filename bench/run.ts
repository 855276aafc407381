import { parseArgs } from 'node:util';
import { measureBankFiles } from './bank-files.ts';
import { startBenchServers } from './bench-servers.ts';
import { measureBudget } from './claim-budget.ts';
import { measureCost } from './claim-cost.ts';
import { measureRecordings } from './recording-profile.ts';
import { measureEvents } from './event-lag.ts';
import { measureImport } from './file-imports.ts';
import { measureTables } from './hostile-tables.ts';
import { measureInbox } from './task-inbox.ts';
import { report } from './report.ts';
import { measurePages } from './workbench-pages.ts';

// npm run bench · npm run bench -- --only inbox · npm run bench -- --quick (small sizes, everything exercised, no times judged)
const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const { only, quick } = values;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const parts = {
  // First: in a process whose heap is full of other parts' rows, the collector would be measured.
  tables: measureTables,
  budget: measureBudget,
  cost: measureCost,
  recordings: measureRecordings,
  inbox: measureInbox,
  import: measureImport,
  events: measureEvents,
  'bank-files': measureBankFiles,
  pages: measurePages,
};
const wanted = Object.entries(parts).filter(([name]) => only === undefined || only === name);
if (wanted.length === 0) {
  say(`没有这一项 · No such part: ${only ?? ''} (${Object.keys(parts).join(', ')})`);
  process.exit(1);
}

const servers = await startBenchServers(say);
const missed = { counts: 0, times: 0 };
try {
  for (const [, measure] of wanted) {
    const { counts, times } = report(await measure(servers, quick), { quick, say });
    missed.counts += counts;
    missed.times += times;
  }
} finally {
  await servers.stop();
}
say('');
say(missed.counts + missed.times === 0 ? '全部达标 · Every target is met' : '有未达标项 · Some targets are missed');
// A count that is too high is a defect on every machine; a time is a figure to look at.
process.exit(missed.counts === 0 ? 0 : 1);
