import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { FilingDesk, FilingStore } from './filing-ports.ts';

export interface FilingDependencies {
  readonly filings: FilingStore;
  readonly desk: FilingDesk;
  readonly library: PolicyLibrary;
}
