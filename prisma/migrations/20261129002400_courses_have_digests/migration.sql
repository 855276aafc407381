-- Each record of an entity says in its audit entry, which bears a keyed hash, which course it left (S1, ADR 0033). Entries
-- of before say nothing of it; nobody but the owner of the tables moves this line.
CREATE TABLE audit_before_digests (
  id integer PRIMARY KEY CHECK (id = 1),
  last_entry_id bigint NOT NULL
);
INSERT INTO audit_before_digests (id, last_entry_id) SELECT 1, coalesce(max(id), 0) FROM audit_entry;
REVOKE ALL ON audit_before_digests FROM butie_app;
GRANT SELECT ON audit_before_digests TO butie_app;

-- A number that was left out is not used later: an entry with it would pass for one of before.
CREATE OR REPLACE FUNCTION audit_entry_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <= greatest((SELECT last_entry_id FROM audit_before_digests), (SELECT last_entry_id FROM audit_before_keys)) THEN
    RAISE EXCEPTION 'the number % of the audit is of before', NEW.id USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO audit_unsealed (entry_id) VALUES (NEW.id);
  RETURN NULL;
END $$;

ALTER TABLE forged_act DROP CONSTRAINT forged_act_cause_word;
ALTER TABLE forged_act ADD CONSTRAINT forged_act_cause_word CHECK (
  cause IN ('notSendable', 'notKept', 'notAccepted', 'otherContent', 'notSigned', 'notAsked', 'otherPlan', 'otherClock',
    'otherCourse'));
