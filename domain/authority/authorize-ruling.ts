import type { OrganCode } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { Actor } from './actor.ts';
import type { AuthorityRefusal } from './authorize-decision.ts';

/** Who must rule on the objections to an item of a notice. */
export interface RulingSeat {
  readonly jurisdiction: string;
  /** The responsible department, or the HR bureau where the department has nobody who may (design §5a). */
  readonly organ: OrganCode;
  /** Everybody who decided on the claim, in whatever role; confirming its notice is no decision. */
  readonly deciders: readonly string[];
}

/**
 * Nobody rules on an objection against what he decided himself (S8, R-099). The duty is checked before the seat, so that
 * a decider gets that reason. The trigger `objection_uninvolved` enforces the same on the row.
 */
export function authorizeRuling(actor: Actor, seat: RulingSeat): Verdict<null, AuthorityRefusal> {
  if (seat.deciders.includes(actor.personId)) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  if (actor.jurisdiction !== seat.jurisdiction) {
    return refused('OTHER_JURISDICTION');
  }
  if (!actor.roles.includes('noticeOfficer')) {
    return refused('ROLE_REQUIRED');
  }
  return actor.organ === seat.organ ? granted(null) : refused('OTHER_ORGAN');
}
