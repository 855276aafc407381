import type { Actor } from '../../domain/authority/actor.ts';
import type { EntityKind } from '../../domain/entities.ts';
import type { SeenFaults } from '../../domain/repair/repair-facts.ts';
import type { AskedRepair, RepairParameters, RepairPlan } from '../../domain/repair/repair-plan.ts';
import type { RepairCommand, RepairFailure, RepairState } from '../../domain/repair/repair-words.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Caller } from '../kernel/caller.ts';
import type { RepairFacts } from '../../domain/repair/repair-facts.ts';

export interface PersonOfRepair {
  readonly id: string;
  readonly displayName: string;
}

export interface RepairRecord {
  readonly id: string;
  readonly entity: { readonly kind: EntityKind; readonly id: string };
  readonly jurisdiction: string;
  readonly command: RepairCommand;
  readonly parameters: RepairParameters;
  readonly reason: string;
  readonly state: RepairState;
  readonly revision: number;
  readonly dryRun: RepairPlan;
  readonly digest: string;
  readonly before: SeenFaults;
  readonly after: SeenFaults | null;
  readonly proposedBy: PersonOfRepair;
  readonly proposedAt: Date;
  readonly lapsesOn: IsoDate;
  readonly approvedBy: PersonOfRepair | null;
  readonly approvedAt: Date | null;
  readonly rejectedBy: PersonOfRepair | null;
  readonly rejection: string | null;
  readonly appliedAt: Date | null;
  readonly endedAt: Date | null;
  readonly failure: RepairFailure | null;
}

export interface RepairBy {
  readonly caller: Caller;
  readonly at: Date;
}

/** An entity as it stands now: row, tasks, holds, acts and engine. */
export interface LookedAt {
  readonly jurisdiction: string;
  readonly facts: RepairFacts;
  readonly seen: SeenFaults;
}

/** Repairs of entities in the caller's jurisdiction and below. */
export interface RepairStore {
  /** Null for a draft and for what is not there. */
  look(entity: EntityKind, id: string, at: Date): Promise<LookedAt | null>;
  /** Stores a proposal; a repeat of the caller's key finds the one that it made. Returns its id. */
  propose(
    proposal: {
      readonly entity: EntityKind;
      readonly entityId: string;
      readonly asked: AskedRepair;
      readonly plan: RepairPlan;
      readonly looked: LookedAt;
      readonly reason: string;
    },
    by: RepairBy & { readonly key: string | undefined },
  ): Promise<string>;
  /** Whether a person may have a task: seat, separation of duties, declared relations. */
  mayHave(taskId: string, personId: string): Promise<boolean>;
  /** The digest of a plan on what was looked at. */
  digestOf(plan: RepairPlan, looked: LookedAt): string;
  /**
   * Lets the worker apply it. `digest`: of the dry run made again now. The act of the approver that a command sends is kept
   * in the same transaction.
   */
  approve(
    repairId: string,
    now: { readonly digest: string; readonly ifMatch: number },
    by: RepairBy & { readonly actor: Actor },
  ): Promise<
    | 'approved'
    | 'NOT_FOUND'
    | 'WRONG_STATE'
    | 'SAME_PERSON_FORBIDDEN'
    | 'ROLE_REQUIRED'
    | 'STALE'
    | 'NO_LONGER_FITS'
    | 'REPAIR_OPEN'
  >;
  reject(
    repairId: string,
    said: { readonly reason: string; readonly ifMatch: number },
    by: RepairBy,
  ): Promise<'rejected' | 'NOT_FOUND' | 'WRONG_STATE' | 'STALE'>;
  find(repairId: string, caller: Caller): Promise<RepairRecord | null>;
  /** Newest first; returns `limit` + 1 rows if there is a next page. */
  list(
    query: {
      readonly state: RepairState | undefined;
      readonly command: RepairCommand | undefined;
      readonly entity: { readonly kind: EntityKind; readonly id: string } | undefined;
      readonly limit: number;
      readonly after: readonly [proposedMs: number, id: string] | null;
    },
    caller: Caller,
  ): Promise<readonly RepairRecord[]>;
}
