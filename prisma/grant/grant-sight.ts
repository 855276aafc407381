import type { Caller } from '../../api/kernel/caller.ts';
import { mayAs, rolesOf, type OperationId } from '../../domain/authority/permissions.ts';
import { READING_PANEL_STATES } from '../../domain/grant/grant-course.ts';
import { SCORED_GRANT_STATES } from '../../domain/grant/grant-state.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { sqlList } from '../kernel/sql-list.ts';

/** The roles whose office reads the applications of its own applicants and calls. */
export const GRANT_OFFICES = rolesOf('readGrant').filter((role) => mayAs([role], 'readGrant', 'jurisdiction'));

/**
 * Who may see a grant `g`, with the parameters $1 to $3 of `grantSightOf`: the holder its own, drafts too; the offices of
 * the call and of the applicant's city what was submitted; an expert the applications of the own panel while it scores.
 */
export const VISIBLE_GRANT = `(g.applicant_party_id = $1
  OR (g.submitted_at IS NOT NULL AND (g.jurisdiction LIKE $2 OR g.applicant_jurisdiction LIKE $2))
  OR (g.state IN (${sqlList(SCORED_GRANT_STATES)}) AND $3::text IS NOT NULL
    AND EXISTS (SELECT FROM jsonb_array_elements(g.course -> 'panel') AS seat
      WHERE seat ->> 'personId' = $3 AND seat ->> 'state' IN (${sqlList(READING_PANEL_STATES)}))))`;

export type GrantSight = readonly [partyId: string | null, within: string | null, expertId: string | null];

/** The values of $1 to $3. */
export function grantSightOf({ roles, jurisdiction, partyId, personId }: Caller, operation: OperationId): GrantSight {
  return [
    mayAs(roles, operation, 'own') ? partyId : null,
    mayAs(roles, operation, 'jurisdiction') ? withinOf(jurisdiction) : null,
    mayAs(roles, operation, 'seat') ? personId : null,
  ];
}
