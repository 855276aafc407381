import type { OrganCode, Role } from '../codes.ts';
import type { DecidingRole } from '../authority/authorize-decision.ts';

/**
 * One stage of a route, by value in the workflow's input (D25): workflows never read packs, so a changed pack never
 * changes a replay.
 */
export interface PlannedStage {
  /** The pack's word for it: `departmentReview`, `bureauReview`, `jointNotice`, `disbursement`, `contractCheck`, … */
  readonly stage: string;
  readonly kind: 'review' | 'notice' | 'disbursement' | 'contractCheck';
  /** The organ that acts; the responsible department is already put in its place. */
  readonly organ: OrganCode;
  readonly role: Role;
  readonly decidesAs: DecidingRole;
  /** Keys that an approval answers, each `true`, `false` or `cannotTell`. */
  readonly questions: readonly string[];
}

/** What a claim's workflow is started with: ids, codes, day counts. No names, numbers of persons or accounts (D10). */
export interface ClaimPlan {
  readonly claimId: string;
  readonly jurisdiction: string;
  readonly applicantPersonId: string;
  readonly applicantPartyId: string;
  readonly stages: readonly PlannedStage[];
  /** how often a claim may be returned to the applicant. */
  readonly maxReturns: number;
  /** D19: what the practice clock was ahead of the system when the workflow started. */
  readonly clockOffsetMs: number;
}

export function indexOfKind(plan: ClaimPlan, kind: PlannedStage['kind']): number {
  return plan.stages.findIndex((stage) => stage.kind === kind);
}
