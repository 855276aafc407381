import type { AuthorityRefusal } from '../../domain/authority/authorize-decision.ts';
import type { RevealPurpose } from '../../domain/oversight/reveals.ts';
import type { Caller } from '../kernel/caller.ts';

/** Where unmasked values lie; the address of the resource as the API writes it. */
export type RevealTarget =
  | { readonly kind: 'line'; readonly claimId: string; readonly lineId: string }
  | { readonly kind: 'payee'; readonly claimId: string }
  | { readonly kind: 'rosterPerson'; readonly filingId: string; readonly personId: string }
  | { readonly kind: 'objection'; readonly objectionId: string };

export interface RevealAsked {
  readonly target: RevealTarget;
  readonly fields: readonly string[];
  readonly purpose: RevealPurpose;
  /** Id or number of a claim, an objection or a case. */
  readonly reference: string;
  readonly caller: Caller;
  readonly at: Date;
}

/** The resource is hidden or absent; the reference is absent, hidden or about somebody else; the ruling is not his. */
export type RevealRefusal = 'NOT_FOUND' | 'REFERENCE_UNKNOWN' | AuthorityRefusal;

export interface RevealStore {
  /** Whether the caller may see the resource on this reference (S7); null: he may. Nothing is opened or recorded. */
  refusal(asked: RevealAsked): Promise<RevealRefusal | null>;
  /**
   * The asked fields in clear, with one audit entry in the same transaction that holds no value. Null when the resource
   * is hidden or absent, or has not one of the fields.
   */
  reveal(asked: RevealAsked): Promise<Readonly<Record<string, string>> | null>;
}
