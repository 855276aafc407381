import type { RecoveryState, RecoveryStepKind } from '../../domain/recovery/recovery-words.ts';
import type { AdvanceRequestRefusal } from '../../domain/recovery/advance-request.ts';
import type { MoneyEntryRecord } from '../kernel/money-entry.ts';
import type { Caller } from '../kernel/caller.ts';

export type AdvanceRefusal = AdvanceRequestRefusal | { readonly code: 'NOT_FOUND' };

/** What a party owes, in fen: of an advance after its settlement, or of a revoked title. */
export interface RecoveryRecord {
  readonly id: string;
  /** The claim whose advance is due back, or the grant whose title was revoked: one of the two. */
  readonly claimId: string | null;
  readonly claimNo: string | null;
  readonly grantId: string | null;
  readonly grantNo: string | null;
  readonly partyId: string;
  readonly partyName: string;
  readonly amountFen: number;
  readonly recoveredFen: number;
  readonly state: RecoveryState;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly steps: readonly {
    readonly kind: RecoveryStepKind;
    readonly amountFen: number;
    readonly setOffClaimId: string | null;
    readonly bankReference: string | null;
    /** Who entered it; null where it was one person's word, and where a later claim of the class settled the debt. */
    readonly enteredBy: string | null;
    /** Null where a later claim of the class settled the debt. */
    readonly decidedBy: string | null;
    readonly at: string;
  }[];
  /** What was entered and waits for its confirmation (S4). */
  readonly waiting: readonly MoneyEntryRecord[];
  /** The same of a grant. */
  readonly waitingRepayments: readonly {
    readonly id: string;
    readonly amountFen: number;
    readonly bankReference: string;
    readonly enteredBy: string;
    readonly enteredAt: string;
  }[];
}

export interface AdvanceStore {
  /** Writes the advance as its own submitted claim and requests its start, in one transaction (R-105, D4). */
  request(asked: {
    readonly filingId: string;
    readonly amountFen: number;
    readonly caller: Caller;
    readonly at: Date;
    /** The same key of the same person finds the earlier advance. */
    readonly key: string | undefined;
  }): Promise<
    { readonly ok: true; readonly claimId: string } | { readonly ok: false; readonly refusal: AdvanceRefusal }
  >;
  /** What is owed in the jurisdiction and inside it, newest first; one row more than `limit` if there are more. */
  recoveries(
    jurisdiction: string,
    page: { readonly limit: number; readonly after: readonly [number, string] | null },
  ): Promise<readonly RecoveryRecord[]>;
  recoveryOf(claimId: string, jurisdiction: string): Promise<string | null>;
}
