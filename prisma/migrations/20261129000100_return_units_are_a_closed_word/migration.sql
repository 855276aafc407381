-- The CHECK of claim.return_unit has the name of all CHECKs of closed words, so that a test compares it with the domain.
ALTER TABLE claim RENAME CONSTRAINT claim_return_unit TO claim_return_unit_word;
