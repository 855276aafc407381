import type { EntityKind } from '../entities.ts';
import type { EngineFault, WorkflowStatus } from './standing-words.ts';

/** An entity with a workflow of its own. */
export interface StandingEntity {
  readonly kind: EntityKind;
  readonly id: string;
}

/** The pending activity with the most attempts. */
interface PendingActivity {
  readonly type: string;
  readonly attempt: number;
  /** The type of its last failure; never the message, which may quote a person's data. */
  readonly failure: string | null;
  /** When it was first scheduled, by the real clock. */
  readonly sinceMs: number;
}

/** What Temporal and the workflow itself say of an entity's newest run. */
export interface RunSeen {
  readonly status: WorkflowStatus;
  /** Null: absent. */
  readonly runId: string | null;
  readonly startedAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly historyLength: number | null;
  readonly historyBytes: number | null;
  /** The attempt of the pending workflow task; null if none is pending. */
  readonly taskAttempt: number | null;
  /** The type of the problem with its workflow tasks; null if the server reports none. */
  readonly taskFailure: string | null;
  readonly pendingActivities: number;
  readonly activity: PendingActivity | null;
  /** The revision that the workflow gives; null if it does not run or gives none. */
  readonly ownRevision: number | null;
}

/** The row of an entity, read after its workflow was asked. */
export interface RowSeen {
  readonly revision: number;
  /** Its `begin` is recorded. */
  readonly isBegun: boolean;
  readonly isEnded: boolean;
}

/** A fault as it was found: since when, in ms of the real clock, and by how many looks in a row. */
export interface FoundFault {
  readonly fault: EngineFault;
  readonly sinceMs: number;
  readonly looks: number;
}

/** A standing as it is kept. `rowRevision`: the row's revision at this look; null if there was no row. */
export interface Standing extends RunSeen {
  readonly rowRevision: number | null;
  readonly found: FoundFault | null;
}
