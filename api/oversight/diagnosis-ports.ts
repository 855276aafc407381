import type { DiagnosisFacts } from '../../domain/oversight/diagnosis.ts';
import type { Caller } from '../kernel/caller.ts';

export interface WaitingClaim {
  readonly claimId: string;
  readonly claimNo: string;
  readonly facts: DiagnosisFacts;
}

/** What is read to say why claims wait; all of it from Postgres, so it is true when no worker runs. */
export interface DiagnosisStore {
  /** The caller was asked before: facts of a claim that is theirs to see. */
  factsOf(claimId: string, at: Date): Promise<DiagnosisFacts | null>;
  /** Claims of the caller's that are stuck by R-148, or every one under way: all of them, by pages, the oldest first. */
  waiting(caller: Caller, which: 'stuck' | 'underWay', at: Date): AsyncIterable<readonly WaitingClaim[]>;
}
