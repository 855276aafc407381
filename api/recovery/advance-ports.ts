import type { AdvanceRequestRefusal } from '../../domain/recovery/advance-request.ts';
import type { Caller } from '../kernel/caller.ts';

export type AdvanceRefusal = AdvanceRequestRefusal | { readonly code: 'NOT_FOUND' };

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
}
