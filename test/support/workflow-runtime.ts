/**
 * Stands for `@temporalio/workflow` where workflows run in the test's own process (vitest.config.ts): the same workflow
 * code, with waiting, timers and activities answered by `workflow-host.ts`. What needs no running workflow is the SDK's own.
 * The sandbox, histories and replay are proven on the real server.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { CancelledFailure } from '@temporalio/common';

export * from '@temporalio/workflow/lib/index.js';

type Handler = (...args: readonly unknown[]) => unknown;

export interface MessageHandler {
  readonly handle: Handler;
  readonly validate: Handler | undefined;
}

export interface Timer {
  /** In ms on the workflow's own clock. */
  readonly atMs: number;
  fire(): void;
}

/** What a workflow may ask of its own start. */
export interface RunInfo {
  readonly searchAttributes: Readonly<Record<string, readonly unknown[]>>;
  readonly startTime: Date;
}

/** A workflow that runs in this process. */
export interface WorkflowRun {
  readonly workflowId: string;
  readonly info: RunInfo;
  readonly handlers: Map<string, MessageHandler>;
  readonly conditions: Set<{ readonly isMet: () => boolean; readonly resume: () => void }>;
  readonly timers: Set<Timer>;
  /** What `Date.now()` says inside the workflow, in ms. */
  nowMs(): number;
  /** Runs an activity outside the workflow, and again until it answers. */
  activity(name: string, input: unknown): Promise<unknown>;
  areHandlersFinished(): boolean;
}

export const currentRun = new AsyncLocalStorage<WorkflowRun>();
const currentScope = new AsyncLocalStorage<Set<() => void>>();

const systemNow = Date.now;
let steppedAtMs: number | null = null;

/** The clock of this process, standing still until the next turn of the event loop, as Temporal's does within a task. */
export function stepTimeMs(): number {
  if (steppedAtMs === null) {
    steppedAtMs = systemNow();
    setImmediate(() => {
      steppedAtMs = null;
    });
  }
  return steppedAtMs;
}

Date.now = () => currentRun.getStore()?.nowMs() ?? systemNow();

function here(): WorkflowRun {
  const run = currentRun.getStore();
  if (run === undefined) {
    throw new RangeError('Only a workflow may ask this');
  }
  return run;
}

export function workflowInfo(): RunInfo {
  return here().info;
}

export function condition(isMet: () => boolean, timeout?: never): Promise<void> {
  if (timeout !== undefined) {
    throw new RangeError('A condition with a timeout is outside the budget of events (design §5)');
  }
  const { conditions } = here();
  return isMet()
    ? Promise.resolve()
    : new Promise((resume) => {
        conditions.add({ isMet, resume });
      });
}

/** Ends on the workflow's own clock, or with a `CancelledFailure` when its scope is cancelled. */
export function sleep(duration: number | string): Promise<void> {
  const run = here();
  const atMs = run.nowMs() + (typeof duration === 'number' ? duration : secondsOf(duration) * 1_000);
  return new Promise((resolve, reject) => {
    const timer = { atMs, fire: resolve };
    run.timers.add(timer);
    currentScope.getStore()?.add(() => {
      if (run.timers.delete(timer)) {
        reject(new CancelledFailure('Timer cancelled'));
      }
    });
  });
}

function secondsOf(text: string): number {
  const seconds = /^(?<count>\d+) seconds?$/.exec(text)?.groups?.['count'];
  if (seconds === undefined) {
    throw new RangeError(`Not a number of seconds: ${text}`);
  }
  return Number(seconds);
}

/** Constructed with `new`, as the SDK's class is. */
export const CancellationScope = function cancellationScope() {
  const cancels = new Set<() => void>();
  return {
    run: <Result>(work: () => Promise<Result>): Promise<Result> => currentScope.run(cancels, work),
    cancel: (): void => {
      for (const cancel of cancels) {
        cancel();
      }
    },
  };
};

/** What ends a run that goes on in another one. */
export class ContinuedRun extends Error {
  override readonly name = 'ContinuedRun';
  readonly input: unknown;
  constructor(input: unknown) {
    super('The workflow goes on in another run');
    this.input = input;
  }
}

/** Ends the run; the host begins the next one with the input. */
export function continueAsNew(input: unknown): Promise<never> {
  return Promise.reject(new ContinuedRun(input));
}

export function setHandler(
  { name }: { readonly name: string },
  handle: Handler,
  options: { readonly validator?: Handler } = {},
): void {
  here().handlers.set(name, { handle, validate: options.validator });
}

export const allHandlersFinished = (): boolean => here().areHandlersFinished();

export const proxyLocalActivities = proxyActivities;

export function proxyActivities(): Readonly<Record<string, (input: unknown) => Promise<unknown>>> {
  return new Proxy<Record<string, (input: unknown) => Promise<unknown>>>(
    {},
    { get: (_target, name) => (input: unknown) => here().activity(String(name), input) },
  );
}
