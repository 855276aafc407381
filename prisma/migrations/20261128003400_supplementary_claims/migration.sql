-- L12: a class may have supplementary claims beside its main claim. What was one claim of a kind per class becomes one
-- living line per person, class and training year: every line of a class takes a key.
ALTER TABLE claim DROP CONSTRAINT IF EXISTS claim_kind_word;
ALTER TABLE claim ADD CONSTRAINT claim_kind_word CHECK (
  kind IN ('main', 'supplementary', 'advance'));
ALTER TABLE entitlement_key DROP CONSTRAINT IF EXISTS entitlement_key_kind_word;
ALTER TABLE entitlement_key ADD CONSTRAINT entitlement_key_kind_word CHECK (
  kind IN ('CLASS_LINE', 'YEARLY_SLOT', 'OCCUPATION_LEVEL', 'TRAINING', 'CERTIFICATE', 'MODULE', 'TRIAL', 'COURSE', 'APPRAISAL', 'UPGRADE_LEVEL', 'UPGRADE_SLOT', 'WORK_MONTH', 'WORK_SLOT', 'RESULT'));

-- The key of each line that a claim of a class pays or may still pay.
INSERT INTO entitlement_key (line_id, trainee_id, kind, key)
SELECT l.id, l.trainee_id, 'CLASS_LINE', c.filing_id || '/' || c.instalment
FROM claim c JOIN claim_line l ON l.claim_id = c.id
WHERE c.filing_id IS NOT NULL AND c.kind = 'main' AND c.submitted_at IS NOT NULL
  AND c.state NOT IN ('rejected', 'withdrawn') AND l.trainee_id IS NOT NULL AND l.state <> 'refused';
UPDATE claim_line l SET wanted_keys = jsonb_build_array(jsonb_build_object(
    'kind', 'CLASS_LINE', 'key', k.key, 'keys', jsonb_build_array(k.key), 'refusal', 'CLAIMED_IN_CLASS',
    'facts', '{}'::jsonb)) || l.wanted_keys
FROM entitlement_key k WHERE k.line_id = l.id AND k.kind = 'CLASS_LINE';

-- Of main claims and advances there is still one, and of supplementary claims one draft at a time.
DROP INDEX claim_one_per_filing;
CREATE UNIQUE INDEX claim_one_main_per_filing ON claim (filing_id, kind, instalment)
  WHERE filing_id IS NOT NULL AND kind <> 'supplementary' AND state NOT IN ('rejected', 'withdrawn');
CREATE UNIQUE INDEX claim_one_supplementary_draft ON claim (filing_id, instalment)
  WHERE kind = 'supplementary' AND state = 'draft';
