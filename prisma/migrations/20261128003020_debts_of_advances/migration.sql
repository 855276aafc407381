-- R-073, R-074: an advance whose class has no claim left that could settle it is due back, by its own claim. A later
-- claim of the class settles what is still open of it; no person decides that step.
ALTER TABLE recovery_step ALTER COLUMN decided_by DROP NOT NULL;
ALTER TABLE recovery_step DROP CONSTRAINT recovery_step_kind_word;
ALTER TABLE recovery_step ADD CONSTRAINT recovery_step_kind_word CHECK (kind IN ('repaid', 'setOff', 'settled'));
ALTER TABLE recovery_step ADD CONSTRAINT recovery_step_decided CHECK (
  CASE WHEN kind = 'settled' THEN decided_by IS NULL AND set_off_claim_id IS NOT NULL ELSE decided_by IS NOT NULL END);
-- The sweep asks for closed advances twice a second.
CREATE INDEX claim_closed_advances ON claim (filing_id) WHERE kind = 'advance' AND state = 'closed';
