import type { IsoDate } from '../calendar.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { PolicyParameterMissing } from '../policy/policy-snapshot.ts';
import { resolveParameter } from '../policy/resolve-parameter.ts';
import { DEMAND_PUBLISH_MODES, type DemandPublishMode } from './demand-cycle-course.ts';
import { RECIPIENT_KINDS, type RecipientKind } from './demand-words.ts';

/** What the packs say of the demand lists of a jurisdiction on a day. */
export interface DemandRules {
  readonly publish: DemandPublishMode;
  /** Empty where no paper says whom the lists go to. */
  readonly pushTo: readonly RecipientKind[];
  /** How many days an entry is valid that gives no end. */
  readonly entryValidDays: number;
}

/** @throws PolicyParameterMissing */
export function demandRules(library: PolicyLibrary, jurisdiction: string, on: IsoDate): DemandRules {
  const valueOf = (key: string) => resolveParameter(library, { jurisdiction, route: '', on, key }).winner?.value;
  const publish = DEMAND_PUBLISH_MODES.find((mode) => mode === valueOf('demand.publish'));
  if (publish === undefined) {
    throw new PolicyParameterMissing('demand.publish', 'code');
  }
  const pushTo = valueOf('demand.pushTo');
  const entryValidDays = valueOf('demand.entryValidDays');
  if (typeof entryValidDays !== 'number') {
    throw new PolicyParameterMissing('demand.entryValidDays', 'number');
  }
  const kinds: readonly unknown[] = typeof pushTo === 'object' ? pushTo : [];
  return { publish, pushTo: RECIPIENT_KINDS.filter((kind) => kinds.includes(kind)), entryValidDays };
}
