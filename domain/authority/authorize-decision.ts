import type { OrganCode, Role } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { Actor } from './actor.ts';

type ReviewRole = 'departmentReviewer' | 'bureauReviewer';

/**
 * Roles that decide on a claim. Confirming a notice and ruling an objection are not among them (design §5a). Where a
 * path has a further review by the same role, that one is a place of its own, with its stage: `departmentReviewer/quality`.
 */
export type DecidingRole = 'applicant' | ReviewRole | `${ReviewRole}/${string}` | 'financeMaker' | 'financeChecker';

/** One person's place in a claim, for good: whoever decided once never decides in another role. */
export interface Decider {
  readonly personId: string;
  readonly organ: OrganCode | null;
  readonly section: string | null;
  readonly role: DecidingRole;
}

/** What a decision asks of the one who takes it. */
export interface Seat {
  readonly role: Role;
  /** The organ that must decide; null where the role alone says it. */
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

/** Reviews of one claim lie in different sections; payments and the applicant's own acts are none. */
export function isReview(role: DecidingRole): boolean {
  return role.startsWith('departmentReviewer') || role.startsWith('bureauReviewer');
}

/**
 * The separation of duties for every entry point: page, bulk, delegate and administrator alike (D12, R-009).
 * The duties come before the role, so that whoever already decided learns the reason that matters.
 * The database holds the same rules under a race (`claim_decider`, `claim_review_section`).
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

/** Two reviews of one claim lie in two sections, wherever both are made (T-15). */
function sharesSection(decider: Decider, actor: Actor, seat: Seat): boolean {
  return (
    isReview(decider.role) &&
    decider.role !== seat.decidesAs &&
    decider.organ === actor.organ &&
    decider.section === actor.section
  );
}
