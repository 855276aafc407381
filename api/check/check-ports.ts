import type {
  CheckKind,
  CheckResult,
  FindingEntity,
  FindingKind,
  FindingState,
  RunState,
} from '../../domain/check/check-words.ts';
import type { Evidence } from '../../domain/check/finding-changes.ts';
import type { Caller } from '../kernel/caller.ts';

/** A run of the checks; instants are business time. */
export interface RunRecord {
  readonly id: string;
  readonly state: RunState;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** Empty while it runs. */
  readonly results: readonly CheckResult[];
}

export interface FindingRecord {
  readonly id: string;
  readonly kind: FindingKind;
  readonly entityKind: FindingEntity | null;
  readonly entityId: string | null;
  readonly claimId: string | null;
  readonly since: Date;
  readonly lastSeenAt: Date;
  readonly evidence: readonly Evidence[];
  readonly state: FindingState;
  readonly explanation: {
    readonly text: string;
    readonly explainedBy: string;
    readonly explainedByName: string;
    readonly explainedAt: Date;
  } | null;
}

export interface CheckStore {
  /** Stores that an operator asks for a run; a worker carries it out. A repeat of the key gives the same run. */
  request(
    checks: readonly CheckKind[],
    by: { readonly caller: Caller; readonly at: Date; readonly key: string | undefined },
  ): Promise<string>;
  /** `latest`: the newest run of a night, or that an operator asked for. */
  run(id: string): Promise<RunRecord | null>;
  /** Of the caller's jurisdiction and those below it, and those of no office; oldest first, one more than the limit. */
  list(
    asked: {
      readonly kind: FindingKind | null;
      readonly state: FindingState | null;
      readonly claimId: string | null;
      readonly after: { readonly since: Date; readonly id: string } | null;
      readonly limit: number;
    },
    caller: Caller,
  ): Promise<readonly FindingRecord[]>;
  /** Stores why an open finding stands, once: it holds until the finding changes. */
  explain(
    explanation: { readonly findingId: string; readonly text: string },
    by: { readonly caller: Caller; readonly at: Date },
  ): Promise<FindingRecord | 'NOT_FOUND' | 'WRONG_STATE'>;
}
