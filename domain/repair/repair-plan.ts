import type { EntityKind } from '../entities.ts';
import { unreachable } from '../verdict.ts';
import { faultsOf, type RepairFacts, type StandingHold } from './repair-facts.ts';
import type {
  ChangedThing,
  EngineOperation,
  MoneyEffect,
  PreconditionCode,
  RepairCommand,
  SideEffectKind,
} from './repair-words.ts';

/** A command with what it is about. */
export type AskedRepair =
  | { readonly command: Exclude<RepairCommand, 'releaseHold' | 'reassignTask'> }
  | { readonly command: 'releaseHold'; readonly holdId: string }
  /** `to`: a person; null: back to everybody of the task's seat. */
  | { readonly command: 'reassignTask'; readonly taskId: string; readonly to: string | null };

/** What a command is about, as it is kept. */
export interface RepairParameters {
  readonly holdId?: string;
  readonly taskId?: string;
  readonly to?: string | null;
}

export function parametersOf({ command: _command, ...parameters }: AskedRepair): RepairParameters {
  return parameters;
}

/** The command that was kept with these parameters. */
export function askedOf(
  command: RepairCommand,
  { holdId = '', taskId = '', to = null }: RepairParameters,
): AskedRepair {
  if (command === 'releaseHold') {
    return { command, holdId };
  }
  return command === 'reassignTask' ? { command, taskId, to } : { command };
}

/** One thing that a repair changes; `id`: of the act, task or hold. */
export interface Difference {
  readonly what: ChangedThing;
  readonly id: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a repair does, before anything is done: the same facts give the same plan. */
export interface RepairPlan {
  readonly command: RepairCommand;
  readonly difference: readonly Difference[];
  /** `at`: an instant in ms of business time; `count`: of acts. */
  readonly sideEffects: readonly { readonly kind: SideEffectKind; readonly at?: number; readonly count?: number }[];
  readonly moneyEffect: MoneyEffect;
  readonly reversible: boolean;
  /** In the order in which they are asked. */
  readonly preconditions: readonly { readonly code: PreconditionCode; readonly holds: boolean }[];
  readonly engineOperation: EngineOperation;
}

/** Plans a repair of one entity. Nothing is done; a plan whose preconditions do not all hold is refused by its first one. */
export function planRepair(kind: EntityKind, asked: AskedRepair, facts: RepairFacts): RepairPlan {
  switch (asked.command) {
    case 'restartMissingWorkflow':
      return restart(kind, facts);
    case 'terminateAndReplace':
      return replace(kind, facts);
    case 'retryStep':
      return retry(kind, facts);
    case 'rebuildProjection':
      return rebuild(facts);
    case 'closeOrphanTasks':
      return closeOrphans(facts);
    case 'reassignTask':
      return reassign(asked, facts);
    case 'releaseHold':
      return release(asked.holdId, facts);
    default:
      return unreachable(asked);
  }
}

/** The code of the first precondition that does not hold; null: the repair may be proposed. */
export function refusalOfPlan({ preconditions }: RepairPlan): PreconditionCode | null {
  return preconditions.find(({ holds }) => !holds)?.code ?? null;
}

function restart(kind: EntityKind, facts: RepairFacts): RepairPlan {
  const { run } = facts;
  return {
    command: 'restartMissingWorkflow',
    difference: [{ what: 'run', id: null, before: run.kind === 'ended' ? run.status : 'none', after: 'open' }],
    sideEffects: ofNewRun(kind, facts),
    moneyEffect: moneyOfActs(kind, facts),
    reversible: false,
    preconditions: [underWay(facts), { code: 'RUN_OPEN', holds: run.kind === 'none' || run.kind === 'ended' }],
    engineOperation: 'start',
  };
}

function replace(kind: EntityKind, facts: RepairFacts): RepairPlan {
  const { run, revision } = facts;
  const ownRevision = run.kind === 'open' ? run.ownRevision : null;
  const engine = faultsOf(facts).filter((fault) => fault.startsWith('workflow') || fault === 'actNotRecorded');
  return {
    command: 'terminateAndReplace',
    difference: [
      { what: 'run', id: null, before: run.kind === 'open' ? run.runId : null, after: 'open' },
      {
        what: 'runRevision',
        id: null,
        before: ownRevision === null ? null : String(ownRevision),
        after: String(revision),
      },
    ],
    sideEffects: [{ kind: 'runEnded' }, ...ofNewRun(kind, facts)],
    moneyEffect: moneyOfActs(kind, facts),
    reversible: false,
    preconditions: [underWay(facts), hasRun(facts), { code: 'NOTHING_TO_REPAIR', holds: engine.length > 0 }],
    engineOperation: 'terminateAndStart',
  };
}

function retry(kind: EntityKind, facts: RepairFacts): RepairPlan {
  const { waitingActs } = facts;
  return {
    command: 'retryStep',
    difference: waitingActs.map(({ actId }) => ({ what: 'act', id: actId, before: 'accepted', after: 'recorded' })),
    sideEffects: [{ kind: 'goesOn' }],
    moneyEffect: moneyOfActs(kind, facts),
    reversible: false,
    preconditions: [hasRun(facts), { code: 'NOTHING_TO_REPAIR', holds: waitingActs.length > 0 }],
    engineOperation: 'update',
  };
}

function rebuild(facts: RepairFacts): RepairPlan {
  const { missing, orphans } = facts.tasks;
  return {
    command: 'rebuildProjection',
    difference: [
      ...missing.map(
        ({ kind, stage }) => ({ what: 'task', id: null, before: null, after: `${kind} ${stage}` }) as const,
      ),
      ...orphans.map(({ taskId, kind }) => ({ what: 'task', id: taskId, before: kind, after: null }) as const),
    ],
    sideEffects: [],
    moneyEffect: 'none',
    reversible: false,
    preconditions: [underWay(facts), { code: 'NOTHING_TO_REPAIR', holds: missing.length + orphans.length > 0 }],
    engineOperation: 'none',
  };
}

function closeOrphans(facts: RepairFacts): RepairPlan {
  const { orphans } = facts.tasks;
  return {
    command: 'closeOrphanTasks',
    difference: orphans.map(({ taskId, kind }) => ({ what: 'task', id: taskId, before: kind, after: null })),
    sideEffects: [],
    moneyEffect: 'none',
    reversible: false,
    preconditions: [begun(facts), { code: 'NOTHING_TO_REPAIR', holds: orphans.length > 0 }],
    engineOperation: 'none',
  };
}

function reassign({ taskId, to }: Extract<AskedRepair, { command: 'reassignTask' }>, facts: RepairFacts): RepairPlan {
  const taken = facts.taken.find((one) => one.taskId === taskId);
  return {
    command: 'reassignTask',
    difference: [{ what: 'assignee', id: taskId, before: taken?.assigneeId ?? null, after: to }],
    sideEffects: [],
    moneyEffect: 'none',
    reversible: true,
    preconditions: [{ code: 'NOTHING_TO_REPAIR', holds: taken?.isAssigneeGone === true }],
    engineOperation: 'none',
  };
}

function release(holdId: string, facts: RepairFacts): RepairPlan {
  const hold: StandingHold | undefined = facts.holds.find((one) => one.holdId === holdId);
  return {
    command: 'releaseHold',
    difference: [{ what: 'hold', id: holdId, before: hold?.category ?? null, after: null }],
    sideEffects: [{ kind: 'goesOn' }],
    moneyEffect: 'none',
    reversible: true,
    preconditions: [
      underWay(facts),
      { code: 'NOTHING_TO_REPAIR', holds: hold !== undefined },
      { code: 'CASE_OPEN', holds: hold?.isOfCase !== true },
      hasRun(facts),
    ],
    engineOperation: 'update',
  };
}

function underWay({ isBegun, isEnded }: RepairFacts): RepairPlan['preconditions'][number] {
  return { code: 'WRONG_STATE', holds: isBegun && !isEnded };
}

function begun({ isBegun }: RepairFacts): RepairPlan['preconditions'][number] {
  return { code: 'WRONG_STATE', holds: isBegun };
}

function hasRun({ run }: RepairFacts): RepairPlan['preconditions'][number] {
  return { code: 'RUN_MISSING', holds: run.kind === 'open' };
}

/** A new run goes on from the row: it arms the row's timer and takes what waits for it. */
function ofNewRun(kind: EntityKind, { timerAtMs, waitingActs, state }: RepairFacts): RepairPlan['sideEffects'] {
  return [
    ...(timerAtMs === null ? [] : [{ kind: 'timerArmed', at: timerAtMs } as const]),
    ...(waitingActs.length === 0 ? [] : [{ kind: 'actsSent', count: waitingActs.length } as const]),
    ...(kind === 'batch' && state === 'sent' ? [{ kind: 'inboxTaken' } as const] : []),
  ];
}

/** A repair instructs nothing itself; a checker's release that was kept is applied by it. */
function moneyOfActs(kind: EntityKind, { waitingActs }: RepairFacts): MoneyEffect {
  return kind === 'batch' && waitingActs.some(({ act }) => act === 'release') ? 'mayInstruct' : 'none';
}
