import { parseArgs } from 'node:util';
import { startBenchServers } from './bench-servers.ts';
import { measureBudget } from './claim-budget.ts';
import { measureCost } from './claim-cost.ts';
import { measureImport } from './roster-import.ts';
import { measureInbox } from './task-inbox.ts';
import { report } from './report.ts';

// npm run bench · npm run bench -- --only inbox · npm run bench -- --quick (fewer rounds and rows, for a look)
const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const parts = { budget: measureBudget, cost: measureCost, inbox: measureInbox, import: measureImport };
const wanted = Object.entries(parts).filter(([name]) => values.only === undefined || values.only === name);
if (wanted.length === 0) {
  say(`没有这一项 · No such part: ${values.only ?? ''} (${Object.keys(parts).join(', ')})`);
  process.exit(1);
}

const servers = await startBenchServers(say);
let isMet = true;
try {
  for (const [, measure] of wanted) {
    isMet = report(await measure(servers, values.quick), say) && isMet;
  }
} finally {
  await servers.stop();
}
say('');
say(isMet ? '全部达标 · Every target is met' : '有未达标项 · Some targets are missed');
process.exit(0);
