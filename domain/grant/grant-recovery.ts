import { granted, refused, type Verdict } from '../verdict.ts';

/** What a grant was paid, and what its holder says was spent of it, in fen. */
export interface GrantMoney {
  readonly paidFen: number;
  /** By the last report or the acceptance; 0 without any. */
  readonly spentFen: number;
}

/** what is proposed to be asked back is the unspent balance, never below zero and never above what was paid. */
export function proposedRecoveryFen({ paidFen, spentFen }: GrantMoney): number {
  return Math.min(paidFen, Math.max(0, paidFen - spentFen));
}

/** an approver may ask back any part of what was paid, and no more. */
export function judgeRecoverFen(
  recoverFen: number,
  { paidFen }: Pick<GrantMoney, 'paidFen'>,
): Verdict<null, 'RECOVER_OVER_PAID'> {
  return Number.isSafeInteger(recoverFen) && recoverFen >= 0 && recoverFen <= paidFen
    ? granted(null)
    : refused('RECOVER_OVER_PAID');
}

/** What of a grant is due back, in fen. */
export interface GrantDebt {
  readonly amountFen: number;
  readonly recoveredFen: number;
}

/** a repayment never takes more than is still owed. */
export function judgeRepaidFen(amountFen: number, debt: GrantDebt): Verdict<null, 'REPAID_TOO_MUCH'> {
  return amountFen > 0 && amountFen <= debt.amountFen - debt.recoveredFen ? granted(null) : refused('REPAID_TOO_MUCH');
}

/** what the bank gave back of a grant is not asked back a second time; what was repaid stays. */
export function debtAfterReturn({ amountFen, recoveredFen }: GrantDebt, paidFen: number): number {
  return Math.max(recoveredFen, Math.min(amountFen, paidFen));
}

export function isRepaid({ amountFen, recoveredFen }: GrantDebt): boolean {
  return recoveredFen >= amountFen;
}
