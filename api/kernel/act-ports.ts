import type { ActState } from '../../domain/codes.ts';
import type { EntityAct, ActBody, ActOutcome } from './desk-port.ts';

/** An act as it stands in the database, before or after its workflow took it. */
export interface KeptAct {
  readonly actId: string;
  readonly asked: EntityAct;
  readonly state: ActState;
  readonly refusalCode: string | null;
  /** Where the entity stood after the act's record; null before it. */
  readonly outcome: ActOutcome | null;
}

/** The acts of people (D2): kept before they are asked, found again by their idempotency key. */
export interface ActStore {
  /** Keeps a new act, or gives back the one that this person keeps under the same key and that was not refused. */
  keep(act: {
    readonly personId: string | null;
    readonly idempotencyKey: string | null;
    readonly taskId: string | null;
    readonly body: ActBody;
    readonly message: (actId: string) => EntityAct;
  }): Promise<KeptAct>;
  find(actId: string): Promise<KeptAct | null>;
  /** Recorded acts of an entity whose answer nobody heard, in the order of their records, without this one. */
  forgotten(entity: EntityAct['entity'], id: string, exceptActId: string): Promise<readonly KeptAct[]>;
  /** The workflow answered; what is not recorded by then was refused. */
  answered(actId: string, refusalCode: string | null): Promise<void>;
  /** What the entity's workflow is started with, read from its row. Null when it was never asked to start. */
  startInput(entity: EntityAct['entity'], id: string): Promise<StartInput | null>;
}

/** The input of a workflow's first run: course and plan by value, ids and codes only (D10, D25). */
export interface StartInput {
  readonly course: unknown;
  readonly plan: { readonly clockOffsetMs: number };
}
