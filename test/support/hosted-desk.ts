import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { WorkflowUpdateRPCTimeoutOrCancelledError, type Client } from '@temporalio/client';
import type pg from 'pg';
import type { EngineRuns, RepairCalls } from '../../activities/repair-ports.ts';
import { createActivities } from '../../activities/create-activities.ts';
import { createEntityWork } from '../../activities/entity-work.ts';
import type { StartInput } from '../../api/kernel/act-ports.ts';
import type { EntityAct } from '../../api/kernel/desk-port.ts';
import { createDesk, type WorkflowDesk } from '../../api/kernel/entity-desk.ts';
import { Problem } from '../../api/kernel/problem.ts';
import { problemOfCode } from '../../api/kernel/refusal-problem.ts';
import { ENTITIES, workflowIdOf, type EntityKind } from '../../domain/entities.ts';
import { ENDED_BATCH_STATES } from '../../domain/payout/batch-course.ts';
import { callersOf } from '../../main/office/sweep-wiring.ts';
import { createActStore } from '../../prisma/kernel/act-store.ts';
import { readStartInput } from '../../prisma/kernel/start-inputs.ts';
import { createRecordings } from '../../prisma/recordings/create-recordings.ts';
import type { RecordingContext } from '../../prisma/recordings/recording-context.ts';
import { createEntityPaging } from '../../prisma/worker/entity-paging.ts';
import { EVERY_WORKFLOW } from '../../workflows/index.ts';
import { API_KEYS, WORKER_KEYS } from './act-keys.ts';
import { hostedEngine } from './hosted-engine.ts';
import { createWorkflowHost, type WorkflowHost } from './workflow-host.ts';

/** The product's deadlines suit a server of its own; here everything shares one process, on any machine. */
const TIMES_LONGER = 10;
const WITHIN_MS = 150_000;

export interface HostedDesk {
  /** The product's own desk. An act is answered when its own workflow has done everything that follows from it. */
  readonly desk: WorkflowDesk;
  /** Sends what an entity, a sweep or a timer sends. @throws Problem with the refusal's code */
  readonly ask: (asked: EntityAct) => Promise<void>;
  /** Moves the clocks of all workflows to an instant, as a jump of the practice clock does. */
  followTo(atMs: number): Promise<void>;
  /** The same for one workflow. */
  readonly forward: (entity: EntityKind, id: string, atMs: number) => Promise<void>;
  /** What the host says of runs, as Temporal does. */
  readonly runs: EngineRuns;
  /** What repairs ask of the engine. */
  readonly starts: Pick<RepairCalls, 'restart' | 'replace'>;
  readonly deliver: RepairCalls['deliver'];
  /** Ends a workflow without a word. */
  readonly terminate: (entity: EntityKind, id: string) => void;
  stop(): void;
}

interface HostedParts {
  /** The pool of the recordings. */
  readonly context: Omit<RecordingContext, 'snapshots'>;
  /** For what only this desk asks, so that nothing of it is counted among the product's statements. */
  readonly reading: pg.Pool;
}

/**
 * The product's workflows, recordings and desk in this process, over one database; `workflow-host.ts` does what Temporal
 * does between them. If a test has changed a row by hand, its workflow is started again from that row.
 */
export function createHostedDesk({ context, reading }: HostedParts): HostedDesk {
  const inputs = new Map<string, StartInput>();
  const host: WorkflowHost = createWorkflowHost({ workflows: EVERY_WORKFLOW, activities: () => ({ ...activities }) });
  const desk = createDesk(clientOf(host, inputs), createActStore(context.pool, API_KEYS));
  const jumping = jumpsOf(reading);
  const alignWithRow = rowAligner(host, inputs, reading);
  const alignedDesk: WorkflowDesk = {
    ...desk,
    async ask(asked, withinMs) {
      await alignWithRow(asked);
      return desk.ask(asked, withinMs);
    },
  };
  const entityWork = createEntityWork({
    store: createEntityPaging(context.pool, context),
    ...callersOf(alignedDesk),
  });
  const activities = createActivities({
    recordings: createRecordings(context),
    entityWork,
    // No Schedule runs here.
    periods: { openPeriod: () => Promise.resolve('notInRule') },
  });
  const offsetOf = (workflowId: string) => inputs.get(workflowId)?.plan.clockOffsetMs ?? 0;
  return {
    desk: {
      ...alignedDesk,
      async act(request) {
        const asked = request.message('asked');
        await alignWithRow(asked);
        const outcome = await desk.act(request);
        await host.quietOf(workflowIdOf(asked.entity, asked.id));
        return outcome;
      },
      async inboxChanged(batchId) {
        await desk.inboxChanged(batchId);
        if (await isEnded(reading, batchId)) {
          // No workflow receives the signal: in the product the sweep of waiting rows pages the inbox.
          await entityWork.takeBatchInbox({ batchId });
        }
      },
    },
    async ask(asked) {
      const answer = await alignedDesk.ask(asked, WITHIN_MS);
      if (answer.kind !== 'done') {
        throw new Problem(answer.kind === 'refused' ? problemOfCode(answer.code) : 'WORKER_UNAVAILABLE');
      }
      await host.quietOf(workflowIdOf(asked.entity, asked.id));
    },
    async forward(entity, id, atMs) {
      await alignWithRow({ entity, id });
      const workflowId = workflowIdOf(entity, id);
      await jumping(atMs, () => host.forward(workflowId, atMs - offsetOf(workflowId)));
    },
    async followTo(atMs) {
      for (const workflowId of host.running()) {
        await host.forward(workflowId, atMs - offsetOf(workflowId));
      }
    },
    ...hostedEngine({ host, inputs, inputFromRow: (entity, id) => inputFromRow(reading, entity, id) }),
    deliver: async (actId) => (await desk.deliver(actId, WITHIN_MS)).kind,
    stop: () => host.stop(),
  };
}

type Asked = Pick<EntityAct, 'entity' | 'id'>;

/** Before a workflow is asked: if its row is not its course, starts it again from the row; one caller at a time. */
function rowAligner(host: WorkflowHost, inputs: Map<string, StartInput>, pool: pg.Pool) {
  const aligning = new Map<string, Promise<void>>();
  const isAsRow = (workflowId: string, input: StartInput | null): boolean => {
    const known = inputs.get(workflowId);
    return (
      input === null ||
      (known !== undefined &&
        host.knows(workflowId) &&
        isDeepStrictEqual(host.query(workflowId, 'current'), input.course) &&
        isDeepStrictEqual(planOf(known), planOf(input)))
    );
  };
  const align = async ({ entity, id }: Asked): Promise<void> => {
    const workflowId = workflowIdOf(entity, id);
    if (isAsRow(workflowId, await inputFromRow(pool, entity, id))) {
      return;
    }
    // Its own act may have changed the row a moment ago.
    await host.quietOf(workflowId);
    const input = await inputFromRow(pool, entity, id);
    if (input === null || isAsRow(workflowId, input)) {
      return;
    }
    host.terminate(workflowId);
    inputs.set(workflowId, input);
    await host.start(ENTITIES[entity].workflowType, workflowId, input);
  };
  return async (asked: Asked): Promise<void> => {
    const workflowId = workflowIdOf(asked.entity, asked.id);
    const before = aligning.get(workflowId) ?? Promise.resolve();
    const own = before.then(() => align(asked));
    aligning.set(
      workflowId,
      own.catch(() => undefined),
    );
    await own;
  };
}

/** While the jump runs, the later of what stands and what is written. */
const laterOf = (column: string) =>
  `CASE clock_jump.state WHEN 'running' THEN greatest(clock_jump.${column}, excluded.${column}) ELSE excluded.${column} END`;

/**
 * A workflow arrives at an instant before the office's clock does: a jump to it is under way (D19). Workflows that are
 * forwarded at the same time share one jump, to the latest instant.
 */
function jumpsOf(pool: pg.Pool) {
  const id = randomUUID();
  const under = { way: 0 };
  let written: Promise<unknown> = Promise.resolve();
  const write = (sql: string, ...values: readonly unknown[]) =>
    (written = written.then(() => pool.query(sql, [...values])));
  return async (atMs: number, forward: () => Promise<void>): Promise<void> => {
    under.way += 1;
    await write(
      `INSERT INTO clock_jump (id, from_offset_ms, to_offset_ms, target_at, state, requested_by, requested_at)
       VALUES ($1, 0, ceil(extract(epoch FROM $2::timestamptz - now()) * 1000), $2, 'running', 'test', now())
       ON CONFLICT (id) DO UPDATE SET state = 'running', target_at = ${laterOf('target_at')},
         to_offset_ms = ${laterOf('to_offset_ms')}`,
      id,
      new Date(atMs),
    );
    try {
      await forward();
    } finally {
      under.way -= 1;
      if (under.way === 0) {
        await write(`UPDATE clock_jump SET state = 'done', done_at = now() WHERE id = $1`, id);
      }
    }
  };
}

/** Without the offset, which each start reads anew. */
function planOf({ plan: { clockOffsetMs: _clockOffsetMs, ...plan } }: StartInput): object {
  return plan;
}

/** Null for a row whose workflow begins as the product starts it: nothing was recorded yet. */
async function inputFromRow(pool: pg.Pool, entity: EntityKind, id: string): Promise<StartInput | null> {
  const course = await createActStore(pool, WORKER_KEYS).courseOf(entity, id);
  return course === null || course.lastActId === '' ? null : readStartInput(pool, entity, id);
}

async function isEnded(pool: pg.Pool, batchId: string): Promise<boolean> {
  const found = await pool.query<{ state: string }>('SELECT state FROM batch WHERE id = $1', [batchId]);
  return ENDED_BATCH_STATES.some((state) => state === found.rows[0]?.state);
}

/** What the product's desk asks of a Temporal client, answered by the host. */
function clientOf(host: WorkflowHost, inputs: Map<string, StartInput>): Client {
  const client = {
    withDeadline: (until: number, work: () => Promise<unknown>) =>
      within(Math.max(0, until - Date.now()) * TIMES_LONGER, work()),
    workflow: {
      async start(type: string, { workflowId, args: [input] }: StartOptions) {
        inputs.set(workflowId, input);
        await host.start(type, workflowId, input);
      },
      executeUpdateWithStart(name: string, { updateId, args, startWorkflowOperation }: UpdateWithStart) {
        const { workflowTypeOrFunc: type, options } = startWorkflowOperation;
        const { workflowId } = options;
        const [input] = options.args;
        if (!host.running().includes(workflowId)) {
          inputs.set(workflowId, input);
        }
        return host.updateWithStart({ type, workflowId, input }, name, args[0], updateId);
      },
      getHandle: (workflowId: string) => ({
        executeUpdate: (name: string, { updateId, args }: UpdateOptions) =>
          host.update(workflowId, name, args[0], updateId),
        signal: ({ name }: { readonly name: string }) => host.signal(workflowId, name),
        query: async (name: string) => host.query(workflowId, name),
      }),
    },
  };
  if (!isAskedAsClient(client)) {
    throw new TypeError('A client without workflows');
  }
  return client;
}

/** Enough of a client for the desk, which asks it nothing else (api/kernel/entity-desk.ts). */
function isAskedAsClient(value: object): value is Client {
  return 'withDeadline' in value && 'workflow' in value;
}

async function within<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new WorkflowUpdateRPCTimeoutOrCancelledError('Not answered in time')), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

interface StartOptions {
  readonly workflowId: string;
  readonly args: readonly [StartInput];
}

interface UpdateWithStart extends UpdateOptions {
  readonly startWorkflowOperation: { readonly workflowTypeOrFunc: string; readonly options: StartOptions };
}

interface UpdateOptions {
  readonly updateId: string;
  readonly args: readonly unknown[];
}
