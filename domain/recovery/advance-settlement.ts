import { parseFen, type Fen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** A payee's debt, and the payment from which it may be set off. */
export interface SetOff {
  readonly amountFen: Fen;
  /** The part of the advance that is still to be recovered. */
  readonly owedFen: Fen;
  /** The amount due in the claim from which the debt is set off. */
  readonly dueFen: Fen;
  readonly debtor: string;
  readonly payee: string;
  /** The named decision of Finance; without it no debt is set off. */
  readonly decidedBy: string | null;
}

/**
 * R-074 (ours): a debt is set off against a payment of the same payee only by a named decision of Finance, and never
 * more than is owed or due. The rest of the debt stays due; the rest of the payment is paid.
 */
export function judgeSetOff({
  amountFen,
  owedFen,
  dueFen,
  debtor,
  payee,
  decidedBy,
}: SetOff): Verdict<
  { readonly payFen: Fen; readonly stillOwedFen: Fen },
  'SET_OFF_NOT_DECIDED' | 'OTHER_PAYEE' | 'AMOUNT_MISMATCH'
> {
  if (decidedBy === null) {
    return refused('SET_OFF_NOT_DECIDED');
  }
  if (payee !== debtor) {
    return refused('OTHER_PAYEE');
  }
  return amountFen > 0 && amountFen <= owedFen && amountFen <= dueFen
    ? granted({ payFen: parseFen(dueFen - amountFen), stillOwedFen: parseFen(owedFen - amountFen) })
    : refused('AMOUNT_MISMATCH');
}

/** returns the amount to pay and the amount to recover; one of the two is zero. */
export function settleAdvance(
  approvedFen: Fen,
  advancePaidFen: Fen,
): { readonly payFen: Fen; readonly recoverFen: Fen } {
  const balance = approvedFen - advancePaidFen;
  return { payFen: parseFen(Math.max(balance, 0)), recoverFen: parseFen(Math.max(-balance, 0)) };
}
