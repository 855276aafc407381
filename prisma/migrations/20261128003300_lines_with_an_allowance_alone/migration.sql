-- A line may be paid its living allowance without its base (R-055).
ALTER TABLE claim_line DROP CONSTRAINT IF EXISTS claim_line_state_word;
ALTER TABLE claim_line ADD CONSTRAINT claim_line_state_word CHECK (
  state IN ('proposed', 'eligible', 'refused', 'approved', 'paid', 'floatWaiting', 'floatClaimed', 'floatPaid', 'floatNotEarned', 'allowanceOnly'));
-- Its base is nothing: only the certificate is refused.
ALTER TABLE claim_line ADD CONSTRAINT claim_line_allowance_only CHECK (
  state <> 'allowanceOnly' OR (base_fen = 0 AND float_fen = 0 AND allowance_fen > 0));
