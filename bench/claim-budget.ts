import { updateIdOf } from '../api/kernel/entity-desk.ts';
import type { WorkflowHandle } from '@temporalio/client';
import type pg from 'pg';
import { STANDARD, WHOLE_LIFE } from '../test/support/claim-budget.ts';
import { ENTITIES } from '../domain/entities.ts';
import { BENCH_QUEUE, type BenchServers } from './bench-servers.ts';
import { createClaimLives, liveThrough, type ClaimLives, type PreparedClaim } from './claim-life.ts';
import { countOf, type Figure, type Part } from './report.ts';

const BUDGETS = { standard: STANDARD, 'with contract check': WHOLE_LIFE } as const;

/** One claim of each life on the real server, undisturbed and after another one that warms the worker up, and what its history holds afterwards. */
export async function measureBudget(servers: BenchServers): Promise<Part> {
  const lives = createClaimLives(servers);
  const figures: Figure[] = [];
  const details: Record<string, unknown> = {};
  await live(servers, lives, await lives.prepare(true));
  for (const [life, budget] of Object.entries(BUDGETS)) {
    const { handle, outcome } = await live(servers, lives, await lives.prepare(life !== 'standard'));
    const counted = await countHistory(handle);
    for (const name of ['events', 'workflowTasks', 'transitions', 'bytes'] as const) {
      figures.push(countOf(`${life}: ${name}`, counted[name], budget[name]));
    }
    details[life] = { outcome, lines: 40, ...counted };
  }
  return {
    name: 'budget',
    measured:
      'events, workflow tasks, persisted transitions and bytes of one undisturbed claim of 40 lines (design §5)',
    figures,
    details,
  };
}

async function live(
  { client, database: { pool } }: BenchServers,
  lives: ClaimLives,
  claim: PreparedClaim,
): Promise<{ readonly handle: WorkflowHandle; readonly outcome: unknown }> {
  const handle: WorkflowHandle = await client.workflow.start(ENTITIES.claim.workflowType, {
    workflowId: `budget/${claim.claimId}`,
    taskQueue: BENCH_QUEUE,
    args: [{ course: claim.course, plan: claim.plan }],
  });
  await untilBegun(pool, claim.claimId);
  await liveThrough(lives, claim, (message) =>
    handle.executeUpdate(message.kind, { updateId: updateIdOf(message), args: [message] }),
  );
  return { handle, outcome: await handle.result() };
}

/** The first record, as the product awaits it: a query before it would cut the first workflow task in two. */
async function untilBegun(pool: pg.Pool, claimId: string): Promise<void> {
  for (let isBegun = false; !isBegun;) {
    const found = await pool.query('SELECT FROM claim WHERE id = $1 AND revision > 0', [claimId]);
    isBegun = found.rowCount === 1;
  }
}

async function countHistory(handle: WorkflowHandle) {
  const { raw } = await handle.describe();
  const { events = [] } = await handle.fetchHistory();
  const types = new Map<string, number>();
  const bytes = new Map<string, number>();
  for (const event of events ?? []) {
    const attributes = Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? String(event.eventType);
    const name = attributes.replace('EventAttributes', '');
    types.set(name, (types.get(name) ?? 0) + 1);
    bytes.set(name, (bytes.get(name) ?? 0) + payloadBytes(event));
  }
  const info = raw.workflowExecutionInfo;
  return {
    events: Number(info?.historyLength ?? 0),
    workflowTasks: types.get('workflowTaskCompleted') ?? 0,
    transitions: Number(info?.stateTransitionCount ?? 0),
    bytes: Number(info?.historySizeBytes ?? 0),
    eventsByType: Object.fromEntries(types),
    payloadBytesByType: Object.fromEntries(bytes),
  };
}

/** What we put into the history, without the server's own fields. */
function payloadBytes(value: unknown): number {
  if (value instanceof Uint8Array) {
    return value.length;
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, inner) => sum + payloadBytes(inner), 0)
    : 0;
}
