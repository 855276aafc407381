import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../main/config.ts';
import { startTemporaryStack } from '../../main/stack/temporary-stack.ts';
import { actOnClaim, fileClass, fileOf, reviewAndPay, runClass, submitClaim, type PlayedClass } from './class-play.ts';
import { WELDERS } from './class-welders.ts';
import { openMoney, playMoney } from './demo-money.ts';
import { playRoutes, ROUTE_WORDS, routesOf, type RouteResult } from './demo-routes.ts';
import { playYears } from './demo-years.ts';
import { openOffice, type Office } from './office-client.ts';

const began = Date.now();
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const args = process.argv.slice(2);
const asked = askedRoutes();
const played: PlayedClass = { folder: join(ROOT, 'practice', 'class-welders'), filing: WELDERS, applicant: 'school' };
const expected = JSON.parse(readFileSync(join(played.folder, 'expected.json'), 'utf8'));
const stack = await startTemporaryStack({ log: say });
let failed = false;
try {
  const office = openOffice(stack.url, stack.stateFolder);
  failed = !(await playWhatIsAsked(office));
} catch (error) {
  failed = true;
  say(`演示未完成 · The demo did not finish: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await stack.stop();
}
say(`${((Date.now() - began) / 1000).toFixed(1)} s`);
process.exit(failed ? 1 : 0);

/** True if every figure came as it was counted by hand. */
async function playWhatIsAsked(office: Office): Promise<boolean> {
  if (args.includes('--years')) {
    const result = await playYears(office, sayByYear());
    say('');
    return verdictOn('years', result);
  }
  if (args.includes('--money')) {
    const result = await playMoney(office, await openMoney(office), say);
    say('');
    return verdictOn('money', result);
  }
  return asked === null ? compare(office, await playLife(office)) : playAsked(office, asked);
}

/** Lines that begin with their day, below a heading for each year. */
function sayByYear(): (line: string) => void {
  let year = '';
  return (line) => {
    if (line.slice(0, 4) !== year) {
      year = line.slice(0, 4);
      say(`\n${year}`);
    }
    say(line);
  };
}

/** `--route C06`, or `all`; without it the class of welders, C01 with its +50 %. Ends the program for what it does not know. */
function askedRoutes(): readonly string[] | null {
  const position = args.indexOf('--route');
  if (position === -1 || args[position + 1] === 'C01') {
    return null;
  }
  const routes = routesOf(args[position + 1] ?? '');
  if (routes === undefined) {
    say(`用法 · Usage: npm run demo -- --years | --money | --route ${['C01', ...ROUTE_WORDS].join('|')}|all`);
    process.exit(1);
  }
  return routes;
}

/** Whole lives of routes against the expectations beside their files. */
async function playAsked(office: Office, routes: readonly string[]): Promise<boolean> {
  const results = await playRoutes(office, routes, (route) => (line) => say(`${route}  ${line}`));
  say('');
  return results.map((result) => verdictOn(result.route, result)).every(Boolean);
}

/** Prints what differs; true if nothing does. */
function verdictOn(what: string, { compared, wrong }: Pick<RouteResult, 'compared' | 'wrong'>): boolean {
  const verdict =
    wrong.length === 0
      ? `与 expected.json 一致 · all ${compared.length} figures equal`
      : '与预期不符 · not as expected';
  say(`${what}  ${verdict}`);
  for (const one of wrong) {
    say(
      'error' in one
        ? `  ✗ ${one.what}: ${one.error instanceof Error ? one.error.message : String(one.error)}`
        : `  ✗ ${one.what}: ${JSON.stringify(one.is)}, expected ${JSON.stringify(one.expected)}`,
    );
  }
  return wrong.length === 0;
}

/** One class's subsidy from filing to the +50 %, as the office's people would press it. */
async function playLife(office: Office): Promise<string> {
  const operator = await office.desk('ops');
  const step = async (line: string): Promise<void> => {
    const { now } = (await operator.get('/api/v1/practice/clock')).body;
    say(`${String(now).slice(0, 10)}  ${line}`);
  };
  const tell = (line: string): void => void step(line);
  for (const register of ['certificates', 'identity', 'subsidies']) {
    await operator.upload(`/api/v1/practice/registers/${register}`, fileOf(played, `register-${register}.csv`), 'PUT');
  }
  const filingId = await fileClass(office, played, tell);
  await office.moveClock({ advanceTo: '2025-06-20T09:00:00+08:00' });
  await runClass(office, played, filingId, '2025-06-05');
  await step('培训结束 the class has run: attendance, three visits, results');
  const claimId = await submitClaim(office, played, filingId);
  const school = await office.desk('school');
  const claim = (await school.get(`/api/v1/claims/${claimId}`)).body;
  await step(
    `补贴申请 claim ${claim.claimNo}: ${claim.lines.eligible} of ${claim.lines.total} lines, ${yuan(claim.totals.claimedFen)} CNY`,
  );
  await reviewAndPay(office, claimId, tell);
  await office.moveClock({ advanceTo: '2025-12-12T09:00:00+08:00' });
  const report = (await school.upload(`/api/v1/claims/${claimId}/contract-evidence`, fileOf(played, 'contracts.csv')))
    .body;
  await actOnClaim(school, claimId, 'contract-check', { complete: true });
  await step(`六个月后 ${report.imported} contracts as evidence for the +50 %`);
  await reviewAndPay(office, claimId, tell);
  return claimId;
}

/** Every figure against the expectation, to the fen. */
async function compare(office: Office, claimId: string): Promise<boolean> {
  const school = await office.desk('school');
  const claim = (await school.get(`/api/v1/claims/${claimId}`)).body;
  const lines = (await school.get(`/api/v1/claims/${claimId}/lines?limit=200`)).body.items;
  const refusedAs = (state: string) =>
    lines
      .filter((line: { state: string }) => line.state === state)
      .map((line: { idNumber: string; refusals: { code: string }[] }) => [line.idNumber, line.refusals.at(-1)?.code]);
  const accepted = lines.filter((line: { state: string }) => line.state === 'floatPaid').length;
  const evidenced = new Set(expected.floatRefused.map(([idNumber]: [string]) => idNumber));
  const checks: readonly (readonly [string, unknown, unknown])[] = [
    ['roster rows', lines.length, expected.rosterRows],
    ['lines approved', claim.lines.approved, expected.eligibleLines],
    ['refused lines', sorted(refusedAs('refused')), sorted(expected.refused)],
    ['approved', claim.totals.approvedFen, expected.approvedFen],
    ['base paid', claim.totals.paidFen, expected.approvedFen],
    ['contracts accepted', accepted, expected.floatLines],
    [
      'contracts refused',
      sorted(refusedAs('floatNotEarned').filter(([idNumber]: [string]) => evidenced.has(idNumber))),
      sorted(expected.floatRefused),
    ],
    ['top-up paid', claim.totals.floatPaidFen, expected.floatFen],
    ['paid in all', claim.totals.totalPaidFen, expected.totalPaidFen],
    ['state', claim.state, 'closed'],
  ];
  say('');
  say(
    `${claim.lines.approved} lines approved · ${yuan(claim.totals.paidFen)} paid · ${accepted} of 16 contracts accepted · ${yuan(claim.totals.floatPaidFen)} topped up · ${yuan(claim.totals.totalPaidFen)} in all · ${claim.state}`,
  );
  for (const [idNumber, code] of refusedAs('refused')) {
    say(`  refused ${String(idNumber).slice(0, 2)}*************${String(idNumber).slice(-3)} ${code}`);
  }
  const wrong = checks.filter(([, is, wanted]) => JSON.stringify(is) !== JSON.stringify(wanted));
  for (const [what, is, wanted] of wrong) {
    say(`  ✗ ${what}: ${JSON.stringify(is)}, expected ${JSON.stringify(wanted)}`);
  }
  say(
    wrong.length === 0
      ? `与 expected.json 一致 · All ${checks.length} figures equal expected.json`
      : '与预期不符 · Not as expected',
  );
  return wrong.length === 0;
}

function sorted(rows: readonly (readonly unknown[])[]): readonly string[] {
  return rows.map((row) => row.join(' ')).toSorted();
}

function yuan(fen: number): string {
  return (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 });
}
