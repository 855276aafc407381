import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '../../../scripts/demo/years-stage.ts';
import { readYears } from '../../../scripts/demo/years-files.ts';
import { playTitle } from '../../../scripts/demo/years-titles.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { killableWorker, type KillableWorker } from '../../support/killable-worker.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

const PATIENCE_MS = 1_200_000;
const TARGET = '2028-02-05T10:00:00+08:00';

let undisturbed: RunningOffice;
let struck: RunningOffice;
let worker: KillableWorker;

beforeAll(async () => {
  [undisturbed, struck] = await Promise.all([runOffice(), runOffice()]);
  await Promise.all([undisturbed, struck].map(playToFirstPayment));
  worker = await killableWorker(struck);
}, PATIENCE_MS);
afterAll(async () => {
  await worker.kill();
  expect(await failedWorkflowTasks(undisturbed)).toEqual([]);
  await Promise.all([undisturbed.stop(), struck.stop()]);
});

/** A studio from its call to its first instalment: a title whose years the jump opens. */
async function playToFirstPayment({ office }: RunningOffice): Promise<void> {
  const files = readYears();
  const life = files.grants.lives.find(({ application }) => application === 'studio-factory');
  if (life === undefined) {
    throw new RangeError('No studio is played');
  }
  await playTitle(openStage({ files, office, say: () => undefined }, []), {
    application: life.application,
    secondPayOn: '',
    acceptance: [],
    years: [],
  });
}

/** What a jump does, in its order, each with the fact that shows it has begun. */
const PHASES: readonly (readonly [phase: string, fact: string])[] = [
  ['is asked for', `SELECT FROM clock_jump WHERE state IN ('requested', 'running')`],
  ['forwards the workflows', `SELECT FROM grant_year WHERE year = 2026`],
  [
    'moves the office’s clock',
    `SELECT FROM environment WHERE clock_offset_ms = (SELECT max(to_offset_ms) FROM clock_jump)`,
  ],
  ['opens the periods of the span', `SELECT FROM period WHERE kind = 'ANNUAL_PLAN' AND key = '2027'`],
  ['begins what opened, and forwards it', `SELECT FROM grant_call WHERE year = 2026 AND started_at IS NOT NULL`],
];

/** What stands after the jump, without what each office makes up: ids, numbers and its own clock. */
async function rowsOf({ pool }: RunningOffice) {
  const rows = async (text: string) => (await pool.query(text)).rows;
  return {
    years: await rows(
      'SELECT year, state, opens_on, report_due_on, opened_at, late, law, outcome FROM grant_year ORDER BY year',
    ),
    titles: await rows(
      `SELECT state, title_state, revision, route, course -> 'timer' AS timer, course -> 'title' AS title
       FROM base_grant ORDER BY route, name`,
    ),
    instalments: await rows('SELECT no, amount_fen, state FROM grant_instalment ORDER BY no'),
    periods: await rows('SELECT kind, jurisdiction, scope, key, opens_at, late FROM period ORDER BY 1, 2, 3, 4'),
    calls: await rows('SELECT route, year, state, revision FROM grant_call ORDER BY 1, 2'),
    plans: await rows('SELECT jurisdiction, year, state, revision FROM annual_plan ORDER BY 1, 2'),
    cycles: await rows('SELECT jurisdiction, no, state, revision, published_at FROM demand_cycle ORDER BY 1, 2'),
    deliveries: await rows('SELECT count(*) AS n FROM demand_delivery'),
    tasks: await rows(`SELECT kind, round, state, count(*) AS n FROM task GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`),
    acts: await rows('SELECT entity_kind, act, count(*) AS n FROM act GROUP BY 1, 2 ORDER BY 1, 2'),
    // Access entries are left out: a client that got 503 asks again, so their number differs.
    audit: await rows(
      "SELECT entity_kind, act, count(*) AS n FROM audit_entry WHERE entity_kind <> 'access' GROUP BY 1, 2 ORDER BY 1, 2",
    ),
    // Reminders of tasks tell what a sweep meets on its way through the span.
    outbox: await rows(
      "SELECT topic, count(*) AS n FROM outbox_message WHERE topic NOT LIKE 'task.%' GROUP BY 1 ORDER BY 1",
    ),
  };
}

describe('a jump of the practice clock whose worker is killed in each of its phases', () => {
  it('R-117, D19: leaves the same rows as a jump that nothing disturbed', { timeout: PATIENCE_MS }, async () => {
    const alone = undisturbed.office.moveClock({ advanceTo: TARGET });
    const jumping = struck.office.moveClock({ advanceTo: TARGET });
    const underWay: boolean[] = [];
    for (const [phase, fact] of PHASES) {
      await until(`a jump that ${phase}`, async () => ((await struck.pool.query(fact)).rows.length > 0 ? true : null));
      await worker.kill();
      const { rows } = await struck.pool.query(`SELECT FROM clock_jump WHERE state IN ('requested', 'running')`);
      underWay.push(rows.length > 0);
      await worker.start();
    }
    // The last fact may come with the end of the jump.
    expect(underWay.slice(0, -1)).toEqual([true, true, true, true]);
    expect(Date.parse(await jumping)).toBeGreaterThanOrEqual(Date.parse(TARGET));
    await alone;
    expect(await rowsOf(struck)).toEqual(await rowsOf(undisturbed));
    const { years } = await rowsOf(struck);
    expect(years).toMatchObject([
      { year: 2026, state: 'overdue' },
      { year: 2027, state: 'overdue' },
    ]);
  });
});
