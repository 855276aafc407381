-- Whoever has the application's login writes sessions, and renews password hashes of a lower cost. What an API process
-- believes of either bears a bond: an HMAC under a key that only API processes and the start have (S1, S14).

-- Sessions of before have none: their people sign in again.
DELETE FROM session;
ALTER TABLE session ADD COLUMN bond bytea NOT NULL;

-- NULL: written by the owner's login and not bound yet; the next start binds it, and no process believes it before.
ALTER TABLE person ADD COLUMN password_bond bytea;

-- The bond of a known word: a start with another key says so, instead of refusing every password.
ALTER TABLE environment ADD COLUMN bond_key_check bytea;

-- As before; and a hash that the owner changes loses the bond of the one before.
CREATE OR REPLACE FUNCTION begin_session_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF OLD.password_hash IS DISTINCT FROM NEW.password_hash AND OLD.password_bond IS NOT DISTINCT FROM NEW.password_bond
  THEN
    NEW.password_bond := NULL;
  END IF;
  RETURN NEW;
END $$;

-- As before, with the bond that the API process makes, and at most at the cost that the product has (`COST` in
-- prisma/people/password-hash.ts): so a hash of that cost is never replaced, not even by a useless one.
DROP FUNCTION renew_password_hash(text, text, text);
CREATE FUNCTION renew_password_hash(of_person text, former text, stronger text, bond bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  is_renewed boolean;
BEGIN
  IF former IS NULL OR stronger IS NULL OR bond IS NULL
      OR former !~ '^scrypt\$\d{1,9}\$' OR stronger !~ '^scrypt\$\d{1,9}\$[^$]+\$[^$]+$'
      OR split_part(stronger, '$', 2)::integer <= split_part(former, '$', 2)::integer
      OR split_part(stronger, '$', 2)::integer > 131072 THEN
    RAISE EXCEPTION 'a password hash is renewed at a higher cost only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('butie.renewed_hash_of', of_person, true);
  UPDATE person SET password_hash = stronger, password_bond = bond WHERE id = of_person AND password_hash = former;
  is_renewed := FOUND;
  PERFORM set_config('butie.renewed_hash_of', '', true);
  RETURN is_renewed;
END $$;
REVOKE ALL ON FUNCTION renew_password_hash(text, text, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION renew_password_hash(text, text, text, bytea) TO butie_app;
