import type { Caller } from '../../api/kernel/caller.ts';
import { mayAs, type OperationId } from '../../domain/authority/permissions.ts';
import { withinOf } from './jurisdictions.ts';

/**
 * Whether the caller may see a claim `c`, as a condition with the parameters $1 to $4 of `claimSightOf`. An institution
 * sees its own claims, drafts too. A submitted claim is seen by the responsible department, by an organ that does a
 * further review of the path, by the HR bureau and by roles that see every department, as the operation's row in the table
 * of permissions says, each in their own jurisdiction and those below. So a city reads the claims of its banners, and a banner reads none of its neighbour's
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

/** The claims that the caller may ask this operation about. */
export function claimSightOf(caller: Caller, operation: OperationId = 'getClaim'): ClaimSight {
  const seesOwn = mayAs(caller.roles, operation, 'responsibleOrgan');
  return sightOf(caller, operation, seesOwn ? withinOf(caller.jurisdiction) : null);
}

/** The same for a department's acts on a claim: only claims of its own jurisdiction. */
export function claimReachOf(caller: Caller, operation: OperationId = 'getClaim'): ClaimSight {
  const { roles, jurisdiction } = caller;
  const seesOwn = mayAs(roles, operation, 'responsibleOrgan') || mayAs(roles, operation, 'organHere');
  return sightOf(caller, operation, seesOwn ? jurisdiction : null);
}

function sightOf(caller: Caller, operation: OperationId, ofDepartments: string | null): ClaimSight {
  const { roles, organ, jurisdiction, partyId } = caller;
  const seesAll = mayAs(roles, operation, 'jurisdiction') || (organ === 'HRSS' && mayAs(roles, operation, 'bureau'));
  return [
    mayAs(roles, operation, 'own') ? partyId : null,
    seesAll ? withinOf(jurisdiction) : null,
    ofDepartments,
    ofDepartments === null ? null : organ,
  ];
}
