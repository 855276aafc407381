import type { Caller } from '../kernel/caller.ts';
import type { AccountingState } from '../../domain/accounting-period/accounting-period.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { BookedPayments } from '../../domain/ledger/fund-use.ts';
import type { AuditedCase, AuditedCaseKind } from '../../domain/ledger/special-audit.ts';

/** The entries of an account up to the end of a day, in fen. */
export interface AccountRow {
  readonly account: string;
  readonly debitFen: number;
  readonly creditFen: number;
}

export interface EntryRow {
  /** Grows with every entry. */
  readonly id: number;
  readonly transactionId: string;
  readonly account: string;
  readonly amountFen: number;
  readonly claimId: string | null;
  readonly claimNo: string | null;
  readonly grantId: string | null;
  readonly grantNo: string | null;
  readonly instructionId: string | null;
  readonly at: Date;
  readonly valueDate: IsoDate | null;
  readonly latePeriod: string | null;
}

/** One page of the special audit: claims or grants of an office after an id, which is empty for the first page. */
export interface AuditedAsked {
  readonly kind: AuditedCaseKind;
  readonly jurisdiction: string;
  readonly span: { readonly from: IsoDate; readonly to: IsoDate };
  readonly after: string;
  readonly limit: number;
}

export interface LedgerStore {
  accounts(on: IsoDate, caller: Caller): Promise<readonly AccountRow[]>;
  /** Newest first; one more than the limit says that there are more. */
  entries(
    asked: {
      readonly account: string | null;
      readonly claimId: string | null;
      readonly from: IsoDate | null;
      readonly to: IsoDate | null;
      readonly beforeId: number | null;
      readonly limit: number;
    },
    caller: Caller,
  ): Promise<readonly EntryRow[]>;
  /** What is booked in a span of days, both ends included, by fund, route, organ and payee. */
  booked(
    jurisdiction: string,
    span: { readonly from: IsoDate; readonly to: IsoDate },
  ): Promise<readonly BookedPayments[]>;
  /** Claims or grants with money or a decision in a span of days, in the order of their ids. */
  audited(asked: AuditedAsked): Promise<readonly AuditedCase[]>;
  stateOf(jurisdiction: string, period: string): Promise<AccountingState>;
}
