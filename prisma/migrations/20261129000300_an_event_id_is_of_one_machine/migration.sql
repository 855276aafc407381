-- Two finance systems may use the same webhook-id, so a report is known by its machine and its id (F13). Events from
-- before are of the only machine that reports, if there is one only.
ALTER TABLE payout_inbox ADD COLUMN machine_client_id text NOT NULL DEFAULT '', ADD COLUMN body_digest bytea,
  ADD COLUMN is_id_reused boolean NOT NULL DEFAULT false;
UPDATE payout_inbox SET machine_client_id = (SELECT min(id) FROM machine_client)
WHERE source = 'webhook' AND (SELECT count(*) FROM machine_client) = 1;

-- One report for an id. The same id with other bytes is kept beside it, once, and waits for a person.
DROP INDEX payout_inbox_source_sender_id_key;
CREATE UNIQUE INDEX payout_inbox_one_per_id ON payout_inbox (source, machine_client_id, sender_id) WHERE NOT is_id_reused;
CREATE UNIQUE INDEX payout_inbox_source_machine_client_id_sender_id_body_digest_key
  ON payout_inbox (source, machine_client_id, sender_id, body_digest);
ALTER TABLE payout_inbox DROP CONSTRAINT IF EXISTS payout_inbox_park_reason_word;
ALTER TABLE payout_inbox ADD CONSTRAINT payout_inbox_park_reason_word CHECK (
  park_reason IN ('MALFORMED', 'UNKNOWN_INSTRUCTION', 'AMOUNT_MISMATCH', 'NOT_RELEASED', 'CANCELLED', 'CLAIM_CLOSED', 'CONTRADICTION', 'NOT_SETTLED', 'ID_REUSED'));
