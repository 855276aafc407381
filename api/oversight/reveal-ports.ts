import type { Caller } from '../kernel/caller.ts';

/** Where unmasked values lie; the address of the resource as the API writes it. */
export type RevealTarget =
  | { readonly kind: 'line'; readonly claimId: string; readonly lineId: string }
  | { readonly kind: 'payee'; readonly claimId: string }
  | { readonly kind: 'rosterPerson'; readonly filingId: string; readonly personId: string }
  | { readonly kind: 'objection'; readonly objectionId: string };

export interface RevealStore {
  /**
   * The asked fields in clear, with one audit entry in the same transaction that holds no value. Null when the resource
   * is hidden or absent, or has not one of the fields.
   */
  reveal(asked: {
    readonly target: RevealTarget;
    readonly fields: readonly string[];
    readonly purpose: string;
    readonly caller: Caller;
    readonly at: Date;
  }): Promise<Readonly<Record<string, string>> | null>;
}
