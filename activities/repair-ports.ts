import type { EntityKind } from '../domain/entities.ts';
import type { RepairFacts, RunFacts, SeenFaults } from '../domain/repair/repair-facts.ts';
import type { AskedRepair } from '../domain/repair/repair-plan.ts';
import type { RepairFailure } from '../domain/repair/repair-words.ts';

/** What Temporal says of runs, asked now. */
export interface EngineRuns {
  /** Within two seconds; `unreached` after them. */
  runOf(entity: EntityKind, id: string): Promise<RunFacts>;
}

/** An entity as it stands now: row, tasks, holds, acts and engine. */
export interface SeenEntity {
  readonly jurisdiction: string;
  readonly facts: RepairFacts;
  readonly seen: SeenFaults;
}

export type LookAtEntity = (entity: EntityKind, id: string, at: Date) => Promise<SeenEntity | null>;

/** An approved repair that is under way. */
export interface RepairUnderWay {
  readonly repairId: string;
  readonly entity: EntityKind;
  readonly id: string;
  readonly asked: AskedRepair;
  /** The kept act of the approver, for a command that sends one. */
  readonly actId: string | null;
  /** The run that stood when it was proposed; null where there was none. */
  readonly formerRunId: string | null;
}

export interface AppliedRepair extends RepairUnderWay {
  readonly before: SeenFaults;
  readonly probes: number;
  /** Since its application, by the real clock. */
  readonly sinceAppliedMs: number;
}

/** The repairs as the worker finds and leaves them; every change is in the audit of the repair and of its entity. */
export interface RepairWorkStore {
  /** Ends the repairs whose proposal or approval no API process signed, and returns the others that are not applied yet. */
  toApply(at: Date): Promise<readonly RepairUnderWay[]>;
  /** Marks it as applied, once. */
  applied(repairId: string, at: Date): Promise<void>;
  /**
   * Makes a claim's open tasks those that its course wants, and marks the repair as applied, in one transaction.
   * `endsOnly`: opens none.
   */
  rebuildTasks(repairId: string, of: { readonly claimId: string; readonly endsOnly: boolean }, at: Date): Promise<void>;
  /** Gives a task to another person, or back to its seat, and marks the repair as applied, in one transaction. */
  reassignTask(
    repairId: string,
    of: { readonly taskId: string; readonly former: string; readonly to: string | null },
    at: Date,
  ): Promise<void>;
  /** Whether a person may have a task: seat, separation of duties, declared relations. */
  mayHave(taskId: string, personId: string): Promise<boolean>;
  failed(repairId: string, failure: RepairFailure, at: Date): Promise<void>;
  toProbe(): Promise<readonly AppliedRepair[]>;
  /** Keeps what was seen, and ends the repair if `end` says so. */
  probed(
    repairId: string,
    found: { readonly seen: SeenFaults; readonly end: 'healed' | 'notHealed' | 'madeWorse' | null },
    at: Date,
  ): Promise<void>;
  /** Ends the proposals whose last day is over. Returns how many. */
  lapse(at: Date): Promise<number>;
}

/** The engine operations and messages of repairs. */
export interface RepairCalls {
  /** Starts a run that goes on from the row. Returns false if one is open. */
  restart(entity: EntityKind, id: string): Promise<boolean>;
  /** Ends the open run and starts one that goes on from the row. */
  replace(entity: EntityKind, id: string): Promise<void>;
  /** Sends a kept act again. */
  deliver(actId: string): Promise<'done' | 'refused' | 'unanswered'>;
}
