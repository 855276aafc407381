import type { Payment } from '../claim/claim-course.ts';
import { unreachable } from '../verdict.ts';
import type { FinalState } from './inbox-judgement.ts';

/** The state of the payment to which a line's instruction belongs, including this result. */
export interface LinePayment {
  /** The claim's own state of the purpose. */
  readonly state: Payment['state'];
  /** Number of other instructions of the purpose that were sent and have no final result. */
  readonly othersUnderWay: number;
  /** Amount that has arrived for the purpose, and amount due for it, in fen. */
  readonly settledFen: number;
  readonly dueFen: number;
}

/** `line`: the result concerns the line only; `claim`: the claim gets the result of the whole payment, once. */
export type LineVerdict = { readonly kind: 'line' } | { readonly kind: 'claim'; readonly outcome: FinalState };

/**
 * With one payment per line, the claim gets a single result when the last line is final, so that its history does not
 * grow with its lines (D24): settled if the whole amount has arrived. After that it gets the first return; a result
 * that arrives while the claim waits for a corrected account concerns the line only.
 */
export function judgeLineResult(result: FinalState, payment: LinePayment): LineVerdict {
  switch (payment.state) {
    case 'sent':
      if (payment.othersUnderWay > 0) {
        return { kind: 'line' };
      }
      return { kind: 'claim', outcome: payment.settledFen === payment.dueFen ? 'settled' : 'failed' };
    case 'settled':
      return { kind: 'claim', outcome: result };
    case 'none':
    case 'due':
    case 'failed':
      return { kind: 'line' };
    default:
      return unreachable(payment.state);
  }
}
