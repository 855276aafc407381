import { updateIdOf } from '../api/kernel/entity-desk.ts';
import type { WorkflowHandle } from '@temporalio/client';
import type { ClaimMessage } from '../domain/claim/claim-message.ts';
import { ENTITIES } from '../domain/entities.ts';
import { BENCH_QUEUE, type BenchServers, type CpuTimes } from './bench-servers.ts';
import { createClaimLives, liveThrough, type PreparedClaim } from './claim-life.ts';
import { countOf, timeOf, type Part } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';

const UPDATES = 6;
const LIMIT = 1.15;

interface Spent {
  wallMs: number;
  /** Workflows that gave another result than `closed`. */
  unclosed: number;
  readonly cpuMs: Record<keyof CpuTimes, number>;
}

/**
 * Claims against the floor, one at a time and taking turns, the same messages to both: from the start of the workflow to
 * its end, the time that the client waits. A query after the start waits for the first record. What lies between two messages (batches drafted, inbox rows written) is outside.
 */
export async function measureCost(servers: BenchServers, quick: boolean): Promise<Part> {
  const lives = createClaimLives(servers);
  const rounds = quick ? 2 : 9;
  const claimsARound = quick ? 3 : 12;
  const kept: { readonly claim: Spent; readonly floor: Spent; readonly again: Spent }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const spent = { claim: nothingSpent(), floor: nothingSpent(), again: nothingSpent() };
    for (let n = 0; n < claimsARound; n += 1) {
      const prepared = await lives.prepare(false);
      const messages: ClaimMessage[] = [];
      await runClaim(servers, prepared, { lives, messages, spent: spent.claim });
      await runFloor(servers, prepared, { messages, spent: spent.floor, name: 'floor' });
      await runFloor(servers, prepared, { messages, spent: spent.again, name: 'again' });
    }
    if (round > 0) {
      kept.push(spent);
    }
  }
  return partOf(kept, claimsARound);
}

function partOf(
  rounds: readonly { readonly claim: Spent; readonly floor: Spent; readonly again: Spent }[],
  claimsARound: number,
): Part {
  const walls = rounds.map(({ claim, floor }) => claim.wallMs / floor.wallMs);
  const same = rounds.map(({ again, floor }) => again.wallMs / floor.wallMs);
  const cpu = (spent: Spent) => spent.cpuMs.worker + spent.cpuMs.temporal + spent.cpuMs.postgres;
  const each = (of: (round: (typeof rounds)[number]) => number) => rounded(median(rounds.map(of)) / claimsARound);
  const ratio = (of: (spent: Spent) => number) => rounded(median(rounds.map((one) => of(one.claim) / of(one.floor))));
  return {
    name: 'cost',
    measured: `a standard claim of 40 lines against a bare workflow with the same start, ${UPDATES} Updates and payloads, each with one empty local activity; ${rounds.length} rounds of ${claimsARound}, taking turns`,
    figures: [
      countOf(
        'claims that did not end closed',
        rounds.reduce((sum, { claim }) => sum + claim.unclosed, 0),
        0,
      ),
      timeOf('wall, claim ÷ floor (median of rounds)', rounded(median(walls)), '×', LIMIT),
      timeOf('CPU of all processes, claim ÷ floor', ratio(cpu), '×', LIMIT),
      timeOf(
        'CPU of worker and client, claim ÷ floor',
        ratio((one) => one.cpuMs.worker),
        '×',
      ),
      timeOf('wall, floor ÷ floor (the noise of this machine)', rounded(median(same)), '×'),
      timeOf(
        'wall per claim',
        each(({ claim }) => claim.wallMs),
        'ms',
      ),
      timeOf(
        'wall per floor',
        each(({ floor }) => floor.wallMs),
        'ms',
      ),
      timeOf(
        'CPU per claim',
        each(({ claim }) => cpu(claim)),
        'ms',
      ),
      timeOf(
        'CPU per floor',
        each(({ floor }) => cpu(floor)),
        'ms',
      ),
    ],
    details: { rounds, wallRatios: { low: rounded(quantile(walls, 0)), high: rounded(quantile(walls, 0.999)) } },
  };
}

async function runClaim(
  servers: BenchServers,
  claim: PreparedClaim,
  run: {
    readonly lives: ReturnType<typeof createClaimLives>;
    readonly messages: ClaimMessage[];
    readonly spent: Spent;
  },
): Promise<void> {
  const timed = meter(servers, run.spent);
  const { course, plan } = claim;
  const handle: WorkflowHandle = await timed(() =>
    servers.client.workflow.start(ENTITIES.claim.workflowType, {
      workflowId: `cost/${claim.claimId}`,
      taskQueue: BENCH_QUEUE,
      args: [{ course, plan }],
    }),
  );
  await timed(() => handle.query('current'));
  await liveThrough(run.lives, claim, async (message) => {
    run.messages.push(message);
    return timed(() => handle.executeUpdate(message.kind, { updateId: updateIdOf(message), args: [message] }));
  });
  const outcome: unknown = await timed(() => handle.result());
  run.spent.unclosed += outcome === 'closed' ? 0 : 1;
}

async function runFloor(
  servers: BenchServers,
  { claimId, course, plan }: PreparedClaim,
  run: { readonly messages: readonly ClaimMessage[]; readonly spent: Spent; readonly name: string },
): Promise<void> {
  const timed = meter(servers, run.spent);
  const handle: WorkflowHandle = await timed(() =>
    servers.client.workflow.start('floorWorkflow', {
      workflowId: `${run.name}/${claimId}`,
      taskQueue: BENCH_QUEUE,
      args: [{ course, plan, updates: UPDATES }],
    }),
  );
  await timed(() => handle.query('current'));
  for (const message of run.messages) {
    await timed(() => handle.executeUpdate('floor', { updateId: updateIdOf(message), args: [message] }));
  }
  await timed(() => handle.result());
}

function nothingSpent(): Spent {
  return { wallMs: 0, unclosed: 0, cpuMs: { worker: 0, temporal: 0, postgres: 0 } };
}

/** Adds what a call costs. The servers' times come in ticks of 10 ms, so only their sums over a round say anything. */
function meter(servers: BenchServers, spent: Spent) {
  return async <Value>(call: () => Promise<Value>): Promise<Value> => {
    const before = servers.cpuMs();
    const began = performance.now();
    const value = await call();
    spent.wallMs += performance.now() - began;
    const after = servers.cpuMs();
    for (const name of ['worker', 'temporal', 'postgres'] as const) {
      spent.cpuMs[name] += (after[name] ?? 0) - (before[name] ?? 0);
    }
    return value;
  };
}
