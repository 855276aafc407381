import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ROUTES, playRoutes, type RouteResult } from '../../scripts/demo-routes.ts';
import { ROOT } from '../../main/config.ts';
import { counted, failedWorkflowTasks, historyText, workflowIds } from '../support/histories.ts';
import { practiceCsv } from '../support/policy-library.ts';
import { runOffice, type RunningOffice } from '../support/running-office.ts';

/** The budget of a class of the main job (design §5); a way without a class or a top-up stays below its first part. */
const EVENTS = { wholeLife: 94, withoutTopUp: 42, batch: 12 };
const EVENTS_PER_JUMP = 3;
const quietly = () => () => undefined;

let running: RunningOffice;
let results: ReadonlyMap<string, RouteResult>;

beforeAll(async () => {
  running = await runOffice();
  const played = await playRoutes(running.office, DEMO_ROUTES, quietly);
  results = new Map(played.map((result) => [result.route, result]));
});
afterAll(() => running.stop());

describe('a whole life of each route on real servers, by the practice clock', () => {
  it.for(DEMO_ROUTES)('%s ends with every figure that was counted by hand beside its files', (route) => {
    const result = results.get(route);
    expect(result?.wrong).toEqual([]);
    expect(result?.compared.length).toBeGreaterThan(0);
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

  it('has no failed workflow task in any history', async () => {
    expect(await failedWorkflowTasks(running)).toEqual([]);
  });

  it('has nobody’s name, ID number, phone or account in any history or workflow id (D10)', async () => {
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
        const { events, jumps } = await counted(running, `claim/${id}`);
        const count = events.length - EVENTS_PER_JUMP * jumps;
        const limit = await limitOf(id);
        if (count > limit) {
          exceeded.push(`${route} ${name}: ${count} events, at most ${limit}`);
        }
      }
    }
    expect(exceeded).toEqual([]);
  });
});

/** Whatever the files of the routes say of people. */
function personalWords(): readonly string[] {
  const files = readdirSync(join(ROOT, 'practice'), { recursive: true, encoding: 'utf8' });
  const rows = files
    .filter((file) => /^route-.*(?:roster|entries[a-z-]*)\.csv$/.test(file))
    .flatMap((file) => practiceCsv(file));
  const words = rows.flatMap((row) =>
    [row['name'], row['idNumber'], row['phone'], row['accountNumber']].map((word) => word ?? ''),
  );
  return [...new Set(words.filter((word) => word !== ''))];
}

/** A contract check makes a whole life of it; a batch more, of another fund, has a release and a report of its own. */
async function limitOf(claimId: string): Promise<number> {
  const found = await running.pool.query<{ has_check: boolean; more: number }>(
    `SELECT c.window_ends_on IS NOT NULL AS has_check, greatest(0, (SELECT count(DISTINCT i.batch_id)
       FROM payout_instruction i WHERE i.claim_id = c.id AND i.purpose IN ('base', 'allowance')) - 1)::int AS more
     FROM claim c WHERE c.id = $1`,
    [claimId],
  );
  const { has_check: hasCheck = false, more = 0 } = found.rows[0] ?? {};
  return (hasCheck ? EVENTS.wholeLife : EVENTS.withoutTopUp) + more * EVENTS.batch;
}
