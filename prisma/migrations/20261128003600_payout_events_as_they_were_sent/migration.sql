-- A payout event is kept byte for byte, sealed, whatever its body holds (F13). An event is odd when a field of its body
-- is not in its columns: Finance reads the body itself.
ALTER TABLE payout_inbox ADD COLUMN body_sealed bytea, ADD COLUMN is_odd boolean NOT NULL DEFAULT false;
UPDATE payout_inbox SET is_odd = true WHERE body ? 'raw';

-- Whoever reads a body is recorded with the event.
ALTER TABLE audit_entry DROP CONSTRAINT IF EXISTS audit_entry_entity_kind_word;
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'case', 'person', 'payoutEvent'));
