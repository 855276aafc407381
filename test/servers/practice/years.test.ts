import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesk } from '../../../api/kernel/entity-desk.ts';
import { workflowIdOf } from '../../../domain/entities.ts';
import { periodRows } from '../../../domain/period/period-rule.ts';
import { createPeriodSchedules } from '../../../main/office/period-schedules.ts';
import { createActStore } from '../../../prisma/kernel/act-store.ts';
import { readStartInput } from '../../../prisma/kernel/start-inputs.ts';
import { playYears, type YearsResult } from '../../../scripts/demo/demo-years.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { readYears } from '../../../scripts/demo/years-files.ts';
import { openStage, type YearsStage } from '../../../scripts/demo/years-stage.ts';
import { findingsThatMustBeZero } from '../../../scripts/demo/zero-findings.ts';
import { assessYear, playYear, readTitle, type TitleInPlay } from '../../../scripts/demo/years-titles.ts';
import { WORKER_KEYS } from '../../support/act-keys.ts';
import { BORN, expectedKeys, periodKeys } from '../../support/expected-periods.ts';
import { expectBodiesOfSchema, relayedEvents, wordsIn } from '../../support/event-bodies.ts';
import { failedWorkflowTasks, historyText, keepHistory, workflowIds } from '../../support/histories.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';
import {
  aboveBudgets,
  ACCEPTANCE,
  GOOD_YEAR,
  latestRunOf,
  REVOCATION,
  runsOf,
  TO_FIRST_PAYMENT,
  together,
  YEAR_WITH_RECTIFICATION,
  type TitleRun,
} from '../../support/title-runs.ts';

const PATIENCE_MS = 900_000;
/** Of whom the practice files of titles speak. */
const PEOPLE = ['苏示例', '159901198003070016', '6216610200000000018', '那仁'];
const MOST_EVENTS = 2_000;

let running: RunningOffice;
let played: YearsResult;
let stage: YearsStage;
let studio: TitleInPlay;
let runs: Readonly<Record<'studio' | 'college', readonly TitleRun[]>>;

beforeAll(async () => {
  running = await runOffice();
  played = await playYears(running.office, () => undefined);
  stage = openStage({ files: readYears(), office: running.office, say: () => undefined }, []);
  studio = { stage, key: 'studio-factory', grantId: grantOf('studio-factory'), who: 'factory' };
  runs = {
    studio: await runsOf(running, workflowOf(studio.grantId)),
    college: await runsOf(running, workflowOf(grantOf('base-college'))),
  };
  await keepRuns();
}, 1_200_000);
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const grantOf = (key: string): string => played.grants.get(key) ?? '';
const workflowOf = (grantId: string): string => workflowIdOf('grant', grantId);
const report = (backbonesTrained: number) => ({ backbonesTrained, spentFen: 9_900_000 });
const yearsOf = async (): Promise<readonly Record<'year' | 'state' | 'opensOn' | 'late', unknown>[]> =>
  (await readTitle(studio)).years;

describe('practice/years over HTTP alone, on real servers', () => {
  it('R-012, R-017, R-021 to R-023, R-112, R-114 to R-117, R-119, R-153 to R-160: gives every figure that was counted by hand', () => {
    expect(played.wrong).toEqual([]);
    expect(played.compared.length).toBeGreaterThan(150);
  });

  it('keeps the event budgets from the application to the first payment and in each year (design §5b)', () => {
    const secondYear = together(GOOD_YEAR, ACCEPTANCE);
    const lastYear = together(YEAR_WITH_RECTIFICATION, REVOCATION);
    const ofStudio = [TO_FIRST_PAYMENT, secondYear, GOOD_YEAR, YEAR_WITH_RECTIFICATION, GOOD_YEAR];
    const ofCollege = [TO_FIRST_PAYMENT, secondYear, YEAR_WITH_RECTIFICATION, lastYear];
    expect(aboveBudgets(runs.studio, ofStudio)).toEqual([]);
    expect(aboveBudgets(runs.college, ofCollege)).toEqual([]);
    expect([runs.studio.length, runs.college.length]).toEqual([ofStudio.length, ofCollege.length]);
  });

  it('tells other systems of every grant as the schemas say, without a word of a person', async () => {
    const waiting = async () =>
      (await running.pool.query('SELECT FROM outbox_message WHERE sent_at IS NULL LIMIT 1')).rowCount;
    await expect.poll(waiting, { timeout: PATIENCE_MS }).toBe(0);
    const events = await relayedEvents(running.pool);
    const seen = expectBodiesOfSchema(events);
    const wanted = ['grant_call.opened', 'grant.designated', 'grant.assessed', 'grant.revoked'];
    expect(wanted.filter((type) => !seen.has(type))).toEqual([]);
    expect(wordsIn(events, [...stage.files.demand.persons, ...PEOPLE])).toEqual([]);
  });

  it('has nobody’s name, ID number, phone or account in any history or workflow id (D10)', async () => {
    const people = [...stage.files.demand.persons, ...PEOPLE];
    for (const workflowId of await workflowIds(running)) {
      const text = `${workflowId} ${await historyText(running, workflowId)}`;
      expect(people.filter((word) => text.includes(word))).toEqual([]);
    }
  });
});

describe('ten years of a title', () => {
  it(
    'R-117, R-153, R-159: opened once, each on its day, in small runs, and worked off where they were overdue',
    { timeout: PATIENCE_MS },
    async () => {
      await repeatAnAct();
      await fallBehind();
      await countYears();
      const { before, after } = await backfillAgain();
      expect(after).toEqual(before);
      expect(await findingsThatMustBeZero(await running.office.desk('ops'))).toEqual([]);
    },
  );
});

/** Runs that a later version must replay. */
async function keepRuns(): Promise<void> {
  const kept = [
    ['grant-to-first-payment', runs.studio, 0],
    ['grant-good-year', runs.studio, 2],
    ['grant-year-rectified', runs.studio, 3],
    ['grant-year-without-report-revoked', runs.college, 3],
  ] as const;
  for (const [name, of, position] of kept) {
    const workflowId = workflowOf(grantOf(of === runs.studio ? 'studio-factory' : 'base-college'));
    await keepHistory(running, name, workflowId, of[position]?.runId);
  }
}

/** an act that is sent again after its run went on is answered from its stamp. */
async function repeatAnAct(): Promise<void> {
  await playYear(studio, {
    year: 2029,
    reportOn: '2030-01-20',
    report: report(5),
    assessOn: '2030-03-10',
    act: 'pass',
  });
  await stage.goTo('2031-01-20');
  const path = `/api/v1/grants/${studio.grantId}`;
  const factory = await running.office.desk('factory');
  const { etag } = await factory.get(path);
  const key = randomUUID();
  const send = () => factory.post(`${path}/years/2030/report`, report(5), { ifMatch: etag ?? '', key });
  await send();
  const before = await latestRunOf(running, workflowOf(studio.grantId));
  await assessYear(studio, { year: 2030, assessOn: '2031-03-10', act: 'pass' });
  await stage.goTo('2032-01-02');
  expect(await latestRunOf(running, workflowOf(studio.grantId))).not.toBe(before);

  // The API has lost its stored answer, and a relay sends the act once more: neither moves anything.
  await running.pool.query('DELETE FROM idempotent_request WHERE key = $1', [key]);
  const { revision, years } = await readTitle(studio);
  expect((await send()).status).toBe(200);
  const { rows } = await running.pool.query<{ id: string }>('SELECT id FROM act WHERE idempotency_key = $1', [key]);
  const desk = createDesk(running.client, createActStore(running.pool, WORKER_KEYS), running.taskQueue);
  expect(await desk.deliver(rows[0]?.id ?? '', 30_000)).toMatchObject({ kind: 'done' });
  expect(await readTitle(studio)).toMatchObject({ revision, years });
}

/** Several overdue years are worked off in one run, then by people, each on its own. */
async function fallBehind(): Promise<void> {
  const workflowId = workflowOf(studio.grantId);
  await running.client.workflow.getHandle(workflowId).terminate();
  for (const day of ['2033-06-10', '2034-06-10', '2035-06-10']) {
    await stage.goTo(day);
  }
  expect((await yearsOf()).at(-1)).toMatchObject({ year: 2031, state: 'open' });
  // What vanished is begun again from its row's course (design §5c).
  const input = await readStartInput(running.pool, 'grant', studio.grantId);
  const healed = await running.client.workflow.start('baseGrantWorkflow', {
    workflowId,
    taskQueue: running.taskQueue,
    args: [input],
    memo: { clockOffsetMs: input?.plan.clockOffsetMs },
  });
  await until('the overdue years', async () => ((await yearsOf()).at(-1)?.state === 'overdue' ? true : null));
  await until('the next run', async () =>
    (await latestRunOf(running, workflowId)) === healed.firstExecutionRunId ? null : true,
  );
  // Everything that was due was done before the run went on, and once.
  const behind = await runsOf(running, workflowId);
  expect(behind.map(({ runId }) => runId === healed.firstExecutionRunId)).toEqual([true, false]);
  expect((await yearsOf()).slice(-4).map(({ year, state }) => [year, state])).toEqual(
    [2031, 2032, 2033, 2034].map((year) => [year, 'overdue']),
  );
  await keepHistory(running, 'grant-overdue-years', workflowId, healed.firstExecutionRunId);
  for (const year of [2031, 2032, 2033, 2034]) {
    await playYear(studio, {
      year,
      reportOn: '2035-06-10',
      report: report(5),
      assessOn: '2035-06-10',
      act: 'pass',
    });
  }
  expect((await yearsOf()).slice(-4).map(({ state, late }) => [state, late])).toEqual(
    [2031, 2032, 2033, 2034].map(() => ['passed', true]),
  );
}

/** ten years opened once, each on its day, in runs below 2,000 events. */
async function countYears(): Promise<void> {
  await stage.goTo('2036-01-02');
  const ten = Array.from({ length: 10 }, (_, index) => 2026 + index);
  const { rows } = await running.pool.query<{ year: number; at: Date }>(
    'SELECT year, opened_at AS at FROM grant_year WHERE grant_id = $1 ORDER BY year',
    [studio.grantId],
  );
  expect(rows.map(({ year, at }) => [year, at.toISOString()])).toEqual(
    ten.map((year) => [year, `${year}-12-31T16:00:00.000Z`]),
  );
  expect((await yearsOf()).map(({ year, opensOn }) => [year, opensOn])).toEqual(
    ten.map((year) => [year, `${year + 1}-01-01`]),
  );
  for (const workflowId of await workflowIds(running)) {
    const all = await runsOf(running, workflowId);
    expect(all.filter(({ all: events }) => events.length >= MOST_EVENTS)).toEqual([]);
  }
}

/** each period of the span opened once and on its day; run again twice, the Schedules add no row. */
async function backfillAgain() {
  expect(await periodKeys(running)).toEqual(expectedKeys('2036-01-02T10:00:00+08:00'));
  expect((await running.pool.query('SELECT key FROM period WHERE late')).rows).toEqual([]);
  const before = await countRows();
  const schedules = createPeriodSchedules(running.client, running.taskQueue, 'practice');
  const span = { fromMs: Date.parse(BORN), toMs: Date.parse('2036-01-02T10:00:00+08:00') };
  for (const row of periodRows(PRACTICE_LIBRARY)) {
    await schedules.backfill(row, span);
    await schedules.backfill(row, span);
  }
  await until('the actions to have run', async () => {
    const open = running.client.workflow.list({
      query: `WorkflowType = 'openPeriodWorkflow' AND TaskQueue = '${running.taskQueue}' AND ExecutionStatus = 'Running'`,
    });
    const { done = false } = await open[Symbol.asyncIterator]().next();
    return done ? true : null;
  });
  return { before, after: await countRows() };
}

async function countRows() {
  const { rows } = await running.pool.query(
    `SELECT (SELECT count(*) FROM period) AS period, (SELECT count(*) FROM demand_cycle) AS demand_cycle,
       (SELECT count(*) FROM annual_plan) AS annual_plan, (SELECT count(*) FROM grant_call) AS grant_call,
       (SELECT count(*) FROM base_grant) AS base_grant, (SELECT count(*) FROM grant_year) AS grant_year,
       (SELECT count(*) FROM demand_delivery) AS delivery`,
  );
  return rows[0];
}
