import type { PayeeAccount } from '../filing/filing-ports.ts';

/** What a decision reads in clear and shows masked. */

export interface LineName {
  readonly lineId: string;
  readonly position: number;
  readonly name: string;
}

export interface ClaimPayee {
  readonly account: PayeeAccount;
  /** The applicant acts as a private person, whose name is masked too. */
  readonly isPerson: boolean;
}
