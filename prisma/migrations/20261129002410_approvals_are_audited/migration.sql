-- An act that was not kept is one of the workflow itself, or of a notice, batch, report or register, and its id says so.
-- One that is kept is accepted and, a person's, signed.
CREATE OR REPLACE FUNCTION require_act_under_way(claim text, by_act text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  kept record;
  is_under_way boolean;
BEGIN
  SELECT a.entity_kind, a.entity_id, a.state, a.person_id, a.signature IS NOT NULL
      OR EXISTS (SELECT FROM act_before_signing b WHERE b.id = a.id) AS is_signed
    INTO kept FROM act a WHERE a.id = by_act;
  IF FOUND THEN
    is_under_way := kept.entity_kind = 'claim' AND kept.entity_id = claim AND kept.state = 'accepted'
      AND (kept.person_id IS NULL OR kept.is_signed);
  ELSIF split_part(by_act, '/', 1) = 'payout' THEN
    is_under_way := EXISTS (SELECT FROM payout_inbox x JOIN payout_instruction i ON i.id = x.instruction_id
      WHERE x.id = split_part(by_act, '/', 2) AND i.claim_id = claim);
  ELSE
    is_under_way := position('/' IN by_act) > 0 AND claim = ANY (string_to_array(by_act, '/'));
  END IF;
  IF is_under_way IS NOT TRUE THEN
    RAISE EXCEPTION 'act % is not under way for claim %', by_act, claim USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- What approves an amount leaves an audit entry with a keyed hash. The database cannot check the hash; the verification of
-- the audit does, and names an entry that somebody made without the key (S15).
CREATE OR REPLACE FUNCTION require_recorded_act() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM act a WHERE a.id = NEW.act_id AND a.entity_kind = 'claim' AND a.entity_id = NEW.claim_id
      AND a.state = 'recorded' AND (a.person_id IS NULL OR a.signature IS NOT NULL
        OR EXISTS (SELECT FROM act_before_signing b WHERE b.id = a.id)))
    OR NOT EXISTS (SELECT FROM audit_entry e WHERE e.entity_kind = 'claim' AND e.entity_id = NEW.claim_id
      AND e.act_id = NEW.act_id AND e.mac IS NOT NULL) THEN
    RAISE EXCEPTION 'no act that was recorded approves an amount of claim %', NEW.claim_id
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;

-- The approved amount of a claim rises with an audit entry of the claim in the same transaction. Who owns the table is not
-- asked.
CREATE FUNCTION require_audited_rise() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT pg_has_role(session_user, (SELECT relowner FROM pg_catalog.pg_class WHERE oid = TG_RELID), 'USAGE')
      AND NOT EXISTS (SELECT FROM audit_entry e WHERE e.entity_kind = 'claim' AND e.entity_id = NEW.id
        AND e.mac IS NOT NULL AND e.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'no audit entry says that the approved amount of claim % rises', NEW.id
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION require_audited_rise FROM PUBLIC;
CREATE CONSTRAINT TRIGGER claim_rise_is_audited AFTER UPDATE OF approved_fen ON claim
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.approved_fen > OLD.approved_fen)
  EXECUTE FUNCTION require_audited_rise();
