import type { Actor } from '../authority/actor.ts';
import type { OrganCode, Role } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** What one person is in a grant, for good (R-009; api §9.4). Confirming a notice is none of them. */
export const GRANT_ROLES = [
  'expert',
  'cityHr',
  'cityFinance',
  'officer',
  'approver',
  'financeApprover',
  'maker',
  'checker',
] as const;
export type GrantRole = (typeof GRANT_ROLES)[number];

export interface GrantDecider {
  readonly personId: string;
  readonly role: GrantRole;
}

/** The seat that an act on a grant wants of its actor. */
export interface GrantSeat {
  readonly role: Role;
  /** Null: the role alone decides. */
  readonly organ: OrganCode | null;
  /** Null: an expert of the pool, wherever he is. */
  readonly jurisdiction: string | null;
  readonly decidesAs: GrantRole;
}

export type GrantSeatRefusal = 'SAME_PERSON_FORBIDDEN' | 'OTHER_JURISDICTION' | 'ROLE_REQUIRED' | 'OTHER_ORGAN';

/**
 * The separation of duties of a grant for every entry point. The duties come first, so that a person who decided already
 * gets that reason. The database holds the same under a race (`grant_decider`).
 */
export function authorizeGrantAct(
  actor: Actor,
  seat: GrantSeat,
  deciders: readonly GrantDecider[],
): Verdict<GrantDecider, GrantSeatRefusal> {
  if (deciders.some(({ personId, role }) => personId === actor.personId && role !== seat.decidesAs)) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  if (seat.jurisdiction !== null && actor.jurisdiction !== seat.jurisdiction) {
    return refused('OTHER_JURISDICTION');
  }
  if (!actor.roles.includes(seat.role)) {
    return refused('ROLE_REQUIRED');
  }
  if (seat.organ !== null && actor.organ !== seat.organ) {
    return refused('OTHER_ORGAN');
  }
  return granted({ personId: actor.personId, role: seat.decidesAs });
}

/** The people with a role in the grant, and this one among them. */
export function withDecider(deciders: readonly GrantDecider[], one: GrantDecider): readonly GrantDecider[] {
  return deciders.some(({ personId }) => personId === one.personId) ? deciders : [...deciders, one];
}
