import type { LineMove } from '../line/line-moves.ts';
import type { Purpose } from './claim-course.ts';

/** A hold to be placed. Category and reason are codes and text of the person or the integrity case that requests it. */
export interface HoldToPlace {
  readonly holdId: string;
  readonly category: string;
  readonly reason: string;
  /** The last day of the hold; null when it has none. */
  readonly until: string | null;
}

/**
 * A change that a claim's act causes outside the claim's own row, tasks and audit entry. The recording writes the
 * effects in list order, in the transaction of the act.
 */
export type ClaimEffect =
  | { readonly kind: 'placeHold'; readonly hold: HoldToPlace }
  | { readonly kind: 'endHold'; readonly holdId: string }
  /** The claim ended without money: release its lines' slots and keys (R-050). */
  | { readonly kind: 'freeSlots' }
  /** Remove the ended claim from its draft notices. */
  | { readonly kind: 'leaveDrafts' }
  | {
      readonly kind: 'moveInNotice';
      readonly noticeId: string;
      readonly state: 'open' | 'released' | 'dropped';
    }
  /** `lineId`: the one line to move; null moves all lines of the claim. */
  | { readonly kind: 'moveLines'; readonly move: LineMove; readonly lineId: string | null }
  /** Draft a notice for this claim alone. */
  | { readonly kind: 'draftNotice' }
  /** Cancel drafted payments of the purpose that are not yet released. */
  | { readonly kind: 'cancelDrafts'; readonly purpose: Purpose }
  /** Bind the purpose's fund to this amount, in fen; the sum of its obligations may not exceed it (D9, R-084). */
  | { readonly kind: 'bindFund'; readonly purpose: Purpose; readonly approvedFen: number }
  /** Lower the bound amount of the purpose's fund to this amount, in fen, but never below what is already obligated. */
  | { readonly kind: 'lowerFund'; readonly purpose: Purpose; readonly dueFen: number }
  /** Open a recovery: the settlement of an advance demands this amount back, in fen. */
  | { readonly kind: 'openRecovery'; readonly dueFen: number }
  /** No claim of the class is left to settle its advance: what is open of it is due back (L1, R-074). */
  | { readonly kind: 'openAdvanceDebt' }
  /** This claim settles so much more of its class's advance, in fen: a debt of the advance falls by it (L1, R-073). */
  | { readonly kind: 'settleAdvanceDebt'; readonly settledFen: number }
  /** The bank returned this advance, which was due back: its debt falls by so much, in fen (L1, R-074). */
  | { readonly kind: 'lowerAdvanceDebt'; readonly returnedFen: number }
  /** Recalculate the claim's paid sums from its funds. */
  | { readonly kind: 'countPaid' };
