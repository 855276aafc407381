import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { AuditReads } from '../oversight/audit-ports.ts';
import type { CaseStore, RelationStore } from './case-ports.ts';

export interface CaseDependencies {
  readonly cases: CaseStore;
  readonly relations: RelationStore;
  readonly audit: AuditReads;
  readonly library: PolicyLibrary;
  /** Asks a kept act of its workflow now; what this does not reach the relay goes on with. */
  readonly deliver: (actId: string) => Promise<void>;
}
