import type { ClaimKind } from '../claim/claim-course.ts';
import { parseFen } from '../money.ts';
import { ledgerPair, type LedgerRow } from '../payout/ledger.ts';
import { granted, isOneOf, refused, type Verdict } from '../verdict.ts';
import { judgeSetOff } from './advance-settlement.ts';
import { RETURNABLE_RECOVERY_STATES, type RecoveryState } from './recovery-words.ts';

/** What is due back for a claim, and how much of it has come back, in fen. */
export interface Debt {
  readonly amountFen: number;
  readonly recoveredFen: number;
}

/** A debt as the set-off of another claim finds it. */
export interface DebtOfClaim extends Debt {
  readonly claimId: string;
  readonly partyId: string;
  readonly state: RecoveryState;
}

/** The claim whose money is taken for the debt. */
export interface PayingClaim {
  readonly claimId: string;
  readonly payeePartyId: string;
  /** Each line is paid to its own person, and not the applicant to one account. */
  readonly paysPersons: boolean;
  /** The base that is due, in fen. */
  readonly dueFen: number;
}

/** Returns a debt after some of it came back; never more than is owed. */
export function afterReturn(
  { amountFen, recoveredFen }: Debt,
  returnedFen: number,
): Verdict<{ readonly recoveredFen: number; readonly isWhole: boolean }, 'AMOUNT_MISMATCH'> {
  const backFen = recoveredFen + returnedFen;
  return backFen > amountFen
    ? refused('AMOUNT_MISMATCH')
    : granted({ recoveredFen: backFen, isWhole: backFen === amountFen });
}

/**
 * decides whether Finance may take a debt from the base that another claim is due. A claim that pays persons is
 * never used: one person's money is not taken for another's debt. Undefined: there is no such debt.
 */
export function judgeSetOffAgainst(
  claim: PayingClaim,
  debt: DebtOfClaim | undefined,
  asked: { readonly amountFen: number; readonly decidedBy: string },
): Verdict<null, 'OTHER_PAYEE' | 'WRONG_STATE' | 'AMOUNT_MISMATCH'> {
  if (claim.paysPersons) {
    return refused('OTHER_PAYEE');
  }
  if (debt === undefined || !isSetOffOpen(debt.state) || debt.claimId === claim.claimId) {
    return refused('WRONG_STATE');
  }
  const judged = judgeSetOff({
    amountFen: parseFen(asked.amountFen),
    owedFen: parseFen(debt.amountFen - debt.recoveredFen),
    dueFen: parseFen(claim.dueFen),
    debtor: debt.partyId,
    payee: claim.payeePartyId,
    decidedBy: asked.decidedBy,
  });
  if (judged.ok) {
    return granted(null);
  }
  return refused(judged.reason === 'OTHER_PAYEE' ? 'OTHER_PAYEE' : 'AMOUNT_MISMATCH');
}

/** Money is taken by a set-off from the approval on, and not while an appeal is open. */
function isSetOffOpen(state: RecoveryState): boolean {
  return isReturnOpen(state) && state !== 'appealed';
}

/** Money comes back from the approval on, until all of it has. */
export function isReturnOpen(state: RecoveryState): boolean {
  return isOneOf(RETURNABLE_RECOVERY_STATES, state);
}

/**
 * True if a set-off that repaid part of a claim's debt is sent to the workflow of that claim. An advance that is due
 * back has ended: no workflow waits for its debt (L1). `kind`: null for a debt without a claim.
 */
export function isToldToWorkflow(kind: ClaimKind | null): boolean {
  return kind !== 'advance';
}

interface BookedReturn {
  readonly recoveryId: string;
  readonly actId: string;
  readonly claimId: string;
  readonly amountFen: number;
}

/** Books a repayment: the money is in the bank and no longer recoverable (D9, R-074). */
export function ledgerOfRepayment({ recoveryId, actId, claimId, amountFen }: BookedReturn): readonly LedgerRow[] {
  const transactionId = `${recoveryId}/repaid/${actId}`;
  return ledgerPair({ transactionId, amountFen, claimId, instructionId: null }, ['bank', 'recoverable']);
}

/** Books a set-off: the claim's fund keeps what the debtor owed (D9, R-074). */
export function ledgerOfSetOff(
  { recoveryId, actId, claimId, amountFen }: BookedReturn,
  fund: string | null,
): readonly LedgerRow[] {
  const transactionId = `${recoveryId}/setOff/${actId}`;
  return ledgerPair({ transactionId, amountFen, claimId, instructionId: null }, [`fund:${fund ?? ''}`, 'recoverable']);
}
