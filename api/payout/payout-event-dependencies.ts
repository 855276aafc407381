import type { Desk } from '../kernel/desk-port.ts';
import type { MoneyEntries } from '../kernel/money-entry.ts';
import type { PayoutEventCount, PayoutInbox, PayoutStore } from './payout-ports.ts';

export interface PayoutEventDependencies {
  readonly inbox: PayoutInbox;
  readonly payouts: PayoutStore;
  readonly entries: MoneyEntries;
  readonly desk: Desk;
  readonly count: PayoutEventCount;
}
