import { unreachable } from '../verdict.ts';
import type { InstructionState } from '../payout/inbox-judgement.ts';
import type { LedgerRow } from '../payout/ledger.ts';

/** What the entries of one payment sum to, by account, in fen; a debit is positive. */
export interface InstructionBalances {
  /** The account of the payment's own fund. */
  readonly fundFen: number;
  readonly payableFen: number;
  readonly bankFen: number;
  /** All other accounts; a payment has nothing there. */
  readonly otherFen: number;
}

/**
 * What the accounts say of a payment in its state (D9): on its way it is owed, once settled it has left the bank, and where
 * the payee has no money the fund has it again.
 */
export function expectedBalances({
  state,
  amountFen,
}: {
  readonly state: InstructionState;
  readonly amountFen: number;
}): InstructionBalances {
  switch (state) {
    case 'instructed':
    case 'accepted':
    case 'inTransit':
      return { fundFen: amountFen, payableFen: -amountFen, bankFen: 0, otherFen: 0 };
    case 'settled':
      return { fundFen: amountFen, payableFen: 0, bankFen: -amountFen, otherFen: 0 };
    case 'draft':
    case 'cancelled':
    case 'failed':
    case 'returned':
    case 'reversed':
      return { fundFen: 0, payableFen: 0, bankFen: 0, otherFen: 0 };
    default:
      return unreachable(state);
  }
}

/** Sums the entries of one payment of a fund. */
export function balancesOf(
  rows: readonly Pick<LedgerRow, 'account' | 'amountFen'>[],
  fund: string,
): InstructionBalances {
  const sumOf = (accounts: (account: string) => boolean): number =>
    rows.filter(({ account }) => accounts(account)).reduce((sum, { amountFen }) => sum + amountFen, 0);
  const own = [`fund:${fund}`, 'payable', 'bank'];
  return {
    fundFen: sumOf((account) => account === own[0]),
    payableFen: sumOf((account) => account === 'payable'),
    bankFen: sumOf((account) => account === 'bank'),
    otherFen: sumOf((account) => !own.includes(account)),
  };
}
