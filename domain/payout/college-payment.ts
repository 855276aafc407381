import type { Fen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/**
 * R-090 (003§四(一), seed): a college must be paid the approved amount in full. By our reading this applies to every
 * payee: the amount sent for a purpose must equal the amount due, to the fen.
 */
export function judgeWholePayment(dueFen: Fen, leavingFen: Fen): Verdict<Fen, 'PARTIAL_PAYMENT'> {
  return leavingFen === dueFen ? granted(leavingFen) : refused('PARTIAL_PAYMENT');
}
