import { FINANCE_ROLES } from '../authority/role-groups.ts';
import type { Role } from '../codes.ts';

const REVIEWERS = ['departmentReviewer', 'bureauReviewer'] as const;

/** For what an official sees personal data in clear; each reveal names one of these (S7). */
export const REVEAL_PURPOSES = ['review', 'payment', 'objection', 'audit', 'applicantRequest'] as const;
export type RevealPurpose = (typeof REVEAL_PURPOSES)[number];

/** What personal data belongs to: a person of a claim, the account of a claim, a person of a class, an objector. */
export const REVEALED_KINDS = ['line', 'payee', 'rosterPerson', 'objection'] as const;
export type RevealedKind = (typeof REVEALED_KINDS)[number];

const PERSONAL = ['line', 'payee', 'rosterPerson'] as const satisfies readonly RevealedKind[];

/** Who may see personal data for each purpose, and which. Operators only answer people who ask about their own claim. */
const REVEALS: Readonly<
  Record<RevealPurpose, { readonly to: readonly Role[]; readonly kinds: readonly RevealedKind[] }>
> = {
  review: { to: REVIEWERS, kinds: PERSONAL },
  payment: { to: FINANCE_ROLES, kinds: ['line', 'payee'] },
  // An objector is seen for the ruling alone.
  objection: { to: ['noticeOfficer'], kinds: ['line', 'objection'] },
  audit: { to: ['auditor'], kinds: PERSONAL },
  applicantRequest: { to: [...REVIEWERS, 'operator'], kinds: PERSONAL },
};

/** True if somebody with these roles may see such data for this purpose. */
export function mayReveal(roles: readonly Role[], purpose: RevealPurpose, kind: RevealedKind): boolean {
  const { to, kinds } = REVEALS[purpose];
  return kinds.includes(kind) && roles.some((role) => to.includes(role));
}
