import type { LineMove } from '../line/line-moves.ts';
import type { Purpose } from './claim-course.ts';

/** A hold as it is placed: category and reason are codes and text of the person or case that asks for it. */
export interface HoldToPlace {
  readonly holdId: string;
  readonly category: string;
  readonly reason: string;
  /** The last day of the hold; null when it has none. */
  readonly until: string | null;
}

/**
 * What a claim's move changes beside the claim's own row, its tasks and its audit. The recording writes the effects in
 * their order, in the transaction of the act.
 */
export type ClaimEffect =
  | { readonly kind: 'placeHold'; readonly hold: HoldToPlace }
  | { readonly kind: 'endHold'; readonly holdId: string }
  /** The claim ended without money: its lines' slots and keys are free (R-050). */
  | { readonly kind: 'freeSlots' }
  /** The ended claim leaves the notice drafts that it stands in. */
  | { readonly kind: 'leaveDrafts' }
  | {
      readonly kind: 'moveInNotice';
      readonly noticeId: string;
      readonly state: 'open' | 'released' | 'dropped';
    }
  /** `lineId`: the one line that moves; null for all lines of the claim. */
  | { readonly kind: 'moveLines'; readonly move: LineMove; readonly lineId: string | null }
  /** A notice is drafted for this claim alone. */
  | { readonly kind: 'draftNotice' }
  /** Payments that are drafted for the purpose and not released are cancelled. */
  | { readonly kind: 'cancelDrafts'; readonly purpose: Purpose }
  /** The purpose's fund is bound to this amount, in fen; obligations stay at or below it (D9, R-084). */
  | { readonly kind: 'bindFund'; readonly purpose: Purpose; readonly approvedFen: number }
  /** The purpose's fund is bound to no more than this amount, in fen, but never to less than was already obligated. */
  | { readonly kind: 'lowerFund'; readonly purpose: Purpose; readonly dueFen: number }
  /** The settlement of an advance asks this amount back, in fen. */
  | { readonly kind: 'openRecovery'; readonly dueFen: number }
  /** The claim's paid sums are counted again from its funds. */
  | { readonly kind: 'countPaid' };
