import type { Caller } from '../../api/kernel/caller.ts';
import { DEPARTMENT_ROLES } from '../../domain/authority/role-groups.ts';
import type { Role } from '../../domain/codes.ts';
import { withinOf } from './jurisdictions.ts';

/** Roles that see claims of every department, in their jurisdiction and those below it. */
const EVERY_DEPARTMENT_ROLES: readonly Role[] = [
  'financeMaker',
  'financeChecker',
  'operator',
  'operatorApprover',
  'auditor',
  'policyEditor',
  'policyApprover',
];

/**
 * Whether the caller may see a claim `c`, as a condition with the parameters $1 to $4 of `claimSightOf`. An institution
 * sees its own claims. A submitted claim is seen by the responsible department, by an organ that does a further review
 * of the path, and by the HR bureau's reviewers, Finance, operators, auditors and policy staff, each in their own
 * jurisdiction and those below. So a city reads the claims of its banners, and a banner reads none of its neighbour's
 * . Who may decide is checked separately.
 */
export const VISIBLE_CLAIM = `(c.applicant_party_id = $1 OR (c.submitted_at IS NOT NULL AND (
  c.jurisdiction LIKE $2 OR (c.jurisdiction LIKE $3 AND (c.responsible_department = $4 OR EXISTS (SELECT FROM task own_review
    WHERE own_review.entity_kind = 'claim' AND own_review.entity_id = c.id AND own_review.organ = $4 AND own_review.role = 'departmentReviewer'))))))`;

/** The values of $1 to $4. */
export type ClaimSight = readonly [
  partyId: string | null,
  everyDepartmentIn: string | null,
  ownDepartmentIn: string | null,
  organ: string | null,
];

export function claimSightOf(caller: Caller): ClaimSight {
  return sightOf(caller, withinOf(caller.jurisdiction));
}

/** The same for a department's acts on a claim: only claims of its own jurisdiction. */
export function claimReachOf(caller: Caller): ClaimSight {
  return sightOf(caller, caller.jurisdiction);
}

function sightOf(caller: Caller, ofDepartments: string): ClaimSight {
  const has = (...roles: readonly Role[]) => caller.roles.some((role) => roles.includes(role));
  const seesAll = has(...EVERY_DEPARTMENT_ROLES) || (caller.organ === 'HRSS' && has('bureauReviewer'));
  const seesOwn = has(...DEPARTMENT_ROLES);
  return [
    has('applicant') ? caller.partyId : null,
    seesAll ? withinOf(caller.jurisdiction) : null,
    seesOwn ? ofDepartments : null,
    seesOwn ? caller.organ : null,
  ];
}
