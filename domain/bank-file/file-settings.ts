import type { IsoDate } from '../calendar.ts';
import type { BankListTemplate } from './bank-list.ts';
import type { FundAccount } from './payment-order.ts';

/**
 * What the packs and the calendar give a file of a batch, beside its payments; null for what its format does not need. The
 * first file of a format pins them, so that a pack that changes later changes no file that the bank may have.
 */
export interface FileSettings {
  /** The day on which the bank is asked to pay. */
  readonly executeOn: IsoDate | null;
  readonly account: FundAccount | null;
  readonly template: BankListTemplate | null;
}
