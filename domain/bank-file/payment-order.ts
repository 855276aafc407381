import type { IsoDate } from '../calendar.ts';
import type { PaidPurpose } from '../payout/paid-purpose.ts';

/** In which forms a released batch leaves. */
export const FILE_FORMATS = ['pain.001', 'csv', 'xlsx', 'bankList'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The account of a fund at its bank, from the local pack: `fund.account.<FUND>.{holder,number,bank,cnaps}`. */
export interface FundAccount {
  readonly holder: string;
  readonly number: string;
  readonly bank: string;
  /** Number of the bank in the national clearing system; null where the pack names none. */
  readonly cnaps: string | null;
}

/** One payment of a released batch, with its whole account. */
export interface OrderLine {
  readonly instructionId: string;
  readonly claimNo: string;
  readonly purpose: PaidPurpose;
  readonly holder: string;
  readonly bank: string;
  readonly account: string;
  readonly amountFen: number;
}

/** What a bank is asked to pay: everything that a file of a batch says, so equal orders give equal bytes. */
export interface PaymentOrder {
  readonly batchNo: string;
  /** Epoch milliseconds of the release. */
  readonly releasedAtMs: number;
  readonly executeOn: IsoDate;
  readonly account: FundAccount;
  readonly lines: readonly OrderLine[];
}
