-- A report of the bank counts only with the signature of the API process that took it in (S1). The signature covers what the
-- report says, the instruction that it names itself, and why it was parked when it came: none of these columns changes.
ALTER TABLE payout_inbox ADD COLUMN said_instruction_id text, ADD COLUMN first_park_reason text, ADD COLUMN signature bytea;
UPDATE payout_inbox SET said_instruction_id = instruction_id, first_park_reason = park_reason;
ALTER TABLE payout_inbox ADD CONSTRAINT payout_inbox_first_park_reason_word CHECK (
  first_park_reason IN ('MALFORMED', 'UNKNOWN_INSTRUCTION', 'AMOUNT_MISMATCH', 'NOT_RELEASED', 'CANCELLED', 'CLAIM_CLOSED', 'CONTRADICTION', 'NOT_SETTLED', 'ID_REUSED'));

-- Reports of before carry no signature and stay what they are. The application's role may read this table and not write it,
-- so that no other report gets in.
CREATE TABLE payout_inbox_before_signing (
  id text PRIMARY KEY REFERENCES payout_inbox (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  said jsonb NOT NULL
);
INSERT INTO payout_inbox_before_signing (id, said)
SELECT x.id, jsonb_build_object('source', x.source, 'machine', x.machine_client_id, 'sender', x.sender_id,
  'digest', encode(x.body_digest, 'hex'), 'type', x.type, 'instruction', x.said_instruction_id,
  'amount', x.amount_fen, 'parked', x.first_park_reason, 'body', x.body - 'raw', 'at', extract(epoch FROM x.received_at))
FROM payout_inbox x;
REVOKE ALL ON payout_inbox_before_signing FROM butie_app;
GRANT SELECT ON payout_inbox_before_signing TO butie_app;

-- A report that nobody signed is refused, and keeps no true report with its id out.
ALTER TABLE payout_inbox DROP CONSTRAINT IF EXISTS payout_inbox_state_word;
ALTER TABLE payout_inbox ADD CONSTRAINT payout_inbox_state_word CHECK (
  state IN ('new', 'parked', 'applied', 'refused'));
DROP INDEX payout_inbox_one_per_id;
CREATE UNIQUE INDEX payout_inbox_one_per_id ON payout_inbox (source, machine_client_id, sender_id)
  WHERE NOT is_id_reused AND state <> 'refused';
DROP INDEX payout_inbox_source_machine_client_id_sender_id_body_digest_key;
CREATE UNIQUE INDEX payout_inbox_one_per_digest ON payout_inbox (source, machine_client_id, sender_id, body_digest)
  WHERE state <> 'refused';
