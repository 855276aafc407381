import type { Entry } from '../../domain/intake/entry.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import type { Caller } from '../kernel/caller.ts';
import type { PayeeAccount } from '../filing/filing-ports.ts';
import type { ListedPaper, PaperReading } from '../kernel/papers.ts';
import type { StoredDocument } from '../kernel/uploaded-document.ts';
import type { ClaimRecord } from './claim-record.ts';
import type { DraftRefusal } from './claim-refusals.ts';

/** A claim of a route without a class, with checked rows. */
export interface NewEntryClaim {
  readonly route: string;
  readonly jurisdiction: string;
  readonly planLine: string | null;
  /** Null if each line is paid to its own person, or if there is no money. */
  readonly payee: PayeeAccount | null;
  readonly entries: readonly Entry[];
  readonly caller: Caller;
  readonly at: Date;
  /** The same key of the same person finds the earlier draft. */
  readonly key: string | undefined;
}

/**
 * The input that a route takes from the caller, as its pack says today. `missing`: the keys that close it, if any.
 * `ownName`: the name of an applicant who is a person and claims only for themselves; null for organizations.
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

/** The entries of a claim while it is with its applicant; the claim is locked until the work ends. */
export interface EntryScope {
  readonly route: RouteDefinition;
  readonly jurisdiction: string;
  /** As `Intake` has it. */
  readonly ownName: string | null;
  readonly entries: readonly StoredEntry[];
  add(entries: readonly Entry[]): Promise<void>;
  /** True if the row existed. */
  remove(entryId: string): Promise<boolean>;
  audit(act: 'importEntries' | 'removeEntry', facts: Readonly<Record<string, unknown>>): Promise<void>;
}

/** The claim whose rows or documents change, and the check whether they may, made while the claim is locked. */
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

/** A paper of one line of a claim, by its kind. */
export interface LinePaper {
  readonly lineId: string;
  readonly kind: string;
}

/** The entries of claims without a class, and the documents of all claims. */
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
  /** Adds or removes rows and, for a draft, counts again, in one transaction. */
  changeEntries<Result>(
    change: ClaimChange,
    work: (scope: EntryScope) => Promise<Result>,
  ): Promise<EntriesChanged<Result>>;
  entries(claimId: string): Promise<readonly StoredEntry[]>;
  putDocument(
    change: ClaimChange,
    kind: string,
    document: StoredDocument,
  ): Promise<EntriesChanged<ListedPaper> | { readonly kind: 'unknown' }>;
  /** The papers of the claim, of its lines and of its class. */
  documents(claimId: string): Promise<readonly ListedPaper[]>;
  /** Every version of a kind of paper of the claim, its lines and its class, of each paper the newest first. */
  versions(claimId: string, kind: string): Promise<readonly ListedPaper[]>;
  /** Opens a paper and records who read it, in one transaction (S5); with a line: the paper of its person. */
  readPaper(claimId: string, reading: PaperReading & { readonly lineId?: string }): Promise<StoredDocument | null>;
  /** Stores a paper of one line's person; a draft is counted again. */
  putLineDocument(
    change: ClaimChange,
    paper: LinePaper,
    document: StoredDocument,
  ): Promise<EntriesChanged<ListedPaper> | { readonly kind: 'unknown' }>;
}
