-- The application adds roots and seals at their next place, and anybody with its login can add a wrong one; the
-- verification names it. One that is no digest at all would also make the copies outside the database unreadable. What
-- stands there already is left to the verification.
ALTER TABLE audit_root ADD CONSTRAINT audit_root_digest
  CHECK (octet_length(root) = 32 AND octet_length(signature) = 64) NOT VALID;
ALTER TABLE audit_seal ADD CONSTRAINT audit_seal_digest CHECK (octet_length(seal) = 32) NOT VALID;
