import { eventNames, heartbeatsIn, runHistories } from './histories.ts';
import type { RunningOffice } from './running-office.ts';

/** One run of a title, as it would be without the practice clock and on a machine that is fast enough. */
export interface TitleRun {
  readonly runId: string;
  readonly events: number;
  readonly workflowTasks: number;
  /** The events as they stand. */
  readonly all: readonly string[];
}

export interface RunBudget {
  readonly events: number;
  readonly workflowTasks: number;
}

/** Design §5b. The first run goes from the application over the first payment to the first year's opening. */
export const TO_FIRST_PAYMENT: RunBudget = { events: 110, workflowTasks: 18 };
export const GOOD_YEAR: RunBudget = { events: 30, workflowTasks: 5 };
export const YEAR_WITH_RECTIFICATION: RunBudget = { events: 45, workflowTasks: 8 };
export const ACCEPTANCE: RunBudget = { events: 24, workflowTasks: 4 };
export const REVOCATION: RunBudget = { events: 30, workflowTasks: 5 };

/** What a jump of the practice clock adds to a history. */
const OF_JUMPS = ['WORKFLOW_EXECUTION_OPTIONS_UPDATED', 'WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED'];

const EVENTS_PER_HEARTBEAT = 3;

/** A chain of runs, the first one first, to one run of it or to the latest. */
export async function runsOf(
  running: RunningOffice,
  workflowId: string,
  lastRunId?: string,
): Promise<readonly TitleRun[]> {
  const runs: TitleRun[] = [];
  for (const { runId, history } of await runHistories(running, workflowId, lastRunId)) {
    const all = eventNames(history);
    const heartbeats = heartbeatsIn(all);
    const times = (...names: readonly string[]) => all.filter((event) => names.includes(event)).length;
    runs.push({
      runId,
      events: all.length - times(...OF_JUMPS) - EVENTS_PER_HEARTBEAT * heartbeats,
      workflowTasks: times('WORKFLOW_TASK_COMPLETED') - heartbeats,
      all,
    });
  }
  return runs;
}

export async function latestRunOf({ client }: RunningOffice, workflowId: string): Promise<string> {
  return (await client.workflow.getHandle(workflowId).describe()).runId;
}

export function together(one: RunBudget, more: RunBudget): RunBudget {
  return { events: one.events + more.events, workflowTasks: one.workflowTasks + more.workflowTasks };
}

/** The runs above their budgets, with their events. */
export function aboveBudgets(runs: readonly TitleRun[], budgets: readonly RunBudget[]): readonly object[] {
  return runs.flatMap((run, position) => {
    const { events, workflowTasks } = budgets[position] ?? { events: 0, workflowTasks: 0 };
    return run.events > events || run.workflowTasks > workflowTasks ? [{ position, ...run }] : [];
  });
}
