-- A session has an id by which its person ends it, and ends when nothing was asked for some time (S12).
ALTER TABLE session ADD COLUMN id text, ADD COLUMN session_epoch integer NOT NULL DEFAULT 0,
  ADD COLUMN last_seen_at timestamptz(3);
UPDATE session SET id = 'ses_' || left(encode(sha256(token_hash), 'hex'), 24), last_seen_at = now(),
  expires_at = least(expires_at, created_at + interval '8 hours');
ALTER TABLE session ALTER COLUMN id SET NOT NULL, ALTER COLUMN last_seen_at SET NOT NULL;
CREATE UNIQUE INDEX session_id_key ON session (id);
CREATE INDEX session_person_id_idx ON session (person_id);

-- A session is of one epoch of its person. What changes who a person is or what they may begins a new one, whoever makes
-- the change and by whatever way, and no epoch comes back: the sessions of before are dead for good.
ALTER TABLE person ADD COLUMN session_epoch integer NOT NULL DEFAULT 0;

CREATE FUNCTION begin_session_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The same password under a stronger hash is no other password; `renew_password_hash` says so.
  IF (OLD.disabled_at, OLD.roles, OLD.username, OLD.organ, OLD.section, OLD.jurisdiction, OLD.party_id)
      IS DISTINCT FROM (NEW.disabled_at, NEW.roles, NEW.username, NEW.organ, NEW.section, NEW.jurisdiction, NEW.party_id)
    OR OLD.password_hash IS DISTINCT FROM NEW.password_hash
      AND current_setting('butie.renewed_hash_of', true) IS DISTINCT FROM OLD.id
  THEN
    NEW.session_epoch := OLD.session_epoch + 1;
  ELSE
    NEW.session_epoch := OLD.session_epoch;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER person_session_epoch BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION begin_session_epoch();

-- The only change of a hash that keeps sessions: to one of the same password, which the caller has just checked against
-- the hash that is replaced.
CREATE FUNCTION renew_password_hash(of_person text, former text, stronger text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  is_renewed boolean;
BEGIN
  PERFORM set_config('butie.renewed_hash_of', of_person, true);
  UPDATE person SET password_hash = stronger WHERE id = of_person AND password_hash = former;
  is_renewed := FOUND;
  PERFORM set_config('butie.renewed_hash_of', '', true);
  RETURN is_renewed;
END $$;
REVOKE ALL ON FUNCTION renew_password_hash(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION renew_password_hash(text, text, text) TO butie_app;
