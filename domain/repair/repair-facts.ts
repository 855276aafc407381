import type { TaskKind } from '../task/task-words.ts';
import { unreachable } from '../verdict.ts';
import type { Fault } from './repair-words.ts';

/** What Temporal says of the newest run of an entity's workflow. */
export type RunFacts =
  | {
      readonly kind: 'open';
      readonly runId: string;
      /** The revision that the run stands at; null where it does not answer. */
      readonly ownRevision: number | null;
      readonly isTaskFailing: boolean;
    }
  | { readonly kind: 'ended'; readonly runId: string; readonly status: string }
  | { readonly kind: 'none' }
  /** The server did not answer. */
  | { readonly kind: 'unreached' };

/** An act that is kept, and neither recorded nor refused, although the relays have sent it. */
export interface WaitingAct {
  readonly actId: string;
  readonly act: string;
}

export interface StandingHold {
  readonly holdId: string;
  readonly category: string;
  /** An integrity case holds the claim: only its end releases it. */
  readonly isOfCase: boolean;
}

/** The open tasks of an entity beside those that its course wants. */
export interface TasksFound {
  readonly missing: readonly { readonly kind: TaskKind; readonly stage: string; readonly round: number }[];
  readonly orphans: readonly { readonly taskId: string; readonly kind: TaskKind }[];
}

/** An open task that somebody has taken. */
export interface TakenTask {
  readonly taskId: string;
  readonly assigneeId: string;
  /** The account of this person is disabled. */
  readonly isAssigneeGone: boolean;
}

/** All that repairs of one entity are planned and judged by. */
export interface RepairFacts {
  readonly state: string;
  /** Of the row's course; 0 before the first record. */
  readonly revision: number;
  /** The row has a course: its workflow has recorded something. */
  readonly isBegun: boolean;
  readonly isEnded: boolean;
  /** The next own turn of the course, in ms of business time; null where it waits for none. */
  readonly timerAtMs: number | null;
  readonly run: RunFacts;
  /** The oldest first. */
  readonly waitingActs: readonly WaitingAct[];
  readonly tasks: TasksFound;
  readonly taken: readonly TakenTask[];
  readonly holds: readonly StandingHold[];
}

/** What stood at one look: why it waits, and what is wrong. Instants in ms of business time. */
export interface SeenFaults {
  /** Of the diagnosis; null where the entity has none and nothing is wrong. */
  readonly cause: string | null;
  readonly faults: readonly Fault[];
  readonly atMs: number;
}

/** How many attempts of a workflow task fail before the run counts as failing: a worker that restarts fails one or two. */
export const FAILING_AFTER_ATTEMPTS = 3;

/** What is wrong with an entity now, in the order in which it is told. */
export function faultsOf(facts: RepairFacts): readonly Fault[] {
  const { waitingActs, tasks, taken, holds } = facts;
  return [
    ...(facts.isBegun && !facts.isEnded ? engineFaults(facts) : []),
    ...(waitingActs.length > 0 ? (['actNotRecorded'] as const) : []),
    ...(tasks.missing.length > 0 ? (['noOpenTask'] as const) : []),
    ...(tasks.orphans.length > 0 ? (['orphanTask'] as const) : []),
    ...(taken.some(({ isAssigneeGone }) => isAssigneeGone) ? (['assigneeGone'] as const) : []),
    ...(holds.length > 0 ? (['held'] as const) : []),
  ];
}

function engineFaults({ run, revision }: RepairFacts): readonly Fault[] {
  switch (run.kind) {
    case 'none':
      return ['workflowMissing'];
    case 'ended':
      return ['workflowEnded'];
    case 'unreached':
      return [];
    case 'open':
      return runFaults(run, revision);
    default:
      return unreachable(run);
  }
}

function runFaults(
  { ownRevision, isTaskFailing }: Extract<RunFacts, { readonly kind: 'open' }>,
  revision: number,
): readonly Fault[] {
  return [
    ...(ownRevision !== null && ownRevision < revision ? (['workflowBehind'] as const) : []),
    ...(isTaskFailing ? (['workflowTaskFailing'] as const) : []),
  ];
}

/** Why the entity waits: a hold first, then its engine, then what its diagnosis says; null where nothing is wrong. */
export function causeOf(faults: readonly Fault[], diagnosed: string | null): string | null {
  const engine = faults.find((fault) => fault.startsWith('workflow'));
  return diagnosed === 'held' ? diagnosed : (engine ?? diagnosed ?? faults[0] ?? null);
}
