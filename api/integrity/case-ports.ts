import type { StateAndStage } from '../../domain/claim/claim-state.ts';
import type { GrantState } from '../../domain/grant/grant-state.ts';
import type { CaseInvolvement, CloserRefusal } from '../../domain/integrity/case-authority.ts';
import type { CaseState, ForbiddenAct } from '../../domain/integrity/integrity-cases.ts';
import type { Caller } from '../kernel/caller.ts';

/** A forbidden act that an office found at a party, as a list shows it. */
export interface CaseRow {
  readonly id: string;
  readonly jurisdiction: string;
  readonly party: { readonly id: string; readonly name: string };
  /** Null: the case is about the party as a whole. */
  readonly filingId: string | null;
  readonly finding: ForbiddenAct;
  readonly suspectedCrime: boolean;
  readonly openedAt: Date;
  readonly outcome: string | null;
  /** Since when the end of a suspected crime waits for a second person. */
  readonly closingAskedAt: Date | null;
  readonly closedAt: Date | null;
}

export interface HeldClaim extends StateAndStage {
  readonly claimId: string;
  readonly claimNo: string;
  readonly holdId: string;
  /** Null until its workflow has recorded the hold. */
  readonly heldAt: Date | null;
  readonly releasedAt: Date | null;
}

export interface SuspendedTitle {
  readonly grantId: string;
  readonly grantNo: string;
  readonly state: GrantState;
  /** By this case, now. */
  readonly suspended: boolean;
}

export interface CaseRecord extends CaseRow {
  readonly note: string;
  /** Of the class that the finding is about. */
  readonly filingNo: string | null;
  readonly openedBy: { readonly id: string; readonly displayName: string };
  readonly transferDocumentNo: string | null;
  readonly closingReason: string | null;
  readonly closingAskedBy: { readonly id: string; readonly displayName: string } | null;
  readonly closedBy: { readonly id: string; readonly displayName: string } | null;
  /** Of every claim that the case holds, seen or not. */
  readonly involved: CaseInvolvement;
  /** The claims that the caller may see. */
  readonly claims: readonly HeldClaim[];
  /** The titles that the caller may see. */
  readonly grants: readonly SuspendedTitle[];
}

export interface CaseBy {
  readonly caller: Caller;
  readonly at: Date;
}

/** The written case, with the acts to send; the relay sends the acts that are not sent now. */
export type CaseWritten<Refusal> =
  | { readonly ok: true; readonly caseId: string; readonly actIds: readonly string[] }
  | { readonly ok: false; readonly reason: Refusal };

export type OpeningRefusal =
  | 'PARTY_UNKNOWN'
  | 'FILING_UNKNOWN'
  | 'CONFLICT_OF_INTEREST'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN'
  | 'OTHER_JURISDICTION';

/** Cases of the caller's jurisdiction and those below it; one about a party that he is related to is absent. */
export interface CaseStore {
  /** Writes the case and the acts of its holds in one transaction. The same key finds the case that it made. */
  open(
    found: {
      readonly partyId: string;
      readonly filingId: string | null;
      readonly finding: ForbiddenAct;
      readonly suspectedCrime: boolean;
      readonly note: string;
    },
    by: CaseBy & { readonly key: string | undefined },
  ): Promise<CaseWritten<OpeningRefusal>>;
  /**
   * Closes the case and writes the acts that release its holds, in one transaction. The end of a suspected crime
   * waits for its confirmation and releases nothing; entered by another person, it takes the place of the former.
   */
  close(
    closing: {
      readonly caseId: string;
      readonly outcome: string;
      readonly transferDocumentNo: string | null;
      readonly reason: string;
    },
    by: CaseBy,
  ): Promise<CaseWritten<'NOT_FOUND' | 'WRONG_STATE' | 'TRANSFER_DOCUMENT_MISSING' | CloserRefusal>>;
  /** Closes the case of a suspected crime as the first person entered it, and releases its holds (S3). */
  confirm(caseId: string, by: CaseBy): Promise<CaseWritten<'NOT_FOUND' | 'WRONG_STATE' | CloserRefusal>>;
  /** Newest first; returns `limit` + 1 rows if there is a next page. */
  list(
    query: {
      readonly partyId: string | undefined;
      readonly state: CaseState | undefined;
      readonly limit: number;
      readonly after: readonly [openedMs: number, id: string] | null;
    },
    caller: Caller,
  ): Promise<readonly CaseRow[]>;
  find(caseId: string, caller: Caller): Promise<CaseRecord | null>;
}

export interface DeclaredRelation {
  readonly party: { readonly id: string; readonly name: string };
  readonly declaredAt: Date;
}

/** What people of the office declare about themselves. */
export interface RelationStore {
  list(personId: string): Promise<readonly DeclaredRelation[]>;
  /** The parties are all that the person has from now on. Says which positions name no party; then nothing changed. */
  declare(partyIds: readonly string[], by: CaseBy): Promise<readonly number[]>;
}
