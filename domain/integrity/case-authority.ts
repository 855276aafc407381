import type { Actor } from '../authority/actor.ts';
import { covers } from '../authority/jurisdiction.ts';
import type { OrganCode } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** What a case would be about. */
export interface CaseSubject {
  readonly jurisdiction: string;
  /** The organs that are responsible for its class; without a class, for any class or claim of the party there. */
  readonly responsible: readonly OrganCode[];
}

/**
 * S3: a case is opened by the HR bureau of the jurisdiction or of one above it, or by the responsible department of the
 * jurisdiction itself; by nobody else.
 */
export function judgeOpener(
  actor: Actor,
  { jurisdiction, responsible }: CaseSubject,
): Verdict<null, 'ROLE_REQUIRED' | 'OTHER_ORGAN' | 'OTHER_JURISDICTION'> {
  if (isInvestigator(actor)) {
    return covers(actor.jurisdiction, jurisdiction) ? granted(null) : refused('OTHER_JURISDICTION');
  }
  if (!actor.roles.includes('departmentReviewer')) {
    return refused('ROLE_REQUIRED');
  }
  if (actor.jurisdiction !== jurisdiction) {
    return refused('OTHER_JURISDICTION');
  }
  return actor.organ !== null && responsible.includes(actor.organ) ? granted(null) : refused('OTHER_ORGAN');
}

/** Who has to do with a case and with the claims that it holds. */
export interface CaseInvolvement {
  readonly jurisdiction: string;
  readonly openedBy: string;
  /** Everybody who decided on a held claim, in whatever role. */
  readonly deciders: readonly string[];
  /** The sections that made the department's review of a held claim. */
  readonly sections: readonly {
    readonly jurisdiction: string;
    readonly organ: OrganCode;
    /** Empty for an organ without sections. */
    readonly section: string;
  }[];
}

export type CloserRefusal = 'SAME_PERSON_FORBIDDEN' | 'SAME_SECTION_FORBIDDEN' | 'ROLE_REQUIRED' | 'OTHER_JURISDICTION';

/**
 * S3: who ends a case lets the money of its claims go on. So a reviewer of the HR bureau ends it who neither opened it
 * nor decided on a held claim, nor belongs to the section that made a held claim's department review. The bureau of a
 * jurisdiction above may end it too, so that a case never waits for somebody who does not exist. The trigger
 * `integrity_case_uninvolved` enforces the same on the row.
 */
export function judgeCloser(actor: Actor, involved: CaseInvolvement): Verdict<null, CloserRefusal> {
  if (actor.personId === involved.openedBy || involved.deciders.includes(actor.personId)) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  const isOfSection = involved.sections.some(
    ({ jurisdiction, organ, section }) =>
      jurisdiction === actor.jurisdiction && organ === actor.organ && section === (actor.section ?? ''),
  );
  if (isOfSection) {
    return refused('SAME_SECTION_FORBIDDEN');
  }
  if (!isInvestigator(actor)) {
    return refused('ROLE_REQUIRED');
  }
  return covers(actor.jurisdiction, involved.jurisdiction) ? granted(null) : refused('OTHER_JURISDICTION');
}

/** S3: the end of a suspected crime takes two such people; `askedBy` is the first of them. */
export function judgeConfirmer(
  actor: Actor,
  involved: CaseInvolvement,
  askedBy: string | null,
): Verdict<null, CloserRefusal | 'WRONG_STATE'> {
  if (askedBy === null) {
    return refused('WRONG_STATE');
  }
  return actor.personId === askedBy ? refused('SAME_PERSON_FORBIDDEN') : judgeCloser(actor, involved);
}

function isInvestigator({ organ, roles }: Actor): boolean {
  return organ === 'HRSS' && roles.includes('bureauReviewer');
}
