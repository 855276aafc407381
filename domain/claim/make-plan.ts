import type { DecidingRole } from '../authority/authorize-decision.ts';
import { FINANCE_ROLES } from '../authority/role-groups.ts';
import type { OrganCode } from '../codes.ts';
import type { StageDefinition } from '../policy/policy-pack.ts';
import { snapshotBool, snapshotInt, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { isOneOf } from '../verdict.ts';
import type { ClaimPlan, PlannedStage } from './claim-plan.ts';

export interface PlanFacts {
  readonly claimId: string;
  readonly jurisdiction: string;
  readonly applicantPersonId: string;
  readonly applicantPartyId: string;
  readonly responsibleDepartment: OrganCode;
  /** D19: how far the practice clock is ahead of the system clock, in ms. */
  readonly clockOffsetMs: number;
  /**
   * `advance`: the route's reviews, its notice unless `advance.needsNotice` is off, the payment, and no contract check
   * (R-105).
   */
  readonly kind?: string;
}

/**
 * Builds the plan of a claim: the stages of its route from the pinned snapshot, by value (D25). Fills in the
 * responsible department, and omits the contract check if no +50 % is in force.
 * @throws PolicyParameterMissing without `return.maxRounds`
 */
export function claimPlanOf(snapshot: PolicySnapshot, facts: PlanFacts): ClaimPlan {
  const { claimId, jurisdiction, applicantPersonId, applicantPartyId, clockOffsetMs } = facts;
  return {
    claimId,
    jurisdiction,
    applicantPersonId,
    applicantPartyId,
    stages: stagesFor(snapshot, facts.kind).map((stage, position, stages) =>
      plannedStage(stage, facts.responsibleDepartment, stages.slice(0, position)),
    ),
    maxReturns: snapshotInt(snapshot, 'return.maxRounds'),
    clockOffsetMs,
  };
}

function stagesFor(snapshot: PolicySnapshot, kind: string | undefined): readonly StageDefinition[] {
  const { stages } = snapshot.routeDefinition;
  if (kind !== 'advance') {
    return stages;
  }
  const hasNotice = snapshotBool(snapshot, 'advance.needsNotice');
  return stages.filter((stage) => stage.kind !== 'contractCheck' && (stage.kind !== 'notice' || hasNotice));
}

function plannedStage(stage: StageDefinition, department: OrganCode, before: readonly StageDefinition[]): PlannedStage {
  return {
    stage: stage.stage,
    kind: stage.kind,
    organ: stage.organ === 'responsibleDepartment' ? department : stage.organ,
    role: stage.role,
    decidesAs: decidesAs(stage, before),
    questions: stage.questions.map((question) => question.key),
  };
}

/**
 * Assigns the deciding role of a stage. The first review by a role has that role's seat. A further review has a seat of
 * its own, so that a person who decided once never decides again on the same claim. Notice officers confirm but
 * never decide (design §5a): their stage gets the department's seat, which no act uses.
 */
function decidesAs({ kind, role, stage }: StageDefinition, before: readonly StageDefinition[]): DecidingRole {
  if (isOneOf(FINANCE_ROLES, role)) {
    return role;
  }
  const place = role === 'bureauReviewer' ? role : 'departmentReviewer';
  const isFurther = kind === 'review' && before.some((other) => other.kind === 'review' && other.role === role);
  return isFurther ? `${place}/${stage}` : place;
}
