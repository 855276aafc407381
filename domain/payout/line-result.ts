import type { Payment } from '../claim/claim-course.ts';
import { unreachable } from '../verdict.ts';
import type { FinalState } from './inbox-judgement.ts';

/** How the payment stands that a line's instruction is a part of, this result counted. */
export interface LinePayment {
  /** The claim's own word for the purpose. */
  readonly state: Payment['state'];
  /** Other instructions of the purpose that left and have no final result yet. */
  readonly othersUnderWay: number;
  /** Fen that have arrived for the purpose, and fen that are due for it. */
  readonly settledFen: number;
  readonly dueFen: number;
}

/** `line`: only the line hears of it; `claim`: the claim hears, once, what became of the whole payment. */
export type LineVerdict = { readonly kind: 'line' } | { readonly kind: 'claim'; readonly outcome: FinalState };

/**
 * Where each line is paid by itself a claim hears one word for all of them, so that its history does not grow with its
 * lines (D24): when the last one is final, settled if all the money has arrived. After that it hears of the first return;
 * what comes while it waits for a corrected account anyway concerns the line alone.
 */
export function judgeLineResult(own: FinalState, payment: LinePayment): LineVerdict {
  switch (payment.state) {
    case 'sent':
      if (payment.othersUnderWay > 0) {
        return { kind: 'line' };
      }
      return { kind: 'claim', outcome: payment.settledFen === payment.dueFen ? 'settled' : 'failed' };
    case 'settled':
      return { kind: 'claim', outcome: own };
    case 'none':
    case 'due':
    case 'failed':
      return { kind: 'line' };
    default:
      return unreachable(payment.state);
  }
}
