import type { OrganCode, Role } from '../codes.ts';
import type { DecidingRole } from '../authority/authorize-decision.ts';

/**
 * One stage of a route, stored by value in the workflow's input (D25). Workflows never read packs, so a changed pack
 * never changes a replay.
 */
export interface PlannedStage {
  /**
   * The pack's name for the stage: `departmentReview`, `bureauReview`, `jointNotice`, `disbursement`, `contractCheck`,
   * …
   */
  readonly stage: string;
  readonly kind: 'review' | 'notice' | 'disbursement' | 'contractCheck';
  /** The organ that acts; for the responsible department, its actual organ is already filled in. */
  readonly organ: OrganCode;
  readonly role: Role;
  readonly decidesAs: DecidingRole;
  /** Questions that an approval must answer, each `true`, `false` or `cannotTell`. */
  readonly questions: readonly string[];
}

/** Input of a claim's workflow: ids, codes, day counts. No names, ID numbers or account numbers (D10). */
export interface ClaimPlan {
  readonly claimId: string;
  readonly jurisdiction: string;
  readonly applicantPersonId: string;
  readonly applicantPartyId: string;
  readonly stages: readonly PlannedStage[];
  /** how often a claim may be returned to the applicant. */
  readonly maxReturns: number;
  /** D19: how far the practice clock was ahead of the system clock when the workflow started. */
  readonly clockOffsetMs: number;
}

/** Returns the index of the first stage of a kind; -1 if the claim's route has none. */
export function indexOfKind(plan: ClaimPlan, kind: PlannedStage['kind']): number {
  return plan.stages.findIndex((stage) => stage.kind === kind);
}
