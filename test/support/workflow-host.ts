import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import {
  ApplicationFailure,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { leave, quiet, type Busy } from './hosted-quiet.ts';
import { asJson, called } from './json-crossing.ts';
import {
  ContinuedRun,
  currentRun,
  stepTimeMs,
  type MessageHandler,
  type RunInfo,
  type WorkflowRun,
} from './workflow-runtime.ts';

type Main = (input: never) => Promise<string>;
type Activity = (input: never) => Promise<unknown>;

export interface HostParts {
  readonly workflows: Readonly<Record<string, Main>>;
  readonly activities: () => Readonly<Record<string, Activity>>;
}

interface Starting {
  readonly type: string;
  readonly workflowId: string;
  readonly input: unknown;
}

export interface WorkflowHost {
  /** Starts a workflow and waits until its first record stands. @throws WorkflowExecutionAlreadyStartedError */
  start(type: string, workflowId: string, input: unknown, info?: Partial<RunInfo>): Promise<void>;
  /** @throws WorkflowUpdateFailedError for a refusal, WorkflowNotFoundError where nobody runs */
  update(workflowId: string, name: string, message: unknown, updateId: string): Promise<unknown>;
  /** Starts the workflow if it does not run, also if it has ended, and updates it before its first step ends. */
  updateWithStart(starting: Starting, name: string, message: unknown, updateId: string): Promise<unknown>;
  signal(workflowId: string, name: string): Promise<void>;
  query(workflowId: string, name: string): unknown;
  /** Moves one workflow's clock, in its own ms, and fires its timers in their order. */
  forward(workflowId: string, nowMs: number): Promise<void>;
  /** The workflow's own clock, in ms. */
  nowOf(workflowId: string): number;
  /** What the workflow returned; undefined while it runs. */
  resultOf(workflowId: string): string | undefined;
  knows(workflowId: string): boolean;
  /** The ids of the workflows that run. */
  running(): readonly string[];
  /** Ends a workflow without a word, as an operator does before it is started anew. */
  terminate(workflowId: string): void;
  /** Until this workflow has nothing to do. */
  quietOf(workflowId: string): Promise<void>;
  /** Until no workflow has anything to do. @throws what a workflow's task failed with */
  quiet(): Promise<void>;
  stop(): void;
}

interface Hosted extends WorkflowRun, Busy {
  aheadMs: number;
  /** Handlers that have not ended. */
  open: number;
  result: string | undefined;
  readonly updates: Map<string, Promise<unknown>>;
}

interface Shared {
  readonly activities: HostParts['activities'];
  readonly runs: Map<string, Hosted>;
  isStopped: boolean;
}

const RETRY_AFTER_MS = 20;
/** After so many attempts an activity's error is written: the test will wait in vain. */
const ATTEMPTS_IN_SILENCE = 50;

/** Runs workflows in this process, over `workflow-runtime.ts`: what Temporal does between a client and a worker. */
export function createWorkflowHost({ workflows, activities }: HostParts): WorkflowHost {
  const shared: Shared = { activities, runs: new Map(), isStopped: false };
  const runOf = (workflowId: string): Hosted => {
    const run = shared.runs.get(workflowId);
    if (run === undefined || run.result !== undefined) {
      throw new WorkflowNotFoundError(`No workflow ${workflowId}`, workflowId, undefined);
    }
    return run;
  };
  const beginRun = ({ type, workflowId, input }: Starting, info: Partial<RunInfo> = {}): Hosted => {
    const main = workflows[type];
    if (main === undefined) {
      throw new RangeError(`No workflow type ${type}`);
    }
    const run = hosted(shared, workflowId, info);
    shared.runs.set(workflowId, run);
    begin(run, main, input);
    return run;
  };
  return {
    async start(type, workflowId, input, info) {
      if (shared.runs.has(workflowId)) {
        throw new WorkflowExecutionAlreadyStartedError('Already started', workflowId, type);
      }
      await quiet([beginRun({ type, workflowId, input }, info)]);
    },
    updateWithStart({ type, workflowId, input }, name, message, updateId) {
      const known = shared.runs.get(workflowId);
      const run = known === undefined || known.result !== undefined ? beginRun({ type, workflowId, input }) : known;
      return update(run, { name, message, updateId });
    },
    terminate: (workflowId) => void shared.runs.delete(workflowId),
    update: (workflowId, name, message, updateId) => update(runOf(workflowId), { name, message, updateId }),
    async signal(workflowId, name) {
      const run = runOf(workflowId);
      await within(run, () => handlerOf(run, name).handle());
      await quiet([run]);
    },
    query: (workflowId, name) => {
      const run = shared.runs.get(workflowId) ?? runOf(workflowId);
      return asJson(currentRun.run(run, () => handlerOf(run, name).handle()));
    },
    async forward(workflowId, nowMs) {
      const run = runOf(workflowId);
      for (let next = dueTimer(run, nowMs); next !== undefined; next = dueTimer(run, nowMs)) {
        run.aheadMs += Math.max(0, next.atMs - run.nowMs());
        run.timers.delete(next);
        next.fire();
        check(run);
        await quiet([run]);
      }
      run.aheadMs += Math.max(0, nowMs - run.nowMs());
    },
    nowOf: (workflowId) => runOf(workflowId).nowMs(),
    resultOf: (workflowId) => shared.runs.get(workflowId)?.result,
    knows: (workflowId) => shared.runs.has(workflowId),
    running: () => [...shared.runs].flatMap(([workflowId, { result }]) => (result === undefined ? [workflowId] : [])),
    quietOf: async (workflowId) => {
      const run = shared.runs.get(workflowId);
      await quiet(run === undefined ? [] : [run]);
    },
    quiet: () => quiet([...shared.runs.values()]),
    stop() {
      shared.isStopped = true;
    },
  };
}

function hosted(shared: Shared, workflowId: string, info: Partial<RunInfo>): Hosted {
  const run: Hosted = {
    workflowId,
    info: { searchAttributes: {}, startTime: new Date(), ...info },
    handlers: new Map(),
    conditions: new Set(),
    timers: new Set(),
    updates: new Map(),
    aheadMs: 0,
    open: 0,
    busy: 0,
    onQuiet: new Set(),
    failure: undefined,
    result: undefined,
    nowMs: () => stepTimeMs() + run.aheadMs,
    activity: (name, input) => activity(shared, run, name, input),
    areHandlersFinished: () => run.open === 0,
  };
  return run;
}

function begin(run: Hosted, main: Main, input: unknown): void {
  currentRun
    .run(run, () => called(main, input))
    .then((result) => {
      run.result = result;
    })
    .catch((error: unknown) => {
      run.failure = error instanceof ContinuedRun ? goOn(run, main, error.input) : error;
    });
  check(run);
}

/** The next run of the same workflow: its clock goes on, and it knows nothing of the Updates of the run before. */
function goOn(run: Hosted, main: Main, input: unknown): void {
  [run.handlers, run.conditions, run.timers, run.updates].forEach((kept) => kept.clear());
  begin(run, main, asJson(input));
}

/** A repeated id finds the first answer. What a validator refuses leaves no trace, so its id may be asked again. */
function update(
  run: Hosted,
  { name, message, updateId }: { readonly name: string; readonly message: unknown; readonly updateId: string },
): Promise<unknown> {
  const known = run.updates.get(updateId);
  if (known !== undefined) {
    return known;
  }
  const { validate, handle } = handlerOf(run, name);
  try {
    currentRun.run(run, () => validate?.(asJson(message)));
  } catch (error) {
    return Promise.reject(updateFailure(error));
  }
  const answered = within(run, () => handle(asJson(message))).then(asJson, (error: unknown) => {
    throw updateFailure(error);
  });
  run.updates.set(updateId, answered);
  return answered;
}

async function within(run: Hosted, work: () => unknown): Promise<unknown> {
  run.open += 1;
  try {
    return await currentRun.run(run, async () => work());
  } finally {
    run.open -= 1;
    check(run);
  }
}

function updateFailure(error: unknown): unknown {
  return error instanceof ApplicationFailure ? new WorkflowUpdateFailedError('Update failed', error) : error;
}

/** As the proxies of `recording-activities.ts` say: repeated until it answers. */
async function activity(shared: Shared, run: Hosted, name: string, input: unknown): Promise<unknown> {
  const work = shared.activities()[name];
  if (work === undefined) {
    throw new RangeError(`No activity ${name}`);
  }
  for (let attempt = 1; ; attempt += 1) {
    run.busy += 1;
    try {
      return asJson(await currentRun.exit(() => called(work, input)));
    } catch (error) {
      if (attempt === ATTEMPTS_IN_SILENCE) {
        process.stderr.write(`${name} of ${run.workflowId} fails again and again: ${inspect(error)}\n`);
      }
    } finally {
      check(run);
      leave(run);
    }
    await pause(RETRY_AFTER_MS);
    if (shared.isStopped) {
      return new Promise(() => undefined);
    }
  }
}

/** After every step of a workflow: conditions that are met let it go on, until none is. */
function check(run: Hosted): void {
  run.busy += 1;
  setImmediate(() => {
    const met = currentRun.run(run, () => [...run.conditions].filter(({ isMet }) => isMet()));
    for (const one of met) {
      run.conditions.delete(one);
      one.resume();
    }
    if (met.length > 0) {
      check(run);
    }
    leave(run);
  });
}

function dueTimer({ timers }: Hosted, nowMs: number) {
  return [...timers].filter(({ atMs }) => atMs <= nowMs).toSorted((one, other) => one.atMs - other.atMs)[0];
}

function handlerOf(run: Hosted, name: string): MessageHandler {
  const handler = run.handlers.get(name);
  if (handler === undefined) {
    throw new RangeError(`${run.workflowId} takes no ${name}`);
  }
  return handler;
}
