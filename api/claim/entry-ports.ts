import type { Entry } from '../../domain/intake/entry.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import type { Caller } from '../kernel/caller.ts';
import type { PayeeAccount, StoredDocument } from '../filing/filing-ports.ts';
import type { ClaimRecord } from './claim-record.ts';
import type { DraftRefusal } from './claim-refusals.ts';

/** A claim of a route without a class, its rows checked. */
export interface NewEntryClaim {
  readonly route: string;
  readonly jurisdiction: string;
  readonly planLine: string | null;
  /** Null where the money goes to each line's own person, or where there is none. */
  readonly payee: PayeeAccount | null;
  readonly entries: readonly Entry[];
  readonly caller: Caller;
  readonly at: Date;
  /** The same key of the same person finds the draft that it made before. */
  readonly key: string | undefined;
}

/**
 * What a route takes of whoever asks, as its pack says it today. `missing`: what still closes it, if anything does.
 * `ownName`: of an applicant who is a person and claims for nobody else; null for bodies.
 */
export type Intake =
  | {
      readonly ok: true;
      readonly route: RouteDefinition;
      readonly missing: string | null;
      readonly ownName: string | null;
    }
  | { readonly ok: false; readonly refusal: DraftRefusal };

export interface StoredEntry {
  readonly id: string;
  readonly position: number;
  readonly entry: Entry;
}

/** The rows of a claim while its applicant has it; held until the work ends. */
export interface EntryScope {
  readonly route: RouteDefinition;
  readonly jurisdiction: string;
  /** As `Intake` has it. */
  readonly ownName: string | null;
  readonly entries: readonly StoredEntry[];
  add(entries: readonly Entry[]): Promise<void>;
  /** Whether there was such a row. */
  remove(entryId: string): Promise<boolean>;
  audit(act: string, facts: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Whose rows or documents are to change, and whether they may: asked of the claim while it is held. */
export interface ClaimChange {
  readonly claimId: string;
  readonly caller: Caller;
  readonly at: Date;
  readonly isOpen: (claim: ClaimRecord) => boolean;
}

export type EntriesChanged<Result> =
  | { readonly kind: 'done'; readonly value: Result }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'refused'; readonly refusal: DraftRefusal };

export interface ListedDocument {
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly uploadedAt: Date;
}

/** What claims without a class are drafted from, and the documents of all claims. */
export interface EntryClaims {
  intake(asked: {
    readonly route: string;
    readonly jurisdiction: string;
    readonly caller: Caller;
    readonly at: Date;
  }): Promise<Intake>;
  /** Counts and prices the rows of a route without a class into a new draft. */
  createEntryDraft(
    asked: NewEntryClaim,
  ): Promise<{ readonly ok: true; readonly claimId: string } | { readonly ok: false; readonly refusal: DraftRefusal }>;
  /** Adds or removes rows and, for a draft, counts again: one transaction. */
  changeEntries<Result>(
    change: ClaimChange,
    work: (scope: EntryScope) => Promise<Result>,
  ): Promise<EntriesChanged<Result>>;
  entries(claimId: string): Promise<readonly StoredEntry[]>;
  putDocument(
    change: ClaimChange,
    kind: string,
    document: StoredDocument,
  ): Promise<EntriesChanged<null> | { readonly kind: 'unknown' }>;
  documents(claimId: string): Promise<readonly ListedDocument[]>;
  document(claimId: string, kind: string): Promise<StoredDocument | null>;
}
