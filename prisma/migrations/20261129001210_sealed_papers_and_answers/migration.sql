-- Uploaded papers are sealed, their names too (S5). Rows of before are sealed by the start that follows this migration;
-- a new row in clear is refused.
ALTER TABLE stored_file ADD COLUMN content_sealed bytea, ADD COLUMN name_sealed bytea, ADD COLUMN size_bytes bigint;
UPDATE stored_file SET size_bytes = octet_length(content);
ALTER TABLE stored_file ALTER COLUMN size_bytes SET NOT NULL, ALTER COLUMN content DROP NOT NULL, ALTER COLUMN name DROP NOT NULL;
ALTER TABLE stored_file ADD CONSTRAINT stored_file_is_sealed CHECK (
  content IS NULL AND name IS NULL AND content_sealed IS NOT NULL AND name_sealed IS NOT NULL) NOT VALID;

-- Stored answers are sealed (S9). Answers where money moves are kept for good, others for a time; those of before count
-- as the former, because nothing says which they are.
ALTER TABLE idempotent_request ADD COLUMN answer_sealed bytea, ADD COLUMN moves_money boolean NOT NULL DEFAULT true;
ALTER TABLE idempotent_request ADD CONSTRAINT idempotent_request_is_sealed CHECK (answer IS NULL) NOT VALID;
CREATE INDEX idempotent_request_passing ON idempotent_request (started_at) WHERE NOT moves_money;
