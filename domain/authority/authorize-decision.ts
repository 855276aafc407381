import type { OrganCode, Role } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { Actor } from './actor.ts';

type ReviewRole = 'departmentReviewer' | 'bureauReviewer';

/**
 * Roles that decide on a claim. Confirming a notice and ruling on an objection are not among them (design §5a). If a
 * path has a further review by the same role, that review has a seat of its own, with its stage:
 * `departmentReviewer/quality`.
 */
export type DecidingRole = 'applicant' | ReviewRole | `${ReviewRole}/${string}` | 'financeMaker' | 'financeChecker';

/** One person's permanent role in a claim: a person who decided once never decides in another role. */
export interface Decider {
  readonly personId: string;
  readonly organ: OrganCode | null;
  readonly section: string | null;
  readonly role: DecidingRole;
}

/** The seat that a decision requires of its actor. */
export interface Seat {
  readonly role: Role;
  /** The organ that must decide; null if the role alone determines it. */
  readonly organ: OrganCode | null;
  readonly jurisdiction: string;
  readonly decidesAs: DecidingRole;
}

export type AuthorityRefusal =
  | 'SAME_PERSON_FORBIDDEN'
  | 'SAME_SECTION_FORBIDDEN'
  | 'OTHER_JURISDICTION'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN';

/** Reviews of one claim must be in different sections; payments and the applicant's own acts are not reviews. */
export function isReview(role: DecidingRole): boolean {
  return role.startsWith('departmentReviewer') || role.startsWith('bureauReviewer');
}

/**
 * The separation of duties for every entry point: page, bulk, delegate and administrator alike (D12, R-009). The duties
 * are checked before the role, so that a person who already decided gets that reason. The database enforces the same
 * rules under a race (`claim_decider`, `claim_review_section`).
 */
export function authorizeDecision(
  actor: Actor,
  seat: Seat,
  deciders: readonly Decider[],
): Verdict<Decider, AuthorityRefusal> {
  if (deciders.some((decider) => decider.personId === actor.personId && decider.role !== seat.decidesAs)) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  if (isReview(seat.decidesAs) && deciders.some((decider) => sharesSection(decider, actor, seat))) {
    return refused('SAME_SECTION_FORBIDDEN');
  }
  if (actor.jurisdiction !== seat.jurisdiction) {
    return refused('OTHER_JURISDICTION');
  }
  if (!actor.roles.includes(seat.role)) {
    return refused('ROLE_REQUIRED');
  }
  if (seat.organ !== null && actor.organ !== seat.organ) {
    return refused('OTHER_ORGAN');
  }
  return granted({
    personId: actor.personId,
    organ: actor.organ,
    section: actor.section,
    role: seat.decidesAs,
  });
}

/** Two reviews of one claim must be in two sections, whichever organs make them (T-15). */
function sharesSection(decider: Decider, actor: Actor, seat: Seat): boolean {
  return (
    isReview(decider.role) &&
    decider.role !== seat.decidesAs &&
    decider.organ === actor.organ &&
    decider.section === actor.section
  );
}
