import type { ActState } from '../../domain/codes.ts';
import type { BulkPlan, BulkRevisions } from '../../domain/task/bulk-course.ts';
import type { PledgedResult } from '../../domain/task/bulk-words.ts';
import type { ActRequest } from '../kernel/desk-port.ts';
import type { ClaimCase } from './task-ports.ts';

/** One task as the plan of a bulk found it. */
export interface BulkPlanItem extends BulkRevisions {
  readonly taskId: string;
  /** Null where the bulk would decide the task; else the code of why not. */
  readonly why: string | null;
  readonly amountFen: number;
}

/** A plan that somebody may pledge until it expires. */
export interface NewBulk {
  readonly personId: string;
  /** What is decided on each task, as JSON. */
  readonly content: string;
  readonly planHash: string;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly items: readonly BulkPlanItem[];
}

export interface BulkItem extends BulkPlanItem {
  readonly result: PledgedResult | null;
  readonly problem: string | null;
  readonly act: { readonly state: ActState; readonly refusalCode: string | null } | null;
}

export interface Bulk extends BulkPlan {
  readonly id: string;
  readonly content: string;
  readonly pledgedAt: Date | null;
  /** The idempotency key of the request that pledged it. */
  readonly pledgeKey: string | null;
  readonly items: readonly BulkItem[];
}

/** What the pledge does with a task that was able: an act, or what it found. */
export type PledgedTask = { readonly taskId: string } & (
  | { readonly request: ActRequest }
  | { readonly result: PledgedResult; readonly problem: string }
);

/** Task and case under the locks of the pledge. */
export interface TaskNow extends BulkRevisions {
  readonly taskId: string;
  readonly isOpen: boolean;
}

export interface BulkStore {
  /** Keeps a plan, and removes those of the person that nobody pledged in time. Returns its id. */
  plan(bulk: NewBulk): Promise<string>;
  /** Null for a bulk of somebody else. */
  find(bulkId: string, personId: string): Promise<Bulk | null>;
  /**
   * In one transaction: locks the plan and its tasks, has `decide` say what to do with each, and stores the signed acts
   * with the pledge. An error of `decide` rolls back. Returns the ids of the acts to send; the relay sends what nobody
   * sends.
   */
  pledge(
    asked: { readonly bulkId: string; readonly key: string; readonly at: Date },
    decide: (isPledged: boolean, tasks: readonly TaskNow[]) => readonly PledgedTask[],
  ): Promise<readonly string[]>;
}

/** A case with the links at which its class was visited. */
export interface VisitedCase extends ClaimCase {
  readonly visited: readonly string[];
}
