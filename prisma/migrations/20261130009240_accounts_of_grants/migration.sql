-- The account of a title changes only with the act of its holder that corrects it, while that is being recorded (S13, S14).
CREATE FUNCTION correct_grant_payee(of_grant text, by_act text, sealed bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM act a WHERE a.id = by_act AND a.entity_kind = 'grant' AND a.entity_id = of_grant
      AND a.act = 'correctAccount' AND a.state = 'accepted' AND a.signature IS NOT NULL AND a.person_id IS NOT NULL
      AND a.body ? 'payeeSealed') THEN
    RAISE EXCEPTION 'act % corrects no account of grant %', by_act, of_grant USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE base_grant SET payee_sealed = sealed WHERE id = of_grant;
END $$;
REVOKE ALL ON FUNCTION correct_grant_payee FROM PUBLIC;
GRANT EXECUTE ON FUNCTION correct_grant_payee TO butie_app;

CREATE OR REPLACE FUNCTION base_grant_keeps_what_was_submitted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.submitted_at IS NOT NULL AND (
    NEW.submitted_at IS DISTINCT FROM OLD.submitted_at OR NEW.holder_key IS DISTINCT FROM OLD.holder_key
    OR NEW.level_key IS DISTINCT FROM OLD.level_key OR NEW.amount_fen IS DISTINCT FROM OLD.amount_fen
    OR NEW.policy_snapshot_id IS DISTINCT FROM OLD.policy_snapshot_id
    OR (OLD.state <> 'returnedToApplicant' AND (NEW.content IS DISTINCT FROM OLD.content
      OR NEW.leader_sealed IS DISTINCT FROM OLD.leader_sealed))
    OR (OLD.state <> 'returnedToApplicant' AND NEW.payee_sealed IS DISTINCT FROM OLD.payee_sealed
      AND NOT (OLD.state IN ('building', 'active')
        AND pg_has_role(current_user, (SELECT relowner FROM pg_catalog.pg_class WHERE oid = TG_RELID), 'USAGE')))) THEN
    RAISE EXCEPTION 'a submitted application keeps what was submitted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
