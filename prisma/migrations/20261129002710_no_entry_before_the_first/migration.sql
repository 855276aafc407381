-- S1, S15: the first entry of a chain has the number 1, and numbers of a chain are unique: nobody puts an entry before the
-- first one, by which a notice says for which claims it was drafted. Older rows are judged by the verification of the audit.
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_seq_from_one CHECK (seq > 0) NOT VALID;
