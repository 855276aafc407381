import type { ClaimDependencies } from '../claim/claim-dependencies.ts';
import type { MoneyEntries } from '../kernel/money-entry.ts';
import type { SheetPage } from '../kernel/sheet.ts';
import type { EntityReads } from '../oversight/entity-reads.ts';
import type { RecoveryStore } from './recovery-ports.ts';
import type { AdvanceStore } from './advance-ports.ts';

export interface AdvanceDependencies extends ClaimDependencies {
  readonly advances: AdvanceStore;
  readonly recoveries: RecoveryStore;
  readonly entries: MoneyEntries;
  readonly reads: EntityReads;
  readonly sheet: SheetPage;
  /** Sends a stored act at once; the relay sends what is not answered. */
  readonly deliver: (actId: string) => Promise<void>;
}
