import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { Problem } from '../kernel/problem.ts';
import type { EntityReads } from '../oversight/entity-reads.ts';
import type { AnnualPlanRecord, AnnualPlanStore } from './plan-ports.ts';
import { planView, type PlanContents, type PlanReader } from './plan-view.ts';

export interface PlanDependencies {
  readonly plans: AnnualPlanStore;
  readonly reads: EntityReads;
  readonly desk: Desk;
  readonly library: PolicyLibrary;
}

/** @throws Problem NOT_FOUND */
export async function findPlan(plans: AnnualPlanStore, planId: string, caller: Caller): Promise<AnnualPlanRecord> {
  const record = await plans.find(planId, caller);
  if (record === null) {
    throw new Problem('NOT_FOUND');
  }
  return record;
}

export async function showPlan(plans: AnnualPlanStore, record: AnnualPlanRecord, reader: PlanReader) {
  const contents = await readContents(plans, [record]);
  return { body: planView(record, contents, reader), revision: record.revision };
}

/** Everything that belongs to some plans. */
export async function readContents(
  plans: AnnualPlanStore,
  records: readonly AnnualPlanRecord[],
): Promise<PlanContents> {
  const ids = records.map(({ planId }) => planId);
  const [versions, splits, sectorPlans, structures] = await Promise.all([
    plans.versions(ids),
    plans.splits(ids),
    plans.sectorPlans(ids),
    plans.structures(ids),
  ]);
  return { versions, splits, sectorPlans, structures };
}
