import type { ActState } from '../../domain/codes.ts';
import type { EntityAct, ActBody, ActOutcome } from './desk-port.ts';

/** An act as the database stores it, before or after its workflow processed it. */
export interface KeptAct {
  readonly actId: string;
  readonly asked: EntityAct;
  readonly state: ActState;
  readonly refusalCode: string | null;
  /** The entity's course after the act was recorded; null before. */
  readonly outcome: ActOutcome | null;
}

/** Acts that Postgres recorded and that a workflow may have lost with the end of its history. */
export interface Forgotten {
  /** Recorded and not marked as answered, in the order of their records. */
  readonly forgotten: readonly KeptAct[];
  /** Another act that was sent and recorded was marked as answered a short while ago: it may have been sent just now. */
  readonly isHeardLately: boolean;
}

/** The acts of people (D2): stored before they are sent to the workflow, found again by their idempotency key. */
export interface ActStore {
  /** Stores a new act, or returns this person's act with the same key if it was not refused. */
  keep(act: {
    readonly personId: string | null;
    readonly idempotencyKey: string | null;
    readonly taskId: string | null;
    readonly body: ActBody;
    readonly message: (actId: string) => EntityAct;
  }): Promise<KeptAct>;
  find(actId: string): Promise<KeptAct | null>;
  /** What an entity's workflow may not know, this act apart. */
  forgotten(entity: EntityAct['entity'], id: string, exceptActId: string): Promise<Forgotten>;
  /**
   * Marks the act as answered by the workflow; an act that is not recorded by then was refused. Returns what came of one
   * that is: it happened, whatever its sender was answered.
   */
  answered(actId: string, refusalCode: string | null): Promise<ActOutcome | null>;
  /** The input for starting the entity's workflow, read from its row. Null if its start was never requested. */
  startInput(entity: EntityAct['entity'], id: string): Promise<StartInput | null>;
  /** The course of the entity's row, which its workflow may lag behind. Null before the first record. */
  courseOf(entity: EntityAct['entity'], id: string): Promise<RowCourse | null>;
}

/** The part that every entity's course has. */
export interface RowCourse {
  readonly revision: number;
  /** Empty before the first record. */
  readonly lastActId: string;
  readonly state: string;
  /** False where somebody wrote the row who is no recording (S1). */
  readonly isOfRecord: boolean;
}

/** The input of a workflow's first run: course and plan by value, ids and codes only (D10, D25). */
export interface StartInput {
  readonly course: unknown;
  readonly plan: { readonly clockOffsetMs: number };
}
