import type { CallGrant, PoolExpert } from '../../domain/grant/call-rules.ts';
import { fetchAll, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/** A submitted application of a call. */
export type GrantOfCall = CallGrant & Row<'base_grant', 'course'>;

const GRANTS_OF_CALL = `SELECT g.id AS "grantId", g.state, g.score_centi AS "scoreCenti", g.course,
     coalesce(g.valid_scores, (SELECT count(*)::int FROM grant_score s WHERE s.grant_id = g.id AND s.state = 'valid'))
       AS "validScores",
     (extract(epoch FROM g.submitted_at) * 1000)::float8 AS "submittedAtMs",
     EXISTS (SELECT FROM grant_place p WHERE p.grant_id = g.id) AS "hasPlace"
   FROM base_grant g WHERE g.call_id = $1 AND g.submitted_at IS NOT NULL ORDER BY g.submitted_at, g.id`;

const grantsOfCall = sqlText<GrantOfCall, [callId: string]>('grant.ofCall', GRANTS_OF_CALL);

const lockedGrantsOfCall = sqlText<GrantOfCall, [callId: string]>(
  'grant.lockedOfCall',
  `${GRANTS_OF_CALL} FOR SHARE OF g`,
);

/** The submitted applications of a call, in the order of submission. */
export function readCallGrants(client: Connection, callId: string): Promise<readonly GrantOfCall[]> {
  return fetchAll(client, grantsOfCall(callId));
}

/** The same, for a proposal: none of them leaves until its places are given. */
export function lockCallGrants(client: Connection, callId: string): Promise<readonly GrantOfCall[]> {
  return fetchAll(client, lockedGrantsOfCall(callId));
}

/** Who of these belongs to the pool, to an applicant of the call, or has another role in one of its grants. */
const poolExperts = sqlText<PoolExpert, [callId: string, personIds: readonly string[]]>(
  'grant.poolExperts',
  `SELECT p.id AS "personId", 'expert' = ANY (p.roles) AND p.disabled_at IS NULL
       AND p.jurisdiction = (SELECT c.jurisdiction FROM grant_call c WHERE c.id = $1) AS "isExpert",
     EXISTS (SELECT FROM base_grant g WHERE g.call_id = $1 AND (g.applicant_party_id = p.party_id
       OR g.applicant_person_id = p.id OR EXISTS (SELECT FROM declared_relation r
         WHERE r.person_id = p.id AND r.party_id = g.applicant_party_id))) AS "isOfApplicant",
     EXISTS (SELECT FROM grant_decider d JOIN base_grant g ON g.id = d.grant_id
       WHERE g.call_id = $1 AND d.person_id = p.id AND d.role <> 'expert') AS "hasOtherRole"
   FROM person p WHERE p.id = ANY ($2)`,
);

export function readPoolExperts(
  client: Connection,
  callId: string,
  personIds: readonly string[],
): Promise<readonly PoolExpert[]> {
  return fetchAll(client, poolExperts(callId, personIds));
}

const officerFree = sqlText<{ readonly person_id: string }, [callId: string, personId: string]>(
  'grant.officerFree',
  `SELECT d.person_id FROM grant_decider d JOIN base_grant g ON g.id = d.grant_id
   WHERE g.call_id = $1 AND d.person_id = $2 AND d.role <> 'officer' LIMIT 1`,
);

/** True if the person has another role in none of the call's grants. */
export async function isOfficerFree(client: Connection, callId: string, personId: string): Promise<boolean> {
  return (await fetchAll(client, officerFree(callId, personId))).length === 0;
}
