import type { DiagnosisFacts, WaitingFor } from '../../domain/oversight/diagnosis.ts';
import type { WaitingEntityKind } from '../../domain/oversight/stuck-entities.ts';
import type { StuckCause } from '../../domain/oversight/stuck.ts';
import type { StandingEntity } from '../../domain/standing/standing.ts';
import type { Caller } from '../kernel/caller.ts';

export interface WaitingClaim {
  readonly claimId: string;
  readonly claimNo: string;
  readonly facts: DiagnosisFacts;
}

/** What is stuck and is no claim. */
export interface StuckEntity {
  readonly kind: WaitingEntityKind;
  readonly id: string;
  /** By which people know it: of a grant its own, of what is asked back its claim's, else its year or its number in its place. */
  readonly number: string;
  readonly jurisdiction: string;
  readonly since: Date;
  readonly cause: StuckCause;
  readonly waitingFor: WaitingFor;
  readonly codes: readonly string[];
}

/** Asks the engine of one entity now, instead of at its next turn. */
export interface Standings {
  /** Resolves within two seconds, also if the engine does not answer: then what was last seen stays. */
  askNow(entity: StandingEntity): Promise<void>;
}

/** The reads that explain why claims wait; all from Postgres, so they are correct when no worker runs. */
export interface DiagnosisStore {
  /** Facts of one claim; the route has checked that the caller may see it. */
  factsOf(claimId: string, at: Date): Promise<DiagnosisFacts | null>;
  /** Claims of the caller's that are stuck by R-148, or every one under way: all of them, by pages, the oldest first. */
  waiting(caller: Caller, which: 'stuck' | 'underWay', at: Date): AsyncIterable<readonly WaitingClaim[]>;
  /** Grants, calls, plans and cycles that are stuck by R-148, the oldest first. */
  stuckEntities(caller: Caller, at: Date): Promise<readonly StuckEntity[]>;
}
