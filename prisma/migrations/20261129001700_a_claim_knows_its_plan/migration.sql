-- The digest of the plan that a claim's workflow was started with (S1, ADR 0032): written with the first record, never
-- changed. A workflow that somebody else starts with another plan can then record nothing.
ALTER TABLE claim ADD COLUMN plan_digest bytea;

CREATE FUNCTION claim_plan_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The plan of claim % is kept as it is', OLD.id USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER claim_plan_is_kept BEFORE UPDATE OF plan_digest ON claim FOR EACH ROW
  WHEN (OLD.plan_digest IS NOT NULL AND NEW.plan_digest IS DISTINCT FROM OLD.plan_digest)
  EXECUTE FUNCTION claim_plan_is_kept();

ALTER TABLE forged_act DROP CONSTRAINT forged_act_cause_word;
ALTER TABLE forged_act ADD CONSTRAINT forged_act_cause_word CHECK (
  cause IN ('notSendable', 'notKept', 'notAccepted', 'otherContent', 'notSigned', 'notAsked', 'otherPlan', 'otherClock'));
