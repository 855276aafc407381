import { unreachable } from '../verdict.ts';
import type { FinalState } from './inbox-judgement.ts';

/** One row of the ledger. The rows of a transaction sum to zero (D9). */
export interface LedgerRow {
  readonly transactionId: string;
  readonly account: string;
  /** Fen; positive is a debit, negative a credit. */
  readonly amountFen: number;
  /** Null for money of a grant. */
  readonly claimId: string | null;
  readonly grantId?: string | null;
  /** The payment of the row; null for a recovery. */
  readonly instructionId: string | null;
}

/** A payment that is booked, in its state before the booking. */
export interface BookedInstruction {
  readonly id: string;
  readonly claimId: string | null;
  /** The grant whose instalment it is; absent for a payment of a claim. */
  readonly grantId?: string | null;
  readonly amountFen: number;
  readonly fund: string;
  readonly state: string;
}

/** Returns two rows: a debit of the first account and a credit of the second. */
export function ledgerPair(
  row: Omit<LedgerRow, 'account'>,
  [debit, credit]: readonly [string, string],
): readonly LedgerRow[] {
  return [
    { ...row, account: debit },
    { ...row, account: credit, amountFen: -row.amountFen },
  ];
}

/** Books a sent instruction: its amount is owed to the payee. */
export function ledgerOfInstructed(instruction: BookedInstruction): readonly LedgerRow[] {
  const { id, claimId, grantId = null, amountFen, fund } = instruction;
  return ledgerPair({ transactionId: `${id}/instructed`, amountFen, claimId, grantId, instructionId: id }, [
    `fund:${fund}`,
    'payable',
  ]);
}

/**
 * Books a final result: paid from the bank, or no longer owed. A payment that had arrived before is reversed first
 * (D9).
 */
export function ledgerOfResult(
  instruction: BookedInstruction,
  result: { readonly inboxId: string; readonly outcome: FinalState },
): readonly LedgerRow[] {
  const { id, claimId, grantId = null, amountFen, fund, state } = instruction;
  const transactionId = `${id}/${result.inboxId}`;
  const row = { claimId, grantId, instructionId: id };
  switch (result.outcome) {
    case 'settled':
      return ledgerPair({ ...row, transactionId, amountFen }, ['payable', 'bank']);
    case 'failed':
    case 'returned':
    case 'reversed': {
      const back = { ...row, transactionId: `${transactionId}/back`, amountFen: -amountFen };
      return [
        ...(state === 'settled' ? ledgerPair(back, ['payable', 'bank']) : []),
        ...ledgerPair({ ...row, transactionId, amountFen: -amountFen }, [`fund:${fund}`, 'payable']),
      ];
    }
    default:
      return unreachable(result.outcome);
  }
}
