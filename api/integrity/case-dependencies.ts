import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { AuditReads } from '../oversight/audit-ports.ts';
import type { CaseStore, RelationStore } from './case-ports.ts';

export interface CaseDependencies {
  readonly cases: CaseStore;
  readonly relations: RelationStore;
  readonly audit: AuditReads;
  readonly library: PolicyLibrary;
  /** Sends a stored act to its workflow now; the relay repeats it if this fails. */
  readonly deliver: (actId: string) => Promise<void>;
}
