-- A certificate number earns once, whoever names it (R-059): two people with one number are a mistake or a fraud. Where
-- two have it already, the claim that was submitted first keeps the key; the other line keeps its state, and a later
-- claim with the number is refused.
DELETE FROM entitlement_key k USING (
  SELECT e.kind, e.trainee_id, e.key, row_number() OVER (PARTITION BY e.key ORDER BY c.submitted_at, l.id) AS place
  FROM entitlement_key e JOIN claim_line l ON l.id = e.line_id JOIN claim c ON c.id = l.claim_id
  WHERE e.kind = 'CERTIFICATE' AND c.route <> 'CONTEST_HONOUR_AND_LEVEL') AS ordered
WHERE ordered.place > 1 AND k.kind = ordered.kind AND k.trainee_id = ordered.trainee_id AND k.key = ordered.key;

-- A recorded honour (C36) pays nothing and takes no certificate from a training.
DELETE FROM entitlement_key k USING claim_line l JOIN claim c ON c.id = l.claim_id
WHERE k.line_id = l.id AND k.kind = 'CERTIFICATE' AND c.route = 'CONTEST_HONOUR_AND_LEVEL';
ALTER TABLE policy_snapshot DISABLE TRIGGER policy_snapshot_kept;
UPDATE policy_snapshot
SET content = jsonb_set(content, '{routeDefinition,keys}', (content #> '{routeDefinition,keys}') - 'CERTIFICATE')
WHERE content #>> '{routeDefinition,code}' = 'CONTEST_HONOUR_AND_LEVEL'
  AND content #> '{routeDefinition,keys}' ? 'CERTIFICATE';
ALTER TABLE policy_snapshot ENABLE TRIGGER policy_snapshot_kept;

CREATE UNIQUE INDEX entitlement_key_certificate_once ON entitlement_key (key) WHERE kind = 'CERTIFICATE';
