import { toldFault } from './engine-fault.ts';
import type { RowSeen } from './standing.ts';
import type { EngineFault, WorkflowStatus } from './standing-words.ts';

/** A standing with a fault, as it is kept; ages are real time in ms. */
export interface KeptFault {
  readonly fault: EngineFault;
  /** Since the first look that found it. */
  readonly ageMs: number;
  readonly looks: number;
  /** Since the newest look. */
  readonly seenAgeMs: number;
  readonly status: WorkflowStatus;
  readonly ownRevision: number | null;
  readonly rowRevision: number | null;
  readonly taskAttempt: number | null;
  readonly taskFailure: string | null;
  readonly activityType: string | null;
  readonly activityAttempt: number | null;
  readonly activityFailure: string | null;
}

export type FaultFacts = Omit<KeptFault, 'looks'>;

/** What a diagnosis knows of the engine. */
export interface EngineFacts {
  /** The fault that is told; null: there is none. */
  readonly fault: FaultFacts | null;
  /** Since the newest complete listing of what runs; null: there has not been one. */
  readonly listingAgeMs: number | null;
}

/** @param row the row as it is now: it may have moved since its workflow was asked */
export function engineFacts(kept: KeptFault | null, row: RowSeen, listingAgeMs: number | null): EngineFacts {
  if (kept === null) {
    return { fault: null, listingAgeMs };
  }
  const { looks, ...facts } = kept;
  const found = { fault: kept.fault, sinceMs: 0, looks };
  const told = toldFault({ found, rowRevision: kept.rowRevision }, row, kept.ageMs);
  return { fault: told === null ? null : facts, listingAgeMs };
}
