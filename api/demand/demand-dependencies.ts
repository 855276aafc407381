import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { Desk } from '../kernel/desk-port.ts';
import type { RateLimit } from '../kernel/rate-limit.ts';
import type { EntityReads } from '../oversight/entity-reads.ts';
import type { DemandFormPage } from './demand-form.ts';
import type { DemandStore } from './demand-ports.ts';

export interface DemandDependencies {
  readonly demand: DemandStore;
  readonly reads: EntityReads;
  readonly formPage: DemandFormPage;
  readonly desk: Desk;
  readonly library: PolicyLibrary;
  /** How many entries one address may send without sign-in. */
  readonly entryLimit: RateLimit;
}
