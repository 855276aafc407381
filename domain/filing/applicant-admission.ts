import type { PartyKind } from '../policy/route-codes.ts';
import type { RouteDefinition } from '../policy/policy-pack.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** The applicant of a class, with the entries of the directories of the filing day. */
export interface FilingApplicant {
  readonly kind: PartyKind;
  readonly isOnInstitutionDirectory: boolean;
  readonly isChainLeader: boolean;
}

export type AdmissionRefusal = 'NOT_A_CLASS_ROUTE' | 'NOT_ON_DIRECTORY' | 'APPLICANT_NOT_ADMITTED' | 'NOT_CHAIN_LEADER';

const INSTITUTION_KINDS: readonly PartyKind[] = ['institution', 'college'];

/**
 * Decides whether a party may file a class of a route, by the kinds that the route's pack names (§2.0.2). The directory
 * of R-025 lists training institutions, chosen from applicants that teach others; so institutions and colleges must be
 * on it, and so must every applicant on a route open only to them. An enterprise (or another organisation) that trains
 * its own people on a route that names its kind is not checked (000§(八), 003§三(一)2: C03, C04, C05, C20, C23). A chain's
 * project class needs a leader that is on the directory of chains (R-043, 002§10).
 */
export function admitApplicant(
  route: Pick<RouteDefinition, 'intake' | 'applicants' | 'checks'>,
  applicant: FilingApplicant,
): Verdict<null, AdmissionRefusal> {
  if (route.intake !== 'class') {
    return refused('NOT_A_CLASS_ROUTE');
  }
  const isAdmitted = route.applicants.includes(applicant.kind);
  const isForInstitutions = route.applicants.every((kind) => INSTITUTION_KINDS.includes(kind));
  const asksDirectory = isAdmitted ? INSTITUTION_KINDS.includes(applicant.kind) : isForInstitutions;
  if (asksDirectory && !applicant.isOnInstitutionDirectory) {
    return refused('NOT_ON_DIRECTORY');
  }
  if (!isAdmitted) {
    return refused('APPLICANT_NOT_ADMITTED');
  }
  return route.checks.includes('CHAIN_MEMBER') && !applicant.isChainLeader
    ? refused('NOT_CHAIN_LEADER')
    : granted(null);
}
