import type { WorkingCalendar } from '../../domain/calendar.ts';
import type { Desk } from '../kernel/desk-port.ts';
import type { MoneyEntries } from '../kernel/money-entry.ts';
import type { AdvanceDependencies } from '../recovery/advance-dependencies.ts';
import type { LumpMatches, PayoutEventCount, PayoutInbox, PayoutStore } from './payout-ports.ts';

export interface PayoutEventDependencies {
  readonly inbox: PayoutInbox;
  readonly payouts: PayoutStore;
  readonly entries: MoneyEntries;
  readonly lumps: LumpMatches;
  /** What a report may pay back. */
  readonly debts: AdvanceDependencies;
  readonly desk: Desk;
  /** By which the days between a release and a booking are counted. */
  readonly calendar: WorkingCalendar;
  readonly count: PayoutEventCount;
}
