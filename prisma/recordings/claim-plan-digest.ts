import { createHash } from 'node:crypto';
import type pg from 'pg';
import { isStartedAsOwn, planText } from '../../domain/authority/own-turn.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import type { LockedClaim } from './locked-claim.ts';
import type { RecordingContext } from './recording-context.ts';

/** The digest by which a claim's row knows the plan of its workflow again. */
export function planDigest(plan: ClaimPlan): Buffer {
  return createHash('sha256').update(planText(plan)).digest();
}

/**
 * True if a workflow has the plan that the claim's row gives (D25). A row keeps the digest of the plan from its first
 * record on, because a corrected law gives the row another snapshot and leaves the plan as it is. A claim of
 * before the digests may have such a snapshot, which corrects no stage, so its number of returns is not compared.
 */
export async function isPlanOfRow(
  { snapshots }: RecordingContext,
  client: pg.PoolClient,
  row: LockedClaim,
  plan: ClaimPlan,
): Promise<boolean> {
  if (row.plan_digest !== null) {
    return row.plan_digest.equals(planDigest(plan));
  }
  const own = claimPlanOf(await snapshots.read(client, row.policy_snapshot_id), {
    claimId: row.id,
    jurisdiction: row.jurisdiction,
    applicantPersonId: row.applicant_person_id,
    applicantPartyId: row.applicant_party_id,
    responsibleDepartment: row.responsible_department,
    clockOffsetMs: 0,
    kind: row.kind,
  });
  const isBegun = row.started_at !== null;
  const started = isBegun ? { ...plan, maxReturns: own.maxReturns } : plan;
  return isStartedAsOwn({ course: null, plan: started }, { course: null, plan: own });
}
