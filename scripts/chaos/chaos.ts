import { parseArgs } from 'node:util';
import { runChaos } from './chaos-run.ts';

// kill -9 of worker, API, Temporal and Postgres in turn while claims move: npm run chaos -- --claims 200 --kills 24 --seed 1
const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '200' },
    kills: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line.split('\n')[0] ?? ''}\n`);

const report = await runChaos({
  claims: Number(values.claims),
  kills: Number(values.kills),
  seed: Number(values.seed),
  withinMs: 2 * 3_600_000,
  log: say,
});
say('');
const { kills, seconds } = report;
say(
  `${report.claims} claims · kills: ${Object.entries(kills)
    .map(([child, count]) => `${child} ${count}`)
    .join(', ')}`,
);
say(`prepared in ${seconds.prepared} s · under fire ${seconds.underFire} s · quiet ${seconds.untilQuiet} s after calm`);
say(`events: the receiver took ${report.events.taken} and was away for ${report.events.turnedAway}`);
for (const [what, count] of Object.entries(report.met)) {
  say(`  met and repeated: ${what} × ${count}`);
}
for (const what of [...report.wrongAnswers, ...report.faults]) {
  say(`  ✗ ${what}`);
}
const isGood = report.faults.length === 0 && report.wrongAnswers.length === 0;
say(
  isGood
    ? '无丢失、无重复付款、无滞留、无审计缺口 · None lost, none paid twice, none stuck, no audit gap'
    : '有问题 · Faults were found',
);
process.exit(isGood ? 0 : 1);
