import type { IsoDate } from '../calendar.ts';
import type { FilingState } from '../filing/filing-course.ts';
import { ledgerPair, type LedgerRow } from '../payout/ledger.ts';
import type { Debt } from './recovery-steps.ts';
import { openFenOf } from './recovery-course.ts';
import type { RecoveryState } from './recovery-words.ts';

/** A paid advance of a class, in fen, as it stands under the locks of the class's advances and debts (L1). */
export interface PaidAdvance {
  /** What has arrived. */
  readonly paidFen: number;
  /** What living claims of the class settle of it. */
  readonly settledFen: number;
  /** What was repaid, set off against other claims, or is asked back otherwise or no longer. */
  readonly returnedFen: number;
  readonly debt: (Debt & { readonly id: string; readonly state: RecoveryState }) | null;
}

/** R-073, R-074 (L1): what is due back of an advance that nothing settles any more, and stands in no debt yet. */
export function newDebtFen({ paidFen, settledFen, returnedFen, debt }: PaidAdvance): number {
  return Math.max(0, paidFen - settledFen - returnedFen - (debt === null ? 0 : owedFen(debt)));
}

/** What of a debt has not come back, in fen. */
export function owedFen(debt: Debt & { readonly state: RecoveryState }): number {
  return openFenOf(debt);
}

/** The claims of an advance's class. */
export interface ClaimsOfClass {
  /** Claims were submitted, and all that were have ended without money. */
  readonly isUnpaid: boolean;
  readonly hasDraft: boolean;
  /** A claim was submitted that has not ended. */
  readonly isUnderWay: boolean;
  /** Null before it is pinned. */
  readonly windowEndsOn: IsoDate | null;
}

/**
 * R-073 (L1): true if no claim of an advance's class is left that would settle it. In the claim window another claim may
 * follow a paid one or come from a draft; after it only what was submitted and has not ended may still settle something.
 */
export function isClassUnpaid(
  { isUnpaid, hasDraft, isUnderWay, windowEndsOn }: ClaimsOfClass,
  today: IsoDate,
): boolean {
  const isWindowOver = windowEndsOn !== null && today > windowEndsOn;
  return isWindowOver ? !isUnderWay : isUnpaid && !hasDraft;
}

/**
 * R-073, R-074 (L1): true if a paid advance is due back, in whole or in part, and nobody has asked for it: its class
 * expired, or all claims of its class ended without money.
 */
export function isLeft(
  advance: PaidAdvance,
  ofClass: ClaimsOfClass & { readonly filingState: FilingState },
  today: IsoDate,
): boolean {
  return newDebtFen(advance) > 0 && (ofClass.filingState === 'expired' || isClassUnpaid(ofClass, today));
}

/** The debt after a new one is added to it; a debt that had ended is asked again, for what is new alone. */
export function raisedDebt(debt: (Debt & { readonly state: RecoveryState }) | null, fen: number): Debt {
  return debt === null
    ? { amountFen: fen, recoveredFen: 0 }
    : { amountFen: debt.recoveredFen + openFenOf(debt) + fen, recoveredFen: debt.recoveredFen };
}

/** What falls off a debt that is settled by `fen`: never more than is owed. Null: there is no such debt. */
export function settledOfDebt(
  debt: PaidAdvance['debt'],
  fen: number,
): { readonly fen: number; readonly recoveredFen: number; readonly isWhole: boolean } | null {
  if (debt === null || owedFen(debt) === 0) {
    return null;
  }
  const settled = Math.min(owedFen(debt), fen);
  return { fen: settled, recoveredFen: debt.recoveredFen + settled, isWhole: settled === owedFen(debt) };
}

interface BookedDebt {
  readonly recoveryId: string;
  readonly claimId: string;
  readonly amountFen: number;
  /** The fund that paid; null where none is known. */
  readonly fund: string | null;
}

/** Books money that is due back to its fund (D9, R-074). `cause`: the act or the day; null for a claim's only debt. */
export function ledgerOfDebt(
  { recoveryId, claimId, amountFen, fund }: BookedDebt,
  cause: string | null,
): readonly LedgerRow[] {
  const transactionId = [recoveryId, 'opened', ...(cause === null ? [] : [cause])].join('/');
  return ledgerPair({ transactionId, amountFen, claimId, instructionId: null }, ['recoverable', fundAccount(fund)]);
}

/** Books what a later claim earned of a debt, or the bank returned of it: it is no longer due back (D9, R-073). */
export function ledgerOfSettledDebt(
  { recoveryId, claimId, amountFen, fund }: BookedDebt,
  stepId: string,
): readonly LedgerRow[] {
  const transactionId = `${recoveryId}/settled/${stepId}`;
  return ledgerPair({ transactionId, amountFen, claimId, instructionId: null }, [fundAccount(fund), 'recoverable']);
}

function fundAccount(fund: string | null): string {
  return `fund:${fund ?? ''}`;
}
