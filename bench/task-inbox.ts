import pg from 'pg';
import type { Caller } from '../api/kernel/caller.ts';
import type { TaskQuery } from '../api/task/task-ports.ts';
import { parseIsoDate } from '../domain/calendar.ts';
import { countTasks, countValues, TASK_GROUPS } from '../prisma/task/task-counts.ts';
import { listTasks, listValues, taskList } from '../prisma/task/task-list.ts';
import { accountOf } from './bench-accounts.ts';
import type { BenchServers } from './bench-servers.ts';
import { countOf, timeOf, type Figure, type Part } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Done tasks are in no index that the page reads; this many keep the largest size loaded within seconds. */
const DONE_AT_MOST = 300_000;
const RATIO_LIMIT = 1.6;
const GROWTH_LIMIT = 1.3;
/** Numbers under a filter that the tally does not have read every task of the reader's seats: up to this size they are held to the limit. */
const FILTERED_UP_TO = 100_000;
const FILTERED_MS = 100;

const QUERY: TaskQuery = {
  box: 'todo',
  at: new Date('2025-06-23T02:00:00Z'),
  sort: 'due',
  stage: undefined,
  claimId: undefined,
  filingId: undefined,
  dueBefore: undefined,
  limit: 50,
  after: null,
};

const FILTERED: TaskQuery = { ...QUERY, q: '焊工', receivedFrom: parseIsoDate('2025-06-01') };

/** The first page of a department reviewer's inbox, by the store and by a plain client with the same statement. */
export async function measureInbox(servers: BenchServers, quick: boolean): Promise<Part> {
  const figures: Figure[] = [];
  const sizes = [];
  for (const size of quick ? SIZES.slice(0, 2) : SIZES) {
    const measured = await measureSize(servers, size, quick ? 200 : 1_000);
    const { storeMs, ratio, plan, counts, filtered } = measured;
    sizes.push(measured);
    figures.push(
      countOf(`${size} open tasks: scans that are not index-only`, plan.otherScans.length, 0),
      timeOf(`${size} open tasks: store p50 ÷ statement p50`, ratio, '×', RATIO_LIMIT),
      timeOf(`${size} open tasks: store p50`, storeMs.p50, 'ms'),
      countOf(`${size} open tasks: scans for the numbers that are not index-only`, counts.plan.otherScans.length, 0),
      timeOf(`${size} open tasks: numbers p50 ÷ inbox statement p50`, counts.ratio, '×', RATIO_LIMIT),
      countOf(
        `${size} open tasks: scans for filtered numbers that are not index-only`,
        filtered.plan.otherScans.length,
        0,
      ),
      timeOf(
        `${size} open tasks: filtered numbers p50`,
        filtered.storeMs.p50,
        'ms',
        size <= FILTERED_UP_TO ? FILTERED_MS : null,
      ),
    );
  }
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (first !== undefined && last !== undefined) {
    const growth = rounded(last.storeMs.p50 / first.storeMs.p50);
    figures.push(timeOf(`p50 growth from ${first.size} to ${last.size}`, growth, '×', GROWTH_LIMIT));
  }
  return {
    name: 'inbox',
    measured:
      'the first page (50) of an inbox by prisma/task/task-list.ts against the same prepared statement on a plain pg client, taking turns',
    figures,
    details: sizes,
  };
}

/** In a database of its own with this many open tasks. */
async function measureSize(servers: BenchServers, size: number, asks: number) {
  const { database, addresses, close } = await servers.createDatabase();
  const plain = new pg.Client(addresses.admin);
  await plain.connect();
  try {
    const loading = performance.now();
    await fill(plain, size);
    const loadS = rounded((performance.now() - loading) / 1_000);
    const caller = await accountOf(plain, 'dept.hr');
    const times = await measurePages(database.pool, plain, { caller, asks });
    const plan = await explain(plain, taskList('todo'), [...listValues(QUERY, caller)]);
    const counted = await explain(plain, TASK_GROUPS.tally, [...countValues(QUERY, caller)]);
    const { countsRatio, countsMs, ...inbox } = times;
    return {
      size,
      loadS,
      ...inbox,
      plan,
      counts: { ratio: countsRatio, storeMs: countsMs, plan: counted },
      filtered: await measureFiltered(database.pool, plain, { caller, asks: asks / 10 }),
    };
  } finally {
    await plain.end();
    await close();
  }
}

async function measurePages(
  pool: pg.Pool,
  plain: pg.Client,
  { caller, asks }: { readonly caller: Caller; readonly asks: number },
) {
  const statement = { name: 'bench-inbox', text: taskList('todo') };
  const store: number[] = [];
  const raw: number[] = [];
  const counts: number[] = [];
  for (let n = 0; n < asks + 50; n += 1) {
    const stored = await timed(() => listTasks(pool, QUERY, caller));
    const counted = await timed(() => countTasks(pool, QUERY, caller));
    const plainly = await timed(() => plain.query({ ...statement, values: [...listValues(QUERY, caller)] }));
    if (n >= 50) {
      store.push(stored);
      raw.push(plainly);
      counts.push(counted);
    }
  }
  return {
    ratio: rounded(median(store) / median(raw)),
    storeMs: spread(store),
    statementMs: spread(raw),
    countsRatio: rounded(median(counts) / median(raw)),
    countsMs: spread(counts),
  };
}

/** The numbers of a search within a span of days, which are counted on the tasks themselves. */
async function measureFiltered(
  pool: pg.Pool,
  plain: pg.Client,
  { caller, asks }: { readonly caller: Caller; readonly asks: number },
) {
  const counts: number[] = [];
  for (let n = 0; n < asks; n += 1) {
    counts.push(await timed(() => countTasks(pool, FILTERED, caller)));
  }
  const plan = await explain(plain, TASK_GROUPS.tasks, [...countValues(FILTERED, caller)]);
  return { storeMs: spread(counts), plan };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function spread(sample: readonly number[]) {
  return { p50: rounded(median(sample), 3), p99: rounded(quantile(sample, 0.99), 3) };
}

/**
 * Open tasks of seven organs and two roles, due over half a year, with three times as many done ones beside them.
 * The indexes are built after the rows, and the foreign keys, which are all null, are not asked.
 */
async function fill(owner: pg.Client, size: number): Promise<void> {
  const done = Math.min(size * 3, DONE_AT_MOST);
  await owner.query('BEGIN');
  await owner.query('SET LOCAL session_replication_role = replica');
  const indexes = await owner.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i WHERE i.indrelid = 'task'::regclass AND NOT i.indisunique`,
  );
  for (const { name } of indexes.rows) {
    await owner.query(`DROP INDEX ${name}`);
  }
  await owner.query(
    `INSERT INTO task (id, kind, stage, purpose, round, entity_kind, entity_id, jurisdiction, organ, role, subject, state, starts_on, due_on,
       near_on, created_at, done_at, done_by)
     SELECT 'tsk_bench' || lpad(n::text, 16, '0'), 'review', 'departmentReview', 'base', 1, 'claim', 'clm_bench' || n,
       '150600', (ARRAY['HRSS', 'EMERGENCY_MGMT', 'EDUCATION', 'AGRICULTURE', 'DISABLED_FED', 'TRADE_UNION', 'VETERANS'])[1 + n % 7],
       CASE WHEN n % 2 = 0 THEN 'departmentReviewer' ELSE 'noticeOfficer' END,
       '焊工 · LEVEL_5 · 鄂尔多斯市示范职业技能培训学校 · BT-150600-2025-' || n, CASE WHEN n <= $1 THEN 'open' ELSE 'done' END,
       '2025-06-01', date '2025-06-10' + (n::bigint * 7919 % 180)::int, date '2025-06-08' + (n::bigint * 7919 % 180)::int,
       '2025-06-01T01:00:00Z', CASE WHEN n > $1 THEN timestamptz '2025-06-02T01:00:00Z' END, CASE WHEN n > $1 THEN 'per_bench' END
     FROM generate_series(1, $1::int + $2::int) AS n`,
    [size, done],
  );
  for (const { definition } of indexes.rows) {
    await owner.query(definition);
  }
  await owner.query('COMMIT');
  // The rows went past the triggers.
  await owner.query('SELECT tally_all_tasks()');
  await owner.query('VACUUM ANALYZE task, task_tally');
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Heap Fetches'?: number;
  readonly 'Actual Rows'?: number;
  readonly Plans?: readonly PlanNode[];
}

const READ: readonly unknown[] = ['task', 'task_tally'];

/** Every scan that the server makes of tasks and their tally, and that reads a row. */
async function explain(owner: pg.Client, text: string, values: readonly unknown[]) {
  const explained = await owner.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>({
    text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
    values: [...values],
  });
  const root = explained.rows[0]?.['QUERY PLAN'][0]?.Plan;
  const scans =
    root === undefined
      ? []
      : flat(root).filter((node) => READ.includes(node['Relation Name']) && (node['Actual Rows'] ?? 0) > 0);
  return {
    indexOnlyScans: scans.filter((node) => node['Node Type'] === 'Index Only Scan').map((node) => node['Index Name']),
    otherScans: scans.filter((node) => node['Node Type'] !== 'Index Only Scan').map((node) => node['Node Type']),
    heapFetches: scans.reduce((sum, node) => sum + (node['Heap Fetches'] ?? 0), 0),
    sorts: root === undefined ? 0 : flat(root).filter((node) => node['Node Type'].includes('Sort')).length,
  };
}

function flat(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flat)];
}
