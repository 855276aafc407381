-- S3: a worker that does not know the API's key refuses a hold that a case asks for. It is asked again by another act, which
-- takes the place of the refused one while the hold has not begun; all else of the claims of a case stays.
CREATE OR REPLACE FUNCTION keep_integrity_case_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.case_id, NEW.claim_id, NEW.hold_id) IS DISTINCT FROM (OLD.case_id, OLD.claim_id, OLD.hold_id)
      OR NEW.hold_act_id <> OLD.hold_act_id AND (EXISTS (SELECT FROM hold WHERE id = OLD.hold_id)
        OR NOT EXISTS (SELECT FROM act WHERE id = OLD.hold_act_id AND state = 'refused' AND refusal_code = 'FORGED_ACT')) THEN
    RAISE EXCEPTION 'a case keeps the claims that it held' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
GRANT UPDATE (hold_act_id) ON integrity_case_claim TO butie_app;
