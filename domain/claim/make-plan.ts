import type { DecidingRole } from '../authority/authorize-decision.ts';
import type { OrganCode } from '../codes.ts';
import type { StageDefinition } from '../policy/policy-pack.ts';
import { snapshotBool, snapshotInt, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { ClaimPlan, PlannedStage } from './claim-plan.ts';

export interface PlanFacts {
  readonly claimId: string;
  readonly jurisdiction: string;
  readonly applicantPersonId: string;
  readonly applicantPartyId: string;
  readonly responsibleDepartment: OrganCode;
  /** D19: what the practice clock is ahead of the system, in ms. */
  readonly clockOffsetMs: number;
  /** `advance`: the route's reviews, its notice unless `advance.needsNotice` is off, the payment, no contract check. */
  readonly kind?: string;
}

/**
 * The stages of the route as the pinned snapshot lists them, by value (D25): the responsible department put in its
 * place, the contract check left out where no +50 % is in force.
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
 * The first review of a role is that role's place. A further one is a place of its own, so that whoever decided once never
 * decides again on the same claim. Notice officers confirm and never decide (design §5a): their stage gets the
 * department's seat, which no act uses.
 */
function decidesAs({ kind, role, stage }: StageDefinition, before: readonly StageDefinition[]): DecidingRole {
  if (role === 'financeMaker' || role === 'financeChecker') {
    return role;
  }
  const place = role === 'bureauReviewer' ? role : 'departmentReviewer';
  const isFurther = kind === 'review' && before.some((other) => other.kind === 'review' && other.role === role);
  return isFurther ? `${place}/${stage}` : place;
}
