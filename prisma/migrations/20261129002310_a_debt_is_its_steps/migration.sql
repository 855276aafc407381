-- S4: what has come back of a debt is the sum of its steps, and a debt is over when all of it has come back. A debt of
-- before whose steps say something else keeps the difference; nobody adds one.
ALTER TABLE recovery ADD COLUMN unstepped_fen bigint NOT NULL DEFAULT 0;
UPDATE recovery r SET unstepped_fen = r.recovered_fen
  - (SELECT coalesce(sum(s.amount_fen), 0) FROM recovery_step s WHERE s.recovery_id = r.id);

-- When the transaction commits: a debt and its step are written one after the other.
CREATE FUNCTION require_recovery_steps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  debt recovery;
BEGIN
  SELECT * INTO debt FROM recovery WHERE id = CASE TG_TABLE_NAME WHEN 'recovery' THEN to_jsonb(NEW) ->> 'id'
    ELSE to_jsonb(NEW) ->> 'recovery_id' END;
  IF debt.recovered_fen <> debt.unstepped_fen
      + (SELECT coalesce(sum(s.amount_fen), 0) FROM recovery_step s WHERE s.recovery_id = debt.id)
    OR (debt.state = 'recovered') <> (debt.recovered_fen = debt.amount_fen) THEN
    RAISE EXCEPTION 'recovery % is not what its steps say', debt.id
      USING ERRCODE = 'check_violation', TABLE = 'recovery', CONSTRAINT = 'recovery_is_its_steps';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER recovery_is_its_steps AFTER INSERT OR UPDATE ON recovery
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_recovery_steps();
CREATE CONSTRAINT TRIGGER recovery_step_is_counted AFTER INSERT ON recovery_step
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_recovery_steps();

-- A debt is raised and never lowered; a new one has steps for all that came back.
CREATE FUNCTION keep_debt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.unstepped_fen <> 0
    OR TG_OP = 'UPDATE' AND (NEW.amount_fen < OLD.amount_fen OR NEW.unstepped_fen <> OLD.unstepped_fen) THEN
    RAISE EXCEPTION 'recovery % is not lowered by writing it down', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'recovery', CONSTRAINT = 'recovery_not_lowered';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recovery_not_lowered BEFORE INSERT OR UPDATE ON recovery FOR EACH ROW EXECUTE FUNCTION keep_debt();
