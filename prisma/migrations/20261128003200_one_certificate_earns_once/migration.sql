-- One certificate earns once over all routes of the training subsidies (R-059): its key is its kind and its number, and
-- lines of classes take it too. Lines in flight or paid get the key that they would take today; of two lines of a person
-- with the same certificate the one that was submitted first has it.
INSERT INTO entitlement_key (kind, trainee_id, key, line_id)
SELECT 'CERTIFICATE', l.trainee_id,
  l.certificate_kind || '/' || upper(replace(normalize(l.certificate_no, NFKC), ' ', '')), l.id
FROM claim_line l JOIN claim c ON c.id = l.claim_id
WHERE l.trainee_id IS NOT NULL AND l.certificate_kind IS NOT NULL AND l.certificate_no <> ''
  AND c.route IN ('INSTITUTION_PROJECT_TRAINING', 'INSTITUTION_CLASS_TRAINING', 'ENTERPRISE_TRAINING', 'SAFETY_TRAINING',
    'NEW_APPRENTICESHIP', 'INDIVIDUAL_CERTIFICATE', 'ENTREPRENEURSHIP_TRAINING', 'ENTREPRENEURSHIP_TRAINING_PERSON',
    'TRIAL_ENTREPRENEURSHIP_2000', 'LABOUR_PREPARATION_TRAINING', 'POVERTY_FREE_TRAINING', 'FARMER_TRAINING',
    'DISABLED_TRAINING', 'VETERAN_TRAINING', 'UNION_STAFF_TRAINING', 'COLLEGE_SUBSIDISED_TRAINING', 'CUSTODY_TRAINING',
    'TECHNICIAN_TRAINING', 'CHAIN_LEADER_PROJECT_TRAINING', 'SKILL_UPGRADE_SUBSIDY', 'CONTEST_HONOUR_AND_LEVEL')
  AND (EXISTS (SELECT FROM yearly_slot k WHERE k.line_id = l.id)
    OR EXISTS (SELECT FROM occupation_level_key k WHERE k.line_id = l.id)
    OR EXISTS (SELECT FROM training_key k WHERE k.line_id = l.id)
    OR EXISTS (SELECT FROM entitlement_key k WHERE k.line_id = l.id))
ORDER BY c.submitted_at, l.id
ON CONFLICT DO NOTHING;

-- Keys of the former form, the number alone.
DELETE FROM entitlement_key
WHERE kind = 'CERTIFICATE'
  AND key !~ '^(QUALIFICATION|SKILL_LEVEL|SPECIFIC_ABILITY|SPECIAL_OPERATION|TRAINING_COMPLETION)/';

-- Laws pinned before state the same key, so that claims under them take it too.
ALTER TABLE policy_snapshot DISABLE TRIGGER policy_snapshot_kept;
UPDATE policy_snapshot
SET content = jsonb_set(content, '{routeDefinition,keys}', (content #> '{routeDefinition,keys}') || '"CERTIFICATE"')
WHERE content #> '{routeDefinition,keys}' ?| ARRAY['TRAINING', 'TRIAL']
  AND NOT content #> '{routeDefinition,keys}' ? 'CERTIFICATE';
ALTER TABLE policy_snapshot ENABLE TRIGGER policy_snapshot_kept;
