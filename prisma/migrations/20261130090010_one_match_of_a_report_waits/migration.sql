-- A report has one match that waits or counts, whether it names a payment, a debt or a batch: the two tables are asked
-- together, under the lock of the report.
CREATE FUNCTION keep_one_match() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM payout_inbox WHERE id = NEW.event_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM money_entry WHERE event_id = NEW.event_id AND state IN ('waitsForConfirmation', 'confirmed'))
    AND EXISTS (SELECT FROM lump_match WHERE event_id = NEW.event_id AND state IN ('waitsForConfirmation', 'confirmed')) THEN
    RAISE EXCEPTION 'a match of report % waits already', NEW.event_id
      USING ERRCODE = 'unique_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'report_one_match';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION keep_one_match FROM PUBLIC;
CREATE TRIGGER report_one_match AFTER INSERT ON money_entry
  FOR EACH ROW WHEN (NEW.event_id IS NOT NULL) EXECUTE FUNCTION keep_one_match();
CREATE TRIGGER report_one_match AFTER INSERT ON lump_match
  FOR EACH ROW EXECUTE FUNCTION keep_one_match();
