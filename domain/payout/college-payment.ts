import type { Fen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/**
 * R-090 (003§四(一), seed): a college gets what was approved in full, and by our reading everybody does: what leaves for a
 * purpose is what is due for it, to the fen.
 */
export function judgeWholePayment(dueFen: Fen, leavingFen: Fen): Verdict<Fen, 'PARTIAL_PAYMENT'> {
  return leavingFen === dueFen ? granted(leavingFen) : refused('PARTIAL_PAYMENT');
}
