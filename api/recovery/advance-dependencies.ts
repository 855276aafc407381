import type { ClaimDependencies } from '../claim/claim-dependencies.ts';
import type { MoneyEntries } from '../kernel/money-entry.ts';
import type { AdvanceStore } from './advance-ports.ts';

export interface AdvanceDependencies extends ClaimDependencies {
  readonly advances: AdvanceStore;
  readonly entries: MoneyEntries;
}
