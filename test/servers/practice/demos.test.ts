import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareClock } from '../../../scripts/demo/demo-clock.ts';
import { openMoney, playMoney, type MoneyResult } from '../../../scripts/demo/demo-money.ts';
import { DEMO_ROUTES, playRoutes, type RouteResult } from '../../../scripts/demo/demo-routes.ts';
import { findingsThatMustBeZero } from '../../../scripts/demo/zero-findings.ts';
import { ROOT } from '../../../main/config.ts';
import { above, STANDARD, WHOLE_LIFE, type Budget } from '../../support/claim-budget.ts';
import { counted, failedWorkflowTasks, historyText, keepHistory, workflowIds } from '../../support/histories.ts';
import { practiceCsv } from '../../support/policy-library.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

/** What a batch more adds, where base and allowance come from two funds (C02 with C09): a release and a report of its own. */
const SECOND_FUND: Budget = { events: 12, workflowTasks: 2, transitions: 2, bytes: 4 * 1024 };
const quietly = () => () => undefined;

let running: RunningOffice;
let results: ReadonlyMap<string, RouteResult>;
let money: MoneyResult;

beforeAll(async () => {
  running = await runOffice();
  // Its registers are filled before any life begins.
  const receiver = await openMoney(running.office);
  const clock = shareClock(running.office, 2);
  const [played, paid] = await Promise.all([
    playRoutes(clock.office, DEMO_ROUTES, quietly).finally(() => clock.leave()),
    playMoney(clock.office, receiver, () => undefined).finally(() => clock.leave()),
  ]);
  money = paid;
  results = new Map(played.map((result) => [result.route, result]));
});
afterAll(() => running.stop());

describe('a whole life of each route on real servers, by the practice clock', () => {
  it.for(DEMO_ROUTES)('%s ends with every figure that was counted by hand beside its files', (route) => {
    const result = results.get(route);
    expect(result?.wrong).toEqual([]);
    expect(result?.compared.length).toBeGreaterThan(0);
  });

  it('is paid by file, answered by the bank, told to another system and asked back with every figure of practice/money', () => {
    expect(money.wrong).toEqual([]);
    expect(money.compared.length).toBeGreaterThan(30);
  });

  it('sums the ledger of every claim to zero, and owes nobody anything at the end', async () => {
    const unbalanced = await running.pool.query(
      'SELECT claim_id FROM ledger_entry GROUP BY claim_id HAVING sum(amount_fen) <> 0',
    );
    expect(unbalanced.rows).toEqual([]);
    const payable = await running.pool.query<{ sum: string }>(
      "SELECT coalesce(sum(amount_fen), 0)::text AS sum FROM ledger_entry WHERE account = 'payable'",
    );
    expect(payable.rows).toEqual([{ sum: '0' }]);
  });

  it('leaves nothing that the checks of the office find', async () => {
    expect(await findingsThatMustBeZero(await running.office.desk('ops'))).toEqual([]);
  });

  it('has no failed workflow task in any history', async () => {
    expect(await failedWorkflowTasks(running)).toEqual([]);
  });

  it('has nobody’s name, ID number, phone or account in any history or workflow id, and reads as plain JSON (D10)', async () => {
    const personal = personalWords();
    expect(personal.length).toBeGreaterThan(200);
    for (const workflowId of await workflowIds(running)) {
      const text = `${workflowId} ${await historyText(running, workflowId)}`;
      expect(personal.filter((word) => text.includes(word))).toEqual([]);
    }
  });

  it('R-088 books the technicians to the budget line of high-skill training', async () => {
    const found = await running.pool.query<{ budget_line: string | null }>(
      'SELECT budget_line FROM claim_fund WHERE claim_id = $1',
      [results.get('C23')?.played?.claims['main']?.id],
    );
    expect(found.rows).toEqual([{ budget_line: 'HIGH_SKILL_TRAINING_SUBSIDY' }]);
  });

  it('keeps the event budget of a class for every claim, and stays below it without a class', async () => {
    const exceeded: string[] = [];
    for (const { route, played } of results.values()) {
      for (const [name, { id }] of Object.entries(played?.claims ?? {})) {
        const life = await counted(running, `claim/${id}`);
        exceeded.push(...above(life, await limitOf(id)).map((what) => `${route} ${name}: ${what}`));
      }
    }
    expect(exceeded).toEqual([]);
  });

  it('can be replayed: the history of a standard claim is kept, in plain JSON', async () => {
    const claimId = results.get('C06')?.played?.claims['main']?.id;
    await keepHistory(running, 'claim-standard-plain', `claim/${claimId}`);
    expect((await counted(running, `claim/${claimId}`)).events.at(-1)).toBe('WORKFLOW_EXECUTION_COMPLETED');
  });
});

/** Whatever the files of the routes say of people. */
function personalWords(): readonly string[] {
  const files = readdirSync(join(ROOT, 'practice'), { recursive: true, encoding: 'utf8' });
  const rows = files
    .filter((file) => /^(?:route-|money).*(?:roster|entries[a-z-]*)\.csv$/.test(file))
    .flatMap((file) => practiceCsv(file));
  const words = rows.flatMap((row) =>
    [row['name'], row['idNumber'], row['phone'], row['accountNumber']].map((word) => word ?? ''),
  );
  return [...new Set(words.filter((word) => word !== ''))];
}

/** A contract check makes a whole life of it; without a class a claim stays below the standard way of one. */
async function limitOf(claimId: string): Promise<Budget> {
  const found = await running.pool.query<{ has_class: boolean; has_check: boolean; batches: number }>(
    `SELECT c.filing_id IS NOT NULL AS has_class, c.window_ends_on IS NOT NULL AS has_check,
       (SELECT count(DISTINCT i.batch_id)::int FROM payout_instruction i
         WHERE i.claim_id = c.id AND i.purpose IN ('base', 'allowance')) AS batches
     FROM claim c WHERE c.id = $1`,
    [claimId],
  );
  const { has_class: hasClass = true, has_check: hasCheck = false, batches = 1 } = found.rows[0] ?? {};
  if (!hasClass) {
    return { ...STANDARD, events: STANDARD.events - 1, transitions: STANDARD.transitions - 1 };
  }
  const limit = hasCheck ? WHOLE_LIFE : STANDARD;
  return batches > 1 ? together(limit, SECOND_FUND) : limit;
}

function together(one: Budget, more: Budget): Budget {
  return {
    events: one.events + more.events,
    workflowTasks: one.workflowTasks + more.workflowTasks,
    transitions: one.transitions + more.transitions,
    bytes: one.bytes + more.bytes,
  };
}
