import { ledgerPair, type LedgerRow } from '../payout/ledger.ts';

interface OfRecovery {
  readonly recoveryId: string;
  readonly claimId: string;
  readonly actId: string;
  readonly amountFen: number;
  /** The fund that paid; null where none is known. */
  readonly fund: string | null;
}

/** What was found and is not owed goes back to its fund, so that a finding that is annulled nets to zero (D9). */
export function ledgerOfForgiven({ recoveryId, claimId, actId, amountFen, fund }: OfRecovery): readonly LedgerRow[] {
  const transactionId = `${recoveryId}/forgiven/${actId}`;
  return ledgerPair({ transactionId, amountFen, claimId, instructionId: null }, [`fund:${fund ?? ''}`, 'recoverable']);
}

/** What will not come back is a loss of its fund (D9). */
export function ledgerOfWriteOff({ recoveryId, claimId, actId, amountFen, fund }: OfRecovery): readonly LedgerRow[] {
  const transactionId = `${recoveryId}/writtenOff/${actId}`;
  return ledgerPair({ transactionId, amountFen, claimId, instructionId: null }, [`loss:${fund ?? ''}`, 'recoverable']);
}
