/**
 * Whether a person `p` is a notice officer of the responsible department of notice `n` who decided nothing on the claim
 * of objection `o`, and has no relation to its party (S8, R-134).
 */
export const MAY_RULE_FOR_DEPARTMENT = `p.organ = n.responsible_department AND p.jurisdiction = n.jurisdiction
  AND 'noticeOfficer' = ANY (p.roles) AND p.disabled_at IS NULL
  AND NOT EXISTS (SELECT FROM claim_decider d WHERE d.claim_id = o.claim_id AND d.person_id = p.id)
  AND NOT EXISTS (SELECT FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
    WHERE r.person_id = p.id AND c.id = o.claim_id)`;
