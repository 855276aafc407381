import type { ClaimPoint, KeptLine, Since } from '../../domain/claim/claim-round.ts';
import type { CorrectedTable, Correction } from '../../domain/claim/corrections.ts';
import type { ListedPaper } from '../kernel/papers.ts';
import type { ClaimRecord } from './claim-record.ts';

/** A claim as a return left it, or as it is now. */
export interface KeptClaim {
  readonly lines: readonly KeptLine[];
  /** Of the purpose under way, in fen. */
  readonly amountFen: number;
  /** Grows with each corrected account. */
  readonly payeeRevision: number;
}

/** A correction with the return that asked for it. */
export interface AskedCorrection extends Correction {
  readonly at: Date;
  /** The claim as that return left it; null where it was not kept. */
  readonly before: KeptClaim | null;
}

export interface ClaimChanges {
  /** Null for a claim that was never returned. */
  readonly since: ClaimPoint | null;
  readonly until: { readonly round: number; readonly revision: number; readonly at: Date | null };
  /** Null where nothing was kept of that moment: then its round has not ended, or ended before claims were kept. */
  readonly before: KeptClaim | null;
  readonly now: KeptClaim;
  /** Of the returns since then, in their order. */
  readonly corrections: readonly AskedCorrection[];
  /** When rows of a table were sent that were new, for the claim or its class. */
  readonly tables: readonly { readonly table: CorrectedTable; readonly at: Date }[];
  /** All versions of all papers of the claim and its class. */
  readonly papers: readonly ListedPaper[];
}

/** What changed in a claim since it was returned. */
export interface ChangeReads {
  /** Null for a moment that the claim never had. */
  changes(
    claim: Pick<ClaimRecord, 'id' | 'filingId' | 'purpose' | 'round' | 'revision'>,
    since: Since | null,
  ): Promise<ClaimChanges | null>;
  /** Names of lines by their ids, also of those that left the claim. */
  lineNames(
    claim: Pick<ClaimRecord, 'id' | 'filingId'>,
    lines: readonly Pick<KeptLine, 'lineId' | 'traineeId'>[],
  ): Promise<ReadonlyMap<string, string>>;
}
